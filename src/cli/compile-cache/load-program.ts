// Loads the chunks of the built program, each with what V8 made of it in an earlier run where that is at hand.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { findCacheFile } from "./cache-file.ts";
import { type CompiledChunk, readCompiled, writeCompiled } from "./compiled-chunks.ts";

/** Made by the build, of all that it wrote. */
declare const BUILD_DIGEST: string;

type Require = (name: string) => unknown;
type Wrapper = (exports: object, require: Require, module: { exports: object }, folder: string) => void;

type Loaded = Omit<CompiledChunk, "compiled"> & { readonly script: Script };

/** `folder`: that of the entry; the chunks are in its `cli`, beginning with `main.cjs`. */
export function loadProgram(folder: string): void {
  const chunks = join(folder, "cli");
  const main = join(chunks, "main.cjs");
  const file = findCacheFile({ program: `${BUILD_DIGEST} ${folder}`, argv: process.argv, env: process.env });
  if (file === undefined) require(main);
  else loadCompiled(chunks, main, file);
}

function loadCompiled(folder: string, main: string, file: string): void {
  const kept = readCompiled(file);
  const modules = new Map<string, { exports: object }>();
  const loaded: Loaded[] = [];
  let isNew = false;

  const load = (path: string): unknown => {
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(path, module);
    try {
      compile(path)(module.exports, requireFrom, module, folder);
    } catch (error) {
      modules.delete(path);
      throw error;
    }
    return module.exports;
  };
  const requireFrom: Require = (name) => (name.startsWith(folder) ? load(name) : require(name));

  const compile = (path: string): Wrapper => {
    const { size, mtimeMs } = statSync(path);
    const found = kept?.get(path);
    const isSame = found?.size === size && found.mtimeMs === mtimeMs;
    const script = new Script(wrap(readFileSync(path, "latin1")), {
      filename: path,
      ...(isSame && { cachedData: found.compiled }),
    });
    isNew ||= !isSame || script.cachedDataRejected === true;
    loaded.push({ path, size, mtimeMs, script });
    return script.runInThisContext() as Wrapper;
  };

  process.once("exit", () => {
    if (isNew) keep(file, kept ?? new Map(), loaded);
  });
  load(main);
}

/** Beside what other runs have kept. What cannot be kept is compiled again the next time. */
function keep(file: string, kept: ReadonlyMap<string, CompiledChunk>, loaded: readonly Loaded[]): void {
  try {
    const made = loaded.map(({ script, ...chunk }) => ({ ...chunk, compiled: script.createCachedData() }));
    writeCompiled(file, [...new Map([...kept, ...made.map((chunk) => [chunk.path, chunk] as const)]).values()]);
  } catch {}
}

/** As Node wraps a CommonJS module; no chunk asks for its own name. */
function wrap(source: string): string {
  return `(function (exports, require, module, __dirname) { ${source}\n})`;
}
