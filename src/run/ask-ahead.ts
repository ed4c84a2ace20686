// The last question before anything is sent: what only the providers' own figures can refuse, asked for the plan as a whole.
import type { Diagnostic } from "../core/diagnostic.ts";
import { formatObjectKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { Plan } from "../core/plan.ts";
import type { Call, Preflight, Provider } from "../core/provider.ts";
import type { TrackedResource } from "../core/state-document.ts";
import type { Operation } from "../core/step.ts";
import type { PlanInput } from "../planner/plan-input.ts";
import { bindResources } from "./bind-resources.ts";

export interface AheadRequest {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly call: Call;
}

export async function askAhead(
  { providers, call }: AheadRequest,
  { plan, input }: { readonly plan: Plan; readonly input: PlanInput },
): Promise<readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  for (const provider of providers.values()) {
    const operations = plan.operations.filter((operation) => operation.provider === provider.id);
    if (provider.preflight === undefined || operations.length === 0) continue;
    const observed = input.observed.get(provider.id) ?? [];
    diagnostics.push(...(await provider.preflight(describe({ plan, operations, input, observed }), call)));
  }
  return diagnostics;
}

interface Described {
  readonly plan: Plan;
  /** Those of one provider. */
  readonly operations: readonly Operation[];
  readonly input: PlanInput;
  readonly observed: readonly Observed[];
}

function describe({ plan, operations, input, observed }: Described): Preflight {
  const created = new Set(operations.flatMap(({ action, address }) => (action === "create" ? [address] : [])));
  const resources = bindResources(input, created);
  const objects = new Map(observed.map((object) => [formatObjectKey("", object), object] as const));
  const find = ({ type, remoteId, parentId }: Pick<Operation, "type" | "remoteId" | "parentId">) =>
    remoteId === undefined
      ? undefined
      : objects.get(formatObjectKey("", { type, remoteId, ...(parentId === undefined ? {} : { parentId }) }));
  const deleted = operations.filter(({ action }) => action === "delete" || action === "delete-deposed");
  const first = new Map(deleted.flatMap((item) => (item.action === "delete" ? [[item.address, find(item)]] : [])));
  /** What dies with a machine that is deleted first is free, too, when the new one comes. */
  const findDying = ({ action, address, parent }: Operation) => {
    if (action !== "create" || parent === undefined || !first.has(parent)) return undefined;
    const entry = plan.entries.find((item) => item.address === address && item.action === "replace");
    return observed.find(({ type, remoteId }) => type === entry?.type && remoteId === entry.remoteId);
  };
  const dying = new Map(operations.map((operation) => [operation.address, findDying(operation)]));
  return {
    made: [...created].flatMap((address) => {
      const [desired, old] = [resources.get(address), first.get(address) ?? dying.get(address)];
      const replaces = old === undefined ? {} : { replaces: withRecord(old, input.state?.resources[address]) };
      return desired === undefined ? [] : [{ desired, ...replaces }];
    }),
    changed: operations.flatMap((operation) => {
      const [desired, object] = [resources.get(operation.address), find(operation)];
      const isChange = operation.action === "update" || operation.action === "rebuild";
      return isChange && desired !== undefined && object !== undefined ? [{ desired, observed: object }] : [];
    }),
    gone: deleted.flatMap((operation) =>
      operation.action === "delete" && created.has(operation.address) ? [] : (find(operation) ?? []),
    ),
  };
}

/** What no read tells of an object (the type of an interface), the record of how it was made may. */
function withRecord(object: Observed, tracked: TrackedResource | undefined): Observed {
  if (tracked?.remoteId !== object.remoteId) return object;
  return { ...object, attributes: { ...tracked.applied, ...object.attributes } };
}
