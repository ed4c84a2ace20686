// Fetches what a link leads to into a file: streamed, never over an existing file, there under its name only when it is whole.
// The link is a secret and stands in no message; no credentials go with it, and no redirect is followed.
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { access, link, rm } from "node:fs/promises";
import http from "node:http";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ProviderError } from "../core/errors.ts";
import { isLoopback } from "../core/loopback.ts";
import { openSocket } from "./open-socket.ts";
import { parseProxySetting } from "./proxy-setting.ts";

export interface DownloadRequest {
  readonly url: string;
  /** Absolute. */
  readonly path: string;
  /** In the same folder, of a name that nobody else uses. */
  readonly partPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Bytes so far, and of all where the server tells. */
  readonly onProgress: (bytes: number, total: number | undefined) => void;
}

/** Returns the size in bytes. Throws `ProviderError`, or what the file system says. */
export async function download({ url, path, partPath, env, signal, onProgress }: DownloadRequest): Promise<number> {
  const target = new URL(url);
  if (target.protocol !== "https:" && !isLoopback(target.hostname))
    throw fault("the link of the download is not https", "rejected");
  try {
    const { statusCode = 0, headers, ...answer } = await ask(target, env, signal);
    if (statusCode !== 200) {
      answer.body.destroy();
      throw fault(`the download was answered with HTTP ${statusCode}`, statusCode >= 500 ? "unavailable" : "rejected");
    }
    const length = Number(headers["content-length"]);
    const total = Number.isSafeInteger(length) && length > 0 ? length : undefined;
    const size = await writeWhole(answer.body, partPath, (bytes) => onProgress(bytes, total), signal);
    if (total !== undefined && size !== total)
      throw fault(`the download ended after ${size} of ${total} bytes`, "malformed");
    // Fails where the name is taken by now, which a rename would not.
    await link(partPath, path);
    return size;
  } catch (error) {
    if (error instanceof ProviderError || signal.aborted || isOfFiles(error)) throw error;
    throw fault(`the download broke off: ${sayReason(error)}`, "unavailable");
  } finally {
    await rm(partPath, { force: true });
  }
}

const sayReason = (error: unknown): string =>
  error instanceof Error ? ((error as { code?: string }).code ?? error.name) : "no reason";

/** On a connection of its own, through the proxy that the environment names. */
async function ask(target: URL, env: DownloadRequest["env"], signal: AbortSignal) {
  const { protocol, hostname, port, pathname, search } = target;
  const number = port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
  const proxy = parseProxySetting(env);
  const socket = await openSocket({ protocol, hostname, port: number }, { proxy, signal });
  const request = http.request({
    // Without an agent: one would open a connection itself.
    createConnection: () => socket,
    path: `${pathname}${search}`,
    headers: { host: target.host, accept: "*/*", connection: "close" },
    signal,
  });
  request.end();
  const [body] = (await once(request, "response")) as [http.IncomingMessage];
  return { statusCode: body.statusCode, headers: body.headers, body };
}

async function writeWhole(
  body: NodeJS.ReadableStream,
  path: string,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<number> {
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      onBytes(bytes);
      done(null, chunk);
    },
  });
  await pipeline(body, count, createWriteStream(path, { flags: "wx", mode: 0o600, flush: true }), { signal });
  return bytes;
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function isOfFiles(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && "path" in error;
}

function fault(message: string, kind: "rejected" | "unavailable" | "malformed"): ProviderError {
  return new ProviderError(message, { fault: kind, effect: "none" });
}
