// The configuration from disk to `Configuration`, or everything that is wrong with it at once. Reads through its port only.
import type { Configuration } from "../core/desired.ts";
import { buildError, type Diagnostic, hasErrors } from "../core/diagnostic.ts";
import { buildConfiguration, type DesiredCheck } from "./build-configuration.ts";
import type { Loaded } from "./saved/record-configuration.ts";
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

/** Where it is read from. */
export interface Origins {
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
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly io: ConfigurationIo;
}

export interface LoadOptions extends Origins {
  /** `validate`: an unset variable is a warning and no command runs. */
  readonly mode: "validate" | "plan";
  /** Attributes of resources whose values are not at hand are left out: what is only read or deleted does without them. */
  readonly isLenient?: boolean;
  readonly checks?: Readonly<Record<string, DesiredCheck>>;
}

export interface LoadResult {
  /** Absent where there is an error. */
  readonly configuration?: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  /** Adds the lines to what is found out about this configuration later. */
  readonly illustrate?: (found: readonly Diagnostic[]) => readonly Diagnostic[];
  /** What the configuration was built of: a saved plan keeps a record of it. */
  readonly loaded?: Loaded;
}

export async function loadConfiguration(options: LoadOptions): Promise<LoadResult> {
  const { io } = options;
  const loaded = await loadSources(io, options.cwd, options.files);
  const diagnostics: Diagnostic[] = [...loaded.diagnostics];
  const finish = (): LoadResult => ({ diagnostics: finishDiagnostics(diagnostics, loaded.sources, new Set()) });
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
  const { folder, files } = loaded;
  const from = io.relativePath(options.cwd, folder);
  const found: Loaded = { root: merged.root, looked, overrides, env: options.env, files, from };
  return buildLoaded(found, options, { folder, sources: loaded.sources, diagnostics });
}

interface Origin {
  readonly folder: string;
  /** Whose lines may be shown. */
  readonly sources: readonly Source[];
  /** What was found so far; filled. */
  readonly diagnostics: Diagnostic[];
}

/** What the files say, or a record of them, as a configuration. */
export function buildLoaded(
  loaded: Loaded,
  { mode, checks = {}, isLenient = false }: Pick<LoadOptions, "mode" | "checks" | "isLenient">,
  { folder, sources, diagnostics }: Origin,
): LoadResult {
  const { root, looked, overrides, env, files } = loaded;
  const built = buildConfiguration(root, { mode, isLenient, env, checks, looked, overrides, diagnostics });
  const result = { diagnostics: finishDiagnostics(diagnostics, sources, built.secretValues) };
  if (hasErrors(result.diagnostics)) return result;
  return {
    ...result,
    loaded,
    illustrate: (found) => illustrate(found, sources, built.secretValues),
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
