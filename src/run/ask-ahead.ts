// The last question before anything is sent: what only the providers' own figures can refuse, asked for the plan as a whole.
import type { Diagnostic } from "../core/diagnostic.ts";
import { formatObjectKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { Plan } from "../core/plan.ts";
import type { Call, Preflight, Provider } from "../core/provider.ts";
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
    diagnostics.push(...(await provider.preflight(describe(operations, input, observed), call)));
  }
  return diagnostics;
}

function describe(operations: readonly Operation[], input: PlanInput, observed: readonly Observed[]): Preflight {
  const created = new Set(operations.flatMap(({ action, address }) => (action === "create" ? [address] : [])));
  const resources = bindResources(input, created);
  const objects = new Map(observed.map((object) => [formatObjectKey("", object), object] as const));
  const find = ({ type, remoteId, parentId }: Operation): Observed | undefined =>
    remoteId === undefined
      ? undefined
      : objects.get(formatObjectKey("", { type, remoteId, ...(parentId === undefined ? {} : { parentId }) }));
  const deleted = operations.filter(({ action }) => action === "delete" || action === "delete-deposed");
  const first = new Map(deleted.flatMap((item) => (item.action === "delete" ? [[item.address, find(item)]] : [])));
  return {
    made: [...created].flatMap((address) => {
      const [desired, replaces] = [resources.get(address), first.get(address)];
      return desired === undefined ? [] : [{ desired, ...(replaces === undefined ? {} : { replaces }) }];
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
