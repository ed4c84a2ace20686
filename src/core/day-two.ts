// Day-2 acts: what is done with an object beside keeping it true to YAML (reboot, roll back, restore), as data and as the
// part of the provider port that carries them. Nothing here is state, and no plan ever holds an act.
import type { Address, ResourceType } from "./address.ts";
import type { Call } from "./call.ts";
import type { Desired } from "./desired.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Lost, Observed } from "./observed.ts";
import type { Place } from "./place.ts";
import type { CatalogTable } from "./provider-figures.ts";
import type { Step } from "./step.ts";

export interface ActArgument {
  /** Without the dashes: `snapshot`. */
  readonly name: string;
  /** What its value looks like, for people: `NAME|ADDRESS|ID`. Absent: it is a switch. */
  readonly value?: string;
  readonly help: string;
  readonly isRequired?: true;
  /**
   * `snapshot`: one of the object, by its name, address or id. `vm`: another machine of this stack, by its address. Both are
   * handed on as the object itself.
   */
  readonly refers?: "snapshot" | "vm";
  /**
   * A secret, given as `--NAME-env VARIABLE` or `--NAME-file PATH` only. While the act runs it stands at this path of the
   * declared attributes; steps refer to it there.
   */
  readonly secretAt?: string;
  readonly among?: readonly string[];
}

export interface ActRule {
  readonly name: string;
  readonly types: readonly ResourceType[];
  readonly summary: string;
  /**
   * `read`: asks only, without a lock. `change`: the steps of the provider. `rebuild`: as a plan does it that rebuilds this one
   * resource.
   */
  readonly kind: "read" | "change" | "rebuild";
  /** What it destroys, for people; an act that has it needs `--confirm`, and `protect` forbids it. */
  readonly destroys?: string;
  /** No page of the vendor describes it. */
  readonly isUndocumented?: true;
  readonly arguments: readonly ActArgument[];
  /** Its snapshots matter to it, whatever the arguments say. */
  readonly needsSnapshots?: true;
  /** Only in these states of power. */
  readonly powers?: readonly string[];
  /** Also while the provider's state of the object forbids changes, if one of these attributes is true (rescue mode). */
  readonly despite?: readonly string[];
}

export interface ActSubject {
  readonly address: Address;
  readonly observed: Observed;
}

export interface ActRequest {
  readonly rule: ActRule;
  readonly address: Address;
  readonly type: ResourceType;
  readonly observed: Observed;
  /** With what was given as a secret at its path. */
  readonly desired: Desired | undefined;
  /** Of a part: the machine that it belongs to. */
  readonly parent: ActSubject | undefined;
  /** As given: text, or `true` for a switch. Secrets are `true`, if they are at hand. */
  readonly arguments: Readonly<Record<string, string | true>>;
  /** What arguments refer to; `address` is the id of what this stack does not manage. */
  readonly others: Readonly<Record<string, ActSubject>>;
  /** Snapshots of the object, where an argument refers to one, or the rule needs them. */
  readonly snapshots: readonly Observed[];
  readonly place: Place;
  /** By our clock, epoch milliseconds. */
  readonly nowMs: number;
}

export interface PreparedAct {
  /** Empty where diagnostics say why it cannot be done. */
  readonly steps: readonly Step[];
  readonly diagnostics: readonly Diagnostic[];
  readonly lost: readonly Lost[];
  /** What a person should know before it is done. */
  readonly notes: readonly string[];
}

/** What a read act was asked for. */
export interface ActDocument {
  readonly json: Json;
  readonly tables: readonly CatalogTable[];
  /** Texts in it that give access to whoever has them (an address with a token): they go to the one who asked, and nowhere else. */
  readonly secrets: readonly string[];
}

export interface ProviderActs {
  readonly rules: readonly ActRule[];
  /** The mutating requests of an act, in order. Reads what it must know; sends nothing. */
  prepare(request: ActRequest, call: Call): Promise<PreparedAct>;
  /** Of `read` acts. Sends nothing that changes. Throws `ProviderError`, or `DiagnosticsError` for what cannot be asked. */
  read(request: ActRequest, call: Call): Promise<ActDocument>;
  /** Where what an act has prepared is to be fetched, by the answers to its steps. A secret. */
  findDownload?(answers: Readonly<Record<string, JsonObject>>, call: Call): Promise<string | undefined>;
}

/** The path that only an act completes: of no rule, so that nothing is compared by it. */
export function actPath(index: number): string {
  return `act.${index}`;
}
