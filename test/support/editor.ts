// An editor as yaml-language-server sees it: opens texts over stdio, hears what is wrong with them, asks for completion and hovers.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

interface Position {
  readonly line: number;
  readonly character: number;
}

export interface EditorDiagnostic {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly message: string;
}

interface CompletionItem {
  readonly label: string;
  readonly insertText?: string;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly uri?: string;
    readonly diagnostics?: readonly EditorDiagnostic[];
    readonly items?: unknown[];
  };
  readonly result?: unknown;
}

const SERVER = join(
  dirname(createRequire(import.meta.url).resolve("yaml-language-server/package.json")),
  "bin/yaml-language-server",
);
/** As set in an editor whose machine has no network: no store of schemas. */
const SETTINGS = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };
const CAPABILITIES = {
  textDocument: {
    completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
    hover: { contentFormat: ["markdown"] },
  },
  workspace: { configuration: true },
};

export type Editor = Awaited<ReturnType<typeof openEditor>>;

export async function openEditor() {
  const child = spawn(process.execPath, [SERVER, "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
  const answers = new Map<number, (result: unknown) => void>();
  const opened = new Map<string, (found: readonly EditorDiagnostic[]) => void>();
  let asked = 0;

  const send = (message: object): void => {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const ask = <T>(method: string, params: object): Promise<T> => {
    const id = ++asked;
    send({ id, method, params });
    return new Promise((resolve) => answers.set(id, (result) => resolve(result as T)));
  };
  const hear = ({ id, method, params, result }: Message): void => {
    if (method === "textDocument/publishDiagnostics") opened.get(params?.uri ?? "")?.(params?.diagnostics ?? []);
    if (id === undefined) return;
    if (method === undefined) answers.get(id)?.(result);
    else send({ id, result: params?.items?.map(() => SETTINGS) ?? null });
  };
  readMessages(child.stdout, hear);

  await ask("initialize", { processId: process.pid, rootUri: null, capabilities: CAPABILITIES });
  send({ method: "initialized", params: {} });
  const at = (path: string, position: Position) => ({ textDocument: { uri: pathToFileURL(path).href }, position });
  return {
    /** Nothing is written to the disk: the path only says what the text's own paths are relative to. */
    open(path: string, text: string): Promise<readonly EditorDiagnostic[]> {
      const uri = pathToFileURL(path).href;
      const found = new Promise<readonly EditorDiagnostic[]>((resolve) => opened.set(uri, resolve));
      send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
      return found;
    },
    async complete(path: string, position: Position): Promise<readonly CompletionItem[]> {
      return (await ask<{ items: readonly CompletionItem[] }>("textDocument/completion", at(path, position))).items;
    },
    async hover(path: string, position: Position): Promise<string> {
      const shown = await ask<{ contents: { value: string } } | null>("textDocument/hover", at(path, position));
      return shown?.contents.value ?? "";
    },
    close: () => void child.kill(),
  };
}

/** Each message is headers, an empty line and as many bytes as the headers say. */
function readMessages(stream: NodeJS.ReadableStream, hear: (message: Message) => void): void {
  let pending = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const end = pending.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/i.exec(pending.subarray(0, Math.max(0, end)).toString())?.[1]);
      const start = end + 4;
      if (end < 0 || pending.length < start + length) return;
      hear(JSON.parse(pending.subarray(start, start + length).toString()) as Message);
      pending = pending.subarray(start + length);
    }
  });
}
