// Who did it: a request of ours that is not settled, or what the provider's own record says. Asked only for what is news.
import type { Address } from "../../core/address.ts";
import { ProviderError } from "../../core/errors.ts";
import { formatPlaceKey } from "../../core/object-key.ts";
import type { Attribution, DriftEntry } from "../../core/plan.ts";
import type { Call, ChangedObject, Provider } from "../../core/provider.ts";
import type { StateDocument, TrackedResource } from "../../core/state-document.ts";
import { placeOf } from "../../planner/plan-input.ts";
import type { WorldReading } from "../read-world.ts";

export interface AttributionRequest {
  readonly drift: readonly DriftEntry[];
  readonly document: StateDocument | undefined;
  readonly reading: WorldReading;
  readonly providers: ReadonlyMap<string, Provider>;
  /** When it was last known to be otherwise, by our clock. */
  readonly sinceMs: number;
  readonly call: Call;
}

/** Nobody being named for something is no error, and neither is a record that cannot be read. */
export async function attributeDrift(request: AttributionRequest): Promise<ReadonlyMap<Address, Attribution>> {
  const { drift, document, reading, providers, sinceMs, call } = request;
  const found = new Map<Address, Attribution>();
  const changed = drift.filter(({ class: kind }) => kind !== "unhealthy");
  await Promise.all(
    [...reading.providers.values()].map(async ({ id, vendor, account }) => {
      const placeKey = formatPlaceKey(vendor, placeOf(account));
      const isHere = (one: TrackedResource) => formatPlaceKey(one.vendor, one.place) === placeKey;
      const objects = changed.flatMap(({ address, fields }): ChangedObject[] => {
        const tracked = document?.resources[address];
        return tracked === undefined || !isHere(tracked) ? [] : [asChanged(address, tracked, fields)];
      });
      if (objects.length === 0) return;
      try {
        const told = await providers.get(id)?.attribute?.(objects, sinceMs, call);
        for (const [address, by] of told ?? []) found.set(address, by);
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
      }
    }),
  );
  for (const { address, summary, sentAtMs } of document?.pending ?? [])
    found.set(address, { who: "trueup, in a request that is not settled", what: summary, whenMs: sentAtMs });
  return found;
}

function asChanged(address: Address, tracked: TrackedResource, fields: DriftEntry["fields"]): ChangedObject {
  const { type, remoteId, parentId } = tracked;
  return {
    address,
    type,
    remoteId,
    ...(parentId === undefined ? {} : { parentId }),
    paths: fields.map(({ path }) => path),
  };
}
