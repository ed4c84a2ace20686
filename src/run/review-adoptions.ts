// What a plan would do with what was written besides adopting it, over what was read already. Asks the provider for names only;
// plans in memory.
import { type Address, parseAddress, resourceOf } from "../core/address.ts";
import type { Clock } from "../core/clock.ts";
import type { Configuration } from "../core/desired.ts";
import type { Account, Observed } from "../core/observed.ts";
import type { Plan, PlanEntry } from "../core/plan.ts";
import type { Call, Provider } from "../core/provider.ts";
import type { StateDocument } from "../core/state-document.ts";
import { buildPlan } from "../planner/build-plan.ts";
import { listLookups } from "../planner/names.ts";
import { inTurns } from "./in-turns.ts";

export interface Reviewed {
  readonly provider: Provider;
  readonly account: Account;
  readonly objects: readonly Observed[];
  readonly document: StateDocument | undefined;
  readonly clock: Pick<Clock, "monotonic">;
}

export interface Objection {
  /** Of a declared block, never of a part. */
  readonly address: Address;
  /** Attributes that the plan would change, or complain of. */
  readonly fields: readonly string[];
  /** Why it is not adopted at all. */
  readonly problem?: string;
}

/** `configuration`: with the file that was written; disks and addresses are resources of their own in it. */
export async function reviewAdoptions(
  { provider, account, objects, document, clock }: Reviewed,
  configuration: Configuration,
  written: ReadonlySet<Address>,
  call: Call,
): Promise<readonly Objection[]> {
  const resources = configuration.resources.filter((desired) => desired.provider === provider.id);
  const lookups = resources
    .filter(({ address }) => written.has(resourceOf(address)))
    .flatMap((desired) => listLookups(provider, desired, "update"));
  const facts = lookups.length === 0 ? {} : await provider.resolve(lookups, call);
  const { id, vendor, rules, bind, lookups: ask, steps } = provider;
  const { stack, imports } = configuration;
  const input = {
    ...{ stack, resources, imports, moved: [], removed: [], outputs: [], policy: { publicEnv: [] } },
    state: document,
    providers: new Map([[id, { id, vendor, rules, bind, lookups: ask, steps, account, facts }]]),
    observed: new Map([[id, objects]]),
    ...{ gone: new Set<string>(), digests: new Map<string, string>(), unloadedFiles: [], nowMs: 0 },
    options: { mode: "normal" as const, targets: [], excludes: [], replace: [], rebuild: [], allow: {} },
  };
  return listObjections(await inTurns(buildPlan(input), clock), written);
}

function listObjections(plan: Plan, written: ReadonlySet<Address>): Objection[] {
  return plan.entries
    .filter(({ address, child }) => written.has(resourceOf(address)) && child !== true)
    .flatMap((entry): Objection[] => {
      const address = resourceOf(entry.address);
      const fields = entry.fields.map(({ path }) => pathInBlock(entry.address, path));
      if (entry.importing === undefined || hasError(plan, entry))
        return [{ address, fields: [], problem: findProblem(plan, entry) }];
      return fields.length === 0 ? [] : [{ address, fields }];
    });
}

/** It would be taken over, but not by this plan: nothing of it can be applied. */
function hasError({ diagnostics }: Plan, { address }: PlanEntry): boolean {
  return diagnostics.some((one) => one.severity === "error" && one.address === address);
}

function findProblem({ diagnostics, blocked }: Plan, { address }: PlanEntry): string {
  const error = diagnostics.find((one) => one.severity === "error" && one.address === address);
  return error?.summary ?? blocked.find((one) => one.address === address)?.reason ?? "it cannot be told for certain";
}

/** As the machine's block has it: `volumes.data.size`. A floating address stands in its interface. */
function pathInBlock(address: Address, path: string): string {
  const { child } = parseAddress(address) ?? {};
  if (child === undefined) return path;
  return `${child.kind === "floatingIps" ? "interfaces" : child.kind}.${child.key}.${path}`;
}
