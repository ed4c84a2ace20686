// Reads what `${file:…}`, `${template:…}`, `${base64:…}` and `${exec:…}` name, once each, before interpolation. The only reader
// besides load-sources.
import type { ConfigurationIo } from "../text/configuration-io.ts";
import { eachScalar, type Located } from "../text/located.ts";
import { BASE64, hasTemplate, parseTemplate, type TemplatePart } from "./parse-template.ts";
import type { Looked } from "./scope.ts";

export interface ReferenceOptions {
  readonly io: ConfigurationIo;
  readonly folder: string;
  readonly fileRoot: string | undefined;
  readonly allowExec: boolean;
  readonly mode: "validate" | "plan";
}

const MAX_FILE_BYTES = 1024 * 1024;

export interface LookedUp {
  readonly files: ReadonlyMap<string, Looked>;
  readonly commands: ReadonlyMap<string, Looked>;
}

export async function loadReferences(trees: readonly Located[], options: ReferenceOptions): Promise<LookedUp> {
  const named: Named = { paths: new Set(), lines: new Set(), templates: new Set() };
  const seen = new Set<Located>();
  for (const tree of trees) collect(tree, named, seen);
  // What a template names is known once it is read; a template in a template is refused where it stands.
  const templates = await loadNamed(named.templates, [], options);
  for (const found of templates.files.values()) if ("text" in found) noteParts(parseTemplate(found.text), named);
  return loadNamed(new Set([...named.templates, ...named.paths]), named.lines, options);
}

interface Named {
  readonly paths: Set<string>;
  readonly lines: Set<string>;
  readonly templates: Set<string>;
}

/** Files by path, commands by their line. */
export async function loadNamed(
  paths: Iterable<string>,
  lines: Iterable<string>,
  options: ReferenceOptions,
): Promise<LookedUp> {
  const files = new Map<string, Looked>();
  const commands = new Map<string, Looked>();
  for (const path of [...paths].sort()) files.set(path, await loadFile(path, options));
  for (const line of [...lines].sort()) commands.set(line, await runCommand(line, options));
  return { files, commands };
}

function collect(node: Located, named: Named, seen: Set<Located>): void {
  if (node.kind !== "scalar") {
    if (seen.has(node)) return;
    seen.add(node);
    const children = node.kind === "list" ? node.items : [...node.entries.values()].map((entry) => entry.value);
    for (const child of children) collect(child, named, seen);
    return;
  }
  eachScalar(node, (scalar) => {
    if (typeof scalar.value !== "string" || !hasTemplate(scalar.value)) return;
    noteParts(parseTemplate(scalar.value), named);
  });
}

function noteParts(parts: readonly TemplatePart[], { paths, lines, templates }: Named): void {
  for (const part of parts) {
    if (part.kind === "file") paths.add(part.path);
    if (part.kind === "template") templates.add(part.path);
    if (part.kind === "exec") lines.add(part.command);
  }
}

/** A shell would put a home folder for `~`; here nothing does. */
function fixOfPath(path: string): string {
  const name = path.split("/").at(-1) ?? path;
  if (path.startsWith("~"))
    return `~ means nothing here: copy the file beside the configuration, and say ./${name}; or give its whole path, with --file-root for its folder`;
  if (path.startsWith("..") || path.startsWith("/"))
    return "look at the path: it begins at the folder of the configuration; files outside it need --file-root DIR";
  return "look at the path: it begins at the folder of the configuration";
}

async function loadFile(name: string, options: ReferenceOptions): Promise<Looked> {
  const isBytes = name.startsWith(BASE64);
  const path = isBytes ? name.slice(BASE64.length) : name;
  const { io, folder, fileRoot } = options;
  const roots = [folder, ...(fileRoot === undefined ? [] : [fileRoot])];
  try {
    const real = await io.realPath(io.resolvePath(folder, path));
    const realRoots = await Promise.all(roots.map((root) => io.realPath(root)));
    if (!realRoots.some((root) => io.isInside(root, real))) {
      return {
        code: "config.file-outside",
        problem: `${path} lies outside the configuration's folder`,
        fix: "move it there, or pass --file-root FOLDER",
      };
    }
    const kind = await io.kindOf(real);
    if (kind !== "file") return { code: "config.file-unreadable", problem: `${path} is no file`, fix: fixOfPath(path) };
    return decode(path, await io.readFile(real, MAX_FILE_BYTES + 1), isBytes);
  } catch (error) {
    const problem = `${path} cannot be read: ${io.describeError(error)}`;
    return { code: "config.file-unreadable", problem, fix: fixOfPath(path) };
  }
}

function decode(path: string, bytes: Uint8Array, isBytes: boolean): Looked {
  if (bytes.length > MAX_FILE_BYTES) {
    return { code: "config.file-too-large", problem: `${path} is larger than ${MAX_FILE_BYTES / 1024} KiB` };
  }
  if (isBytes) return { text: encodeBase64(bytes) };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text: text.replace(/\r?\n$/, "") };
  } catch {
    const fix = `bytes go into a field that takes base64: \${${BASE64}${path}}`;
    return { code: "config.not-utf8", problem: `${path} is not UTF-8 text`, fix };
  }
}

function encodeBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

async function runCommand(line: string, options: ReferenceOptions): Promise<Looked> {
  if (options.mode === "validate") {
    const warning = `\${exec:${line}} needs --allow-exec at plan`;
    return options.allowExec ? { unknown: true } : { unknown: true, warning };
  }
  if (!options.allowExec) {
    return {
      code: "config.exec-not-allowed",
      problem: `\${exec:${line}} runs a command, which is not allowed`,
      fix: "pass --allow-exec if you trust this configuration",
    };
  }
  const words = splitCommand(line);
  const [command, ...args] = words ?? [];
  if (command === undefined)
    return { code: "config.interpolation", problem: `\${exec:${line}} has a quote that is not closed` };
  try {
    const output = await options.io.runCommand(command, args, options.folder);
    return { text: output.replace(/\r?\n$/, "") };
  } catch (error) {
    return { code: "config.exec-failed", problem: `${command} failed: ${options.io.describeError(error)}` };
  }
}

/** Words as in a shell, with '…' and "…", and nothing else of a shell. Undefined: a quote stays open. */
function splitCommand(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (const character of line) {
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else word = (word ?? "") + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= "";
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + character;
  }
  if (word !== undefined) words.push(word);
  return quote === undefined ? words : undefined;
}
