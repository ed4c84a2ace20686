// The configuration from disk to `Configuration`, or everything that is wrong with it at once. Reads through its port only.
import type { Configuration } from "../core/desired.ts";
import { buildError, type Diagnostic, hasErrors } from "../core/diagnostic.ts";
import { buildConfiguration, type DesiredCheck } from "./build-configuration.ts";
import type { ConfigurationIo } from "./text/configuration-io.ts";
import { finishDiagnostics, illustrate } from "./text/finish-diagnostics.ts";
import { loadSources } from "./text/load-sources.ts";
import type { LocatedMap } from "./text/located.ts";
import { mergeDocuments } from "./text/merge-documents.ts";
import { parseYaml } from "./text/parse-yaml.ts";
import { buildRange, type Source } from "./text/source.ts";
import { loadReferences } from "./values/load-references.ts";
import { loadVariables } from "./values/load-variables.ts";

export type { DesiredCheck };

export interface LoadOptions {
  /** `-f`; empty: trueup.yaml, trueup.yml, else the folder trueup/. */
  readonly files: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly fileRoot?: string;
  /** `--var NAME=VALUE`. */
  readonly vars?: Readonly<Record<string, string>>;
  /** `--var-file`, later ones win. */
  readonly varFiles?: readonly string[];
  readonly allowExec?: boolean;
  /** `validate`: an unset variable is a warning and no command runs. */
  readonly mode: "validate" | "plan";
  /** Attributes of resources whose values are not at hand are left out: what is only read or deleted does without them. */
  readonly isLenient?: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly io: ConfigurationIo;
  readonly checks?: Readonly<Record<string, DesiredCheck>>;
}

export interface LoadResult {
  /** Absent where there is an error. */
  readonly configuration?: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  /** Adds the lines to what is found out about this configuration later. */
  readonly illustrate?: (found: readonly Diagnostic[]) => readonly Diagnostic[];
}

export async function loadConfiguration(options: LoadOptions): Promise<LoadResult> {
  const { io } = options;
  const loaded = await loadSources(io, options.cwd, options.files);
  const diagnostics: Diagnostic[] = [...loaded.diagnostics];
  const finish = (secretValues: ReadonlySet<string> = new Set()): LoadResult => ({
    diagnostics: finishDiagnostics(diagnostics, loaded.sources, secretValues),
  });
  if (hasErrors(diagnostics)) return finish();
  const documents = parseAll(loaded.sources, diagnostics);
  const overrides = await loadVariables(options, diagnostics);
  if (hasErrors(diagnostics)) return finish(); // what a broken file would have declared is not known
  const merged = mergeDocuments(documents);
  diagnostics.push(...merged.diagnostics);
  if (merged.root === undefined) {
    const summary = `${loaded.files.length === 1 ? "the file is" : "the files are"} empty: ${loaded.files.join(", ")}`;
    const [first] = loaded.sources;
    const range = first === undefined ? {} : { range: buildRange({ source: first, start: 0, end: 0 }) };
    diagnostics.push(buildError("config.empty", summary, { ...range, fix: "begin with version: 1 and stack: NAME" }));
    return finish();
  }
  const looked = await loadReferences([merged.root], {
    io,
    folder: loaded.folder,
    fileRoot: options.fileRoot === undefined ? undefined : io.resolvePath(options.cwd, options.fileRoot),
    allowExec: options.allowExec === true,
    mode: options.mode,
  });
  const { mode, env, checks = {}, isLenient = false } = options;
  const built = buildConfiguration(merged.root, { mode, isLenient, env, checks, looked, overrides, diagnostics });
  const result = finish(built.secretValues);
  if (hasErrors(result.diagnostics)) return result;
  const { folder, files } = loaded;
  return {
    ...result,
    illustrate: (found) => illustrate(found, loaded.sources, built.secretValues),
    configuration: { ...built, files, folder, secretValues: [...built.secretValues].sort() },
  };
}

function parseAll(sources: readonly Source[], diagnostics: Diagnostic[]): readonly LocatedMap[] {
  const documents: LocatedMap[] = [];
  let tokens = 0;
  for (const source of sources) {
    const parsed = parseYaml(source, tokens);
    tokens = parsed.tokens;
    diagnostics.push(...parsed.diagnostics);
    documents.push(...parsed.documents);
  }
  return documents;
}
