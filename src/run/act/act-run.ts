// What an act is asked for, what a person is shown of it, and how it ends.
import type { Address } from "../../core/address.ts";
import type { ActRule } from "../../core/day-two.ts";
import type { Diagnostic, SourceRange } from "../../core/diagnostic.ts";
import type { Json } from "../../core/json.ts";
import type { Lost } from "../../core/observed.ts";
import type { Step } from "../../core/step.ts";
import type { ApplyEnd, LockedRun } from "../apply-run.ts";
import type { AskedAct } from "./find-act.ts";

export interface ActRun extends LockedRun {
  readonly asked: AskedAct;
  /** Shown what will be done, before anything is sent; false cancels. */
  readonly approve: (act: ShownAct) => Promise<boolean>;
}

export interface ShownAct {
  readonly rule: ActRule;
  readonly address: Address;
  readonly vendor: string;
  readonly remoteId: string;
  /** At the provider. */
  readonly objectName: string;
  readonly steps: readonly Step[];
  readonly lost: readonly Lost[];
  readonly notes: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

/** What YAML says and the object is not any more, by this act: the next apply would change it back. */
export interface Contradiction {
  readonly address: Address;
  readonly path: string;
  /** Undefined where it is a secret, or where there is none. */
  readonly declared: Json | undefined;
  readonly actual: Json | undefined;
  readonly unit?: "MiB" | "ms" | "count";
  readonly isSensitive: boolean;
  /** Where YAML says it. */
  readonly range?: SourceRange;
}

export interface ActEnd extends ApplyEnd {
  readonly contradictions: readonly Contradiction[];
  /** Declared parts that went with the act: the next apply makes them anew. */
  readonly gone: readonly Address[];
  /** Where what was prepared is fetched: a secret. */
  readonly download?: string;
}
