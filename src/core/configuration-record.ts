// What a saved plan keeps of the configuration: all that it says but the values of its secrets. Plain JSON.
import type { Json } from "./json.ts";

/** `[source, start, end]`: offsets into the text of one of the sources. */
export type RecordedSpan = readonly [source: number, start: number, end: number];

/**
 * A node of the merged tree, before anything is interpolated:
 * `["s", value, span, text?]` a scalar (with its text where that is not the value's own), `["c", secret, span]` one that was
 * left out, `["l", items, span]` a list, `["m", [[key, keySpan, node]…], span]` a map, `["r", number]` a collection that
 * stands before (an alias); collections are numbered from 0 in the order in which they begin.
 */
export type RecordedNode = readonly [kind: string, ...parts: readonly Json[]];

/** Where its value comes from when the plan is applied. */
export interface RecordedSecret {
  /** `yaml`: it stands literally in the configuration, or is what a `${file:}` there reads. */
  readonly kind: "env" | "exec" | "file" | "var" | "yaml";
  /** The variable, the command, the path, or the place in the tree. */
  readonly name: string;
  /** For `yaml`. */
  readonly path?: readonly string[];
  /** Absent for credentials: how the provider or the state is reached may differ from one run to the next. */
  readonly digest?: string;
}

export interface ConfigurationRecord {
  /** The texts are not kept, but how long their lines are, so that messages name the same places. */
  readonly sources: readonly {
    readonly name: string;
    readonly skippedBytes: number;
    readonly lines: readonly number[];
  }[];
  readonly tree: RecordedNode;
  /** What `${file:}` read, by path. */
  readonly texts: Readonly<Record<string, string>>;
  /** `--var` and `--var-file`. */
  readonly variables: Readonly<Record<string, string>>;
  /** What `${env:}` read of variables that are no secrets; null: not set. */
  readonly env: Readonly<Record<string, string | null>>;
  readonly secrets: readonly RecordedSecret[];
  /** The files that were loaded, as the state knows them. */
  readonly files: readonly string[];
  /** Where they lay, from the working folder. */
  readonly folder: string;
}

/** As it is written in YAML, or typed. */
export function formatSecret({ kind, name }: Pick<RecordedSecret, "kind" | "name">): string {
  if (kind === "var") return `--var ${name}`;
  return kind === "yaml" ? `${name} in the configuration's files` : `\${${kind}:${name}}`;
}
