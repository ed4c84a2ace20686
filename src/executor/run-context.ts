// Everything a run is given: ports, clock, settings. The executor reaches the world through this only.
import type { Address, ResourceType } from "../core/address.ts";
import type { Clock } from "../core/clock.ts";
import type { Desired } from "../core/desired.ts";
import { InvariantError } from "../core/errors.ts";
import type { Emit } from "../core/event.ts";
import type { TypeRules } from "../core/field-rule.ts";
import type { Json } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { Place } from "../core/place.ts";
import type { Prober } from "../core/prober.ts";
import type { Call, Provider } from "../core/provider.ts";
import type { Remaining } from "../core/remaining.ts";
import type { TrackedResource } from "../core/state-document.ts";
import type { Journal } from "../core/state-port.ts";
import type { Operation } from "../core/step.ts";
import type { PollerOf } from "./poller.ts";
import type { ResolveNames } from "./resolve-names.ts";
import type { StopControl } from "./stop-control.ts";

export interface RunContext {
  readonly journal: Journal;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly clock: Clock;
  readonly prober: Prober;
  readonly emit: Emit;
  readonly stop: StopControl;
  /** For each read: it ends where waiting ends. */
  readonly call: Call;
  /** Declared resources with bound attributes. */
  readonly resources: ReadonlyMap<Address, Desired>;
  /** What is left of an operation, with the object as it is now. Pure; given by the composition root. */
  readonly remaining: (
    operation: Operation,
    observed: Observed,
    tracked: TrackedResource | undefined,
    done: readonly string[],
  ) => Remaining;
  readonly resolveNames: ResolveNames;
  /** Whoever waits for an operation of a provider waits at the same poller. */
  readonly pollerOf: PollerOf;
  readonly secretOf: (address: Address, path: string) => Json | undefined;
  readonly digest: (value: string) => Promise<string>;
  /** Whether a provider entry leads to the account, project and region that a request was sent to. */
  readonly isAt: (provider: Provider, place: Place) => Promise<boolean>;
  /** Whether the plan of this run has found that the object of a record is gone. */
  readonly isKnownGone: (resource: TrackedResource) => boolean;
  readonly randomId: () => string;
  /** Called in the turn in which a mutating request leaves. */
  readonly noteSend: () => void;
  readonly parallelism: number;
  readonly assumeAbsentAfterMs: number | undefined;
}

export function providerOf(context: Pick<RunContext, "providers">, id: string): Provider {
  const provider = context.providers.get(id);
  if (provider === undefined) throw new InvariantError(`the provider ${id} is not configured`);
  return provider;
}

export function rulesOf(provider: Provider, type: ResourceType): TypeRules {
  const rules = provider.rules[type];
  if (rules === undefined) throw new InvariantError(`${provider.id} has no rules for ${type}`);
  return rules;
}
