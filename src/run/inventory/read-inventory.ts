// What runs at the providers, read live and put beside state and YAML. Takes no lock, writes nothing, sends no change.
import { suggestOneOf } from "../../config/text/suggest.ts";
import type { ResourceType } from "../../core/address.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { Emit } from "../../core/event.ts";
import type { Inventory } from "../../core/inventory.ts";
import { formatObjectKey } from "../../core/object-key.ts";
import type { Observed } from "../../core/observed.ts";
import type { Call, Provider } from "../../core/provider.ts";
import { collect } from "../../executor/observe-objects.ts";
import type { PlanOptions } from "../../planner/plan-input.ts";
import { readOwnState } from "../change-state.ts";
import { assertAddresses } from "../check-options.ts";
import { readWorld, type WorldReading } from "../read-world.ts";
import type { Stack } from "../stack.ts";
import { listHolders } from "./list-holders.ts";
import { listMachines, listMissing } from "./list-machines.ts";
import { listUnmanaged } from "./list-unmanaged.ts";

export interface InventoryRequest {
  /** Its targets are all that matters here. */
  readonly options: PlanOptions;
  /** Only these provider entries; empty: all. */
  readonly providers: readonly string[];
  /** Whether what nobody holds is asked for, which reads more. */
  readonly wantsUnmanaged: boolean;
  /** Provider entry -> its region, as the configuration names it. */
  readonly regions: ReadonlyMap<string, string>;
  readonly emit: Emit;
  readonly signal?: AbortSignal;
}

/** Throws `DiagnosticsError`, `ProviderError`, `StateError`: a list that could not be read is no empty one. */
export async function readInventory(stack: Stack, request: InventoryRequest): Promise<Inventory> {
  const { configuration, backend, clock } = stack;
  const providers = chooseProviders(stack, request.providers);
  const document = await readOwnState({ backend, stack: configuration.stack });
  assertAddresses(request.options, configuration, document);
  const call = request.signal === undefined ? {} : { signal: request.signal };
  const { emit, wantsUnmanaged } = request;
  const world = { configuration, providers, document, accepted: [], clock, emit, call };
  const first = await readWorld({ ...world, needsNames: false, readsAll: wantsUnmanaged });
  const reading = wantsUnmanaged ? await readAllParts(first, providers, call) : first;
  const holders = listHolders(configuration, document, reading);
  const view = { configuration, holders, reading, regions: request.regions, targets: request.options.targets };
  return {
    stack: configuration.stack,
    serial: document?.serial ?? 0,
    machines: listMachines(view),
    missing: listMissing(view, providers),
    ...(wantsUnmanaged ? { unmanaged: await listUnmanaged(view, providers, call) } : {}),
  };
}

function chooseProviders({ providers }: Stack, wanted: readonly string[]): ReadonlyMap<string, Provider> {
  const known = [...providers.keys()];
  const wrong = wanted.filter((id) => !known.includes(id));
  if (wrong.length > 0)
    throw new DiagnosticsError(
      wrong.map((id) =>
        buildError("cli.provider", `--provider ${id}: there is no such provider entry`, {
          fix: suggestOneOf(id, known),
        }),
      ),
    );
  return wanted.length === 0 ? providers : new Map([...providers].filter(([id]) => wanted.includes(id)));
}

/** Parts that are listed machine by machine were read of those that are declared or tracked: here all count. */
async function readAllParts(
  reading: WorldReading,
  providers: ReadonlyMap<string, Provider>,
  call: Call,
): Promise<WorldReading> {
  const observed = await Promise.all(
    [...reading.observed].map(async ([id, objects]): Promise<[string, readonly Observed[]]> => {
      const provider = providers.get(id);
      const types = listPartTypes(provider);
      const parents = objects.flatMap(({ type, remoteId, owned }) => (type === "vm" && owned ? [remoteId] : []));
      if (provider === undefined || types.length === 0 || parents.length === 0) return [id, objects];
      const known = new Set(objects.map((object) => formatObjectKey("", object)));
      const parts = await collect(provider, { types, parents }, call);
      return [id, [...objects, ...parts.filter((part) => !known.has(formatObjectKey("", part)))]];
    }),
  );
  return { ...reading, observed: new Map(observed) };
}

function listPartTypes(provider: Provider | undefined): ResourceType[] {
  return (["snapshot", "schedule"] as const).filter((type) => {
    const rules = provider?.rules[type];
    return rules !== undefined && rules.bulk !== true;
  });
}
