// One provider entry of a configuration, whatever is wrong elsewhere in it: for looks that need nothing else. Only its block is
// evaluated, with the variables that it uses. Reads through its port only.
import type { ProviderSettings } from "../core/desired.ts";
import { type Diagnostic, hasErrors } from "../core/diagnostic.ts";
import { buildProviderEntry } from "./build-configuration.ts";
import type { Origins } from "./load-configuration.ts";
import { finishDiagnostics } from "./text/finish-diagnostics.ts";
import { loadSources } from "./text/load-sources.ts";
import { buildMap, childOf, type LocatedEntry, type LocatedMap } from "./text/located.ts";
import { mergeDocuments } from "./text/merge-documents.ts";
import { parseYaml } from "./text/parse-yaml.ts";
import { buildRange } from "./text/source.ts";
import { loadReferences } from "./values/load-references.ts";
import { loadVariables } from "./values/load-variables.ts";

export interface LoadedProvider {
  /** Absent where nothing declares it, or its block cannot be used. */
  readonly settings?: ProviderSettings;
  /** Of all entries, as far as the files can be read. */
  readonly declared: readonly string[];
  /** What is wrong with its block, or with all files: nothing else. */
  readonly diagnostics: readonly Diagnostic[];
  readonly secretValues: readonly string[];
}

export async function loadProvider(options: Origins, id: string): Promise<LoadedProvider> {
  const { io } = options;
  const loaded = await loadSources(io, options.cwd, options.files);
  const parsed = loaded.sources.map((source) => parseYaml(source, 0, true));
  const merged = mergeDocuments(parsed.flatMap(({ documents }) => documents));
  const finish = (found: readonly Diagnostic[], secrets: ReadonlySet<string>) =>
    finishDiagnostics([...found], loaded.sources, secrets);
  const block = childOf(merged.root, "providers");
  const found = block?.kind === "map" ? block.entries.get(id) : undefined;
  const mistakes = [...parsed.flatMap((one) => one.diagnostics), ...merged.diagnostics];
  const entry = found !== undefined && isRight(found, id, mistakes) ? found : undefined;
  const declared = block?.kind === "map" ? [...block.entries.keys()] : [];
  if (merged.root === undefined || entry === undefined) {
    // It may stand in the file that cannot be read.
    return { declared, diagnostics: finish([...loaded.diagnostics, ...mistakes], new Set()), secretValues: [] };
  }
  const wrong: Diagnostic[] = [];
  const overrides = await loadVariables(options, wrong);
  const root = reduce(merged.root, id, entry);
  const looked = await loadReferences([root], {
    io,
    folder: loaded.folder,
    fileRoot: options.fileRoot === undefined ? undefined : io.resolvePath(options.cwd, options.fileRoot),
    allowExec: options.allowExec === true,
    mode: "plan",
  });
  const built = buildProviderEntry(root, id, {
    mode: "plan",
    env: options.env,
    checks: {},
    looked,
    overrides,
    diagnostics: wrong,
  });
  const settings = hasErrors(wrong) ? undefined : built.settings;
  return {
    declared,
    diagnostics: finish(wrong, built.secretValues),
    secretValues: [...built.secretValues].sort(),
    ...(settings === undefined ? {} : { settings }),
  };
}

/** A mistake further down in the file leaves it as it is, but for a second entry of the name. */
function isRight({ value }: LocatedEntry, id: string, mistakes: readonly Diagnostic[]): boolean {
  const { file, end } = buildRange(value.span);
  const twice = [`${id} stands twice in this block`, `providers.${id} is declared twice`];
  return mistakes.every(
    ({ range, summary }) =>
      range !== undefined && !twice.includes(summary) && (range.file !== file || range.start.byte >= end.byte),
  );
}

/** The tree with that entry alone, and what its values may be made of. */
function reduce(root: LocatedMap, id: string, entry: LocatedEntry): LocatedMap {
  const providers = root.entries.get("providers");
  const kept = [...root.entries].filter(([key]) => key === "vars" || key === "policy");
  const own = buildMap(new Map([[id, entry]]), entry.value.span);
  const entries = new Map(kept);
  if (providers !== undefined) entries.set("providers", { ...providers, value: own });
  return buildMap(entries, root.span);
}
