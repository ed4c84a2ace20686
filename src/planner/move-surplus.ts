// What one request has made twice follows its address: in the state, and where a person names it by the old address. Pure.
import type { Address } from "../core/address.ts";
import type { MovedBlock } from "../core/desired.ts";
import type { StateDocument } from "../core/state-document.ts";
import { formatSurplus } from "../core/surplus.ts";
import { applyMoves, listOpenMoves, type Moves } from "./moves.ts";
import type { PlanInput, PlanOptions } from "./plan-input.ts";

/** All moves of a state, with what only its pending requests and what they made twice know. */
export function moveAll(
  state: StateDocument | undefined,
  moved: readonly MovedBlock[],
  declared: ReadonlySet<Address>,
): Moves {
  const { resources = {}, pending = [], surplus = [] } = state ?? {};
  return applyMoves(
    new Map(Object.entries(resources)),
    listOpenMoves(moved, state),
    declared,
    [
      ...pending.flatMap(({ address, parent }) => [address, ...(parent === undefined ? [] : [parent])]),
      ...surplus.map(({ address }) => address),
    ],
    pending.flatMap(({ address, settle }) => (settle.by === "match" ? [address] : [])),
  );
}

/** Old address -> new one. */
export function listRenames({ previous, mentioned }: Moves): ReadonlyMap<Address, Address> {
  return new Map([...[...previous].map(([to, from]) => [from, to] as const), ...mentioned]);
}

/** A refresh moves nothing. */
export function moveSurplus(input: PlanInput, renames: ReadonlyMap<Address, Address>): PlanInput {
  const { state, options } = input;
  if (state?.surplus === undefined || options.mode === "refresh-only") return input;
  const surplus = state.surplus.map((one) => ({ ...one, address: renames.get(one.address) ?? one.address }));
  return { ...input, state: { ...state, surplus } };
}

/** `vms.web=5204` -> `vms.front=5204`; a name with the new address stays as it is. */
export function renameNamed(
  options: PlanOptions,
  state: StateDocument | undefined,
  renames: ReadonlyMap<Address, Address>,
): PlanOptions {
  const { deleteSurplus, keepSurplus, mode } = options;
  if (mode === "refresh-only") return options;
  const found = (state?.pending ?? []).flatMap(({ address, found: ids = [] }) =>
    ids.map((remoteId) => ({ address, remoteId })),
  );
  const names = new Map(
    [...(state?.surplus ?? []), ...found].map(({ address, remoteId }) => [
      formatSurplus({ address, remoteId }),
      formatSurplus({ address: renames.get(address) ?? address, remoteId }),
    ]),
  );
  const rename = (given: readonly string[]) => given.map((name) => names.get(name) ?? name);
  return {
    ...options,
    ...(deleteSurplus === undefined ? {} : { deleteSurplus: rename(deleteSurplus) }),
    ...(keepSurplus === undefined ? {} : { keepSurplus: rename(keepSurplus) }),
  };
}
