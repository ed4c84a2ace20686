// Which files make the configuration, and their texts. Reads the disk through the port; parses nothing.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { checkSource, MAX_TOTAL_BYTES } from "./check-source.ts";
import type { ConfigurationIo } from "./configuration-io.ts";
import type { Source } from "./source.ts";

interface LoadedSources {
  readonly sources: readonly Source[];
  /** Absolute: where relative paths start from. */
  readonly folder: string;
  /** Relative to the folder, sorted. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const DEFAULT_FILES = ["trueup.yaml", "trueup.yml"];
const DEFAULT_FOLDER = "trueup";

export async function loadSources(io: ConfigurationIo, cwd: string, files: readonly string[]): Promise<LoadedSources> {
  const diagnostics: Diagnostic[] = [];
  const asked = files.length > 0 ? files : await findDefault(io, cwd);
  if (asked.length === 0) {
    const summary = `there is no configuration in ${cwd}: neither trueup.yaml nor trueup.yml nor a folder trueup/`;
    const fix = "write trueup.yaml here, or name the file: -f PATH";
    return { sources: [], folder: cwd, files: [], diagnostics: [buildError("config.no-files", summary, { fix })] };
  }
  const paths: string[] = [];
  let folder: string | undefined;
  for (const item of asked) {
    const path = io.resolvePath(cwd, item);
    const found = await expand(io, path, item, diagnostics);
    folder ??= found.folder;
    for (const file of found.paths) if (!paths.includes(file)) paths.push(file);
  }
  const base = folder ?? cwd;
  const sources = await readAll(io, cwd, paths, diagnostics);
  return { sources, folder: base, files: paths.map((path) => io.relativePath(base, path)).sort(), diagnostics };
}

async function findDefault(io: ConfigurationIo, cwd: string): Promise<readonly string[]> {
  for (const name of DEFAULT_FILES) {
    if ((await io.kindOf(io.resolvePath(cwd, name))) === "file") return [name];
  }
  return (await io.kindOf(io.resolvePath(cwd, DEFAULT_FOLDER))) === "folder" ? [DEFAULT_FOLDER] : [];
}

async function expand(
  io: ConfigurationIo,
  path: string,
  shown: string,
  diagnostics: Diagnostic[],
): Promise<{ folder: string; paths: readonly string[] }> {
  const refuse = (code: string, summary: string, fix: string): { folder: string; paths: readonly string[] } => {
    diagnostics.push(buildError(code, summary, { fix }));
    return { folder: io.parentOf(path), paths: [] };
  };
  try {
    const kind = await io.kindOf(path);
    if (kind === undefined)
      return refuse("config.no-files", `${shown} does not exist`, "look at the path that was given");
    if (kind !== "folder") return { folder: io.parentOf(path), paths: [path] };
    const names = (await io.listFolder(path)).filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith("."));
    const paths: string[] = [];
    for (const name of [...names].sort()) {
      const file = io.resolvePath(path, name);
      const kind = await io.kindOf(file);
      if (kind === "file") paths.push(file); // a pipe would be waited for without end
      if (kind === undefined) diagnostics.push(describeBroken(io.relativePath(io.parentOf(path), file)));
    }
    if (paths.length > 0) return { folder: path, paths };
    return refuse("config.no-files", `${shown} has no *.yaml or *.yml`, "files in folders below it are not loaded");
  } catch (error) {
    return refuse(
      "config.unreadable",
      `${shown} cannot be read: ${io.describeError(error)}`,
      "look at its permissions",
    );
  }
}

function describeBroken(name: string): Diagnostic {
  const fix = "repair or remove the symbolic link";
  return buildError("config.unreadable", `${name} cannot be read: it is a link to nothing`, { fix });
}

async function readAll(
  io: ConfigurationIo,
  cwd: string,
  paths: readonly string[],
  diagnostics: Diagnostic[],
): Promise<readonly Source[]> {
  const sources: Source[] = [];
  let total = 0;
  for (const path of paths) {
    const name = io.relativePath(cwd, path);
    try {
      const bytes = await io.readFile(path, MAX_TOTAL_BYTES - total + 1);
      total += bytes.length;
      if (total > MAX_TOTAL_BYTES) {
        const summary = `the configuration is larger than ${MAX_TOTAL_BYTES / 1024 / 1024} MiB; reading stopped in ${name}`;
        diagnostics.push(buildError("config.too-large", summary, { fix: "split it into several stacks" }));
        return [];
      }
      const decoded = checkSource(name, bytes);
      diagnostics.push(...decoded.diagnostics);
      sources.push(decoded.source);
    } catch (error) {
      const summary = `${name} cannot be read: ${io.describeError(error)}`;
      diagnostics.push(buildError("config.unreadable", summary, { fix: "look at the path and its permissions" }));
    }
  }
  return sources;
}
