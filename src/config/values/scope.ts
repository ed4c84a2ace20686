// What `${…}` may refer to where it stands, and what one comes to. Types only.
import type { Diagnostic } from "../../core/diagnostic.ts";
import type { LocatedScalar, TextPart } from "../text/located.ts";

/** What was read beforehand for `file:` and `exec:`. */
export type Looked =
  | { readonly text: string }
  | { readonly problem: string; readonly code: string; readonly fix?: string }
  | { readonly unknown: true; readonly warning?: string };

export interface Evaluated {
  readonly text: string;
  readonly secret: boolean;
  readonly unknown: boolean;
  /** Something in it came from outside the YAML. */
  readonly external: boolean;
  readonly env: readonly string[];
  readonly parts: readonly TextPart[];
}

export interface Scope {
  /** `lenient`: a value that is not at hand is left out, with a warning: the command does without it. */
  readonly mode: "validate" | "plan" | "lenient";
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly publicEnv: ReadonlySet<string>;
  /** Undefined: no such variable. */
  readonly variable: (name: string) => Evaluated | undefined;
  readonly variableNames: readonly string[];
  readonly files: ReadonlyMap<string, Looked>;
  readonly commands: ReadonlyMap<string, Looked>;
  readonly index?: number;
  readonly key?: string;
  /** What the resource is called at the provider: for templates. */
  readonly nameOf?: () => LocatedScalar | undefined;
  /** What is said of a machine stays as it is: `${ip}` is known once the machine is there. */
  readonly keepsMachine?: boolean;
  /** Both are filled while interpolating. */
  readonly diagnostics: Diagnostic[];
  readonly secretValues: Set<string>;
}
