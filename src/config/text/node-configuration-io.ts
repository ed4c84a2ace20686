// The loader's port on Node: the only file of the configuration that imports Node built-ins.
import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { ConfigurationIo } from "./configuration-io.ts";

const COMMAND_TIMEOUT_MS = 30_000;
const MAX_OUTPUT_BYTES = 1024 * 1024;
/** Most configurations fit; each further read takes as much as there is already. */
const FIRST_READ_BYTES = 16 * 1024;

const MESSAGES: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
  ELOOP: "its symbolic links form a circle",
  EMFILE: "too many open files",
};

export const nodeConfigurationIo: ConfigurationIo = {
  readFile,
  kindOf,
  listFolder: async (path) => readdirSync(path),
  realPath: async (path) => realpathSync.native(path),
  runCommand,
  resolvePath: (folder, path) => resolve(folder, path),
  parentOf: (path) => dirname(path),
  relativePath: (folder, path) => relative(folder, path).split(sep).join("/") || ".",
  isInside: (folder, path) => {
    const way = relative(folder, path);
    return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
  },
  describeError,
};

/** Files of a configuration are few and small: a trip to another thread and back takes longer than reading one. */
async function readFile(path: string, limit: number): Promise<Uint8Array> {
  const file = openSync(path, "r");
  try {
    const chunks: Uint8Array[] = [];
    let length = 0;
    while (length < limit) {
      const buffer = new Uint8Array(Math.min(limit - length, Math.max(length, FIRST_READ_BYTES)));
      const bytesRead = readSync(file, buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      chunks.push(buffer.subarray(0, bytesRead));
      length += bytesRead;
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(file);
  }
}

async function kindOf(path: string): Promise<"file" | "folder" | "other" | undefined> {
  try {
    const found = statSync(path);
    return found.isFile() ? "file" : found.isDirectory() ? "folder" : "other";
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

async function runCommand(command: string, args: readonly string[], folder: string): Promise<string> {
  const { execFile } = await import("node:child_process"); // costs time at every start, and few configurations need it
  return new Promise((done, fail) => {
    const options = { cwd: folder, timeout: COMMAND_TIMEOUT_MS, maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true };
    const child = execFile(command, [...args], { ...options, encoding: "buffer" }, (error, stdout) => {
      if (error !== null) fail(new Error(describeExit(error)));
      // What is not text would come out as something else, in silence.
      else if (isUtf8(stdout)) done(stdout.toString("utf8"));
      else fail(new Error("its output is not UTF-8 text"));
    });
    child.stdin?.end();
  });
}

/** Without the arguments and without its output: both may hold secrets. */
function describeExit(error: Error & { code?: unknown; killed?: boolean | undefined }): string {
  if (error.code === "ENOENT") return "there is no such command";
  if (error.code === "EACCES") return "it may not be run";
  if (error.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER")
    return `its output is larger than ${MAX_OUTPUT_BYTES / 1024} KiB`;
  if (error.killed === true) return `it took longer than ${COMMAND_TIMEOUT_MS / 1000} s`;
  return typeof error.code === "number" ? `it ended with exit code ${error.code}` : "it was ended by a signal";
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

function describeError(error: unknown): string {
  const code = codeOf(error);
  if (code !== undefined && Object.hasOwn(MESSAGES, code)) return MESSAGES[code] ?? code;
  if (code !== undefined && /^[A-Z0-9_]+$/.test(code)) return code;
  return error instanceof Error ? error.message : String(error);
}
