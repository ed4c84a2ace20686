// Reads for a look at drift: a provider that cannot be read hides what is tracked there, and nothing else.
import type { Address } from "../../core/address.ts";
import { compareAddresses } from "../../core/address.ts";
import type { Configuration } from "../../core/desired.ts";
import { ProviderError } from "../../core/errors.ts";
import { formatPlaceKey } from "../../core/object-key.ts";
import type { Place } from "../../core/place.ts";
import type { StateDocument } from "../../core/state-document.ts";
import { placeOf } from "../../planner/plan-input.ts";
import { readWorld, type WorldReading, type WorldRequest } from "../read-world.ts";

export interface Unread {
  readonly provider: string;
  readonly vendor: string;
  readonly addresses: readonly Address[];
  readonly error: ProviderError;
}

export interface Answered {
  readonly reading: WorldReading;
  /** Without what could not be read. */
  readonly configuration: Configuration;
  readonly document: StateDocument | undefined;
  readonly unread: readonly Unread[];
}

/** Throws what is no answer of a provider, and `AbortedError`. */
export async function readWhatAnswers(request: WorldRequest): Promise<Answered> {
  const failures = new Map<string, ProviderError>();
  const reading = await readWorld({
    ...request,
    onUnread: (provider, error) => {
      if (!(error instanceof ProviderError)) throw error;
      failures.set(provider.id, error);
    },
  });
  const { configuration, document } = request;
  if (failures.size === 0) return { reading, configuration, document, unread: [] };
  const vendors = new Map([...failures.keys()].map((id) => [id, request.providers.get(id)?.vendor ?? id]));
  const isRead = createJudge(reading, new Set(vendors.values()));
  const tracked = Object.entries(document?.resources ?? {});
  const hidden = new Map(tracked.filter(([, resource]) => !isRead(resource)));
  const providerOf = new Map(configuration.resources.map(({ address, provider }) => [address, provider]));
  const unread = [...failures].map(([provider, error]): Unread => {
    const vendor = vendors.get(provider) ?? provider;
    const addresses = [...hidden]
      .filter(([address, resource]) => (providerOf.get(address) ?? resource.provider) === provider)
      .map(([address]) => address);
    return { provider, vendor, addresses: addresses.sort(compareAddresses), error };
  });
  return {
    reading,
    unread,
    configuration: withoutHidden(configuration, new Set(failures.keys()), hidden),
    document: document === undefined ? undefined : withoutPlaces(document, isRead),
  };
}

type Placed = { readonly vendor: string; readonly place: Place };

/** The place of an entry that did not answer is not known: all places of its vendor that no other entry has read are hidden. */
function createJudge({ providers }: WorldReading, vendors: ReadonlySet<string>): (placed: Placed) => boolean {
  const places = new Set(
    [...providers.values()].map(({ vendor, account }) => formatPlaceKey(vendor, placeOf(account))),
  );
  return ({ vendor, place }) => !vendors.has(vendor) || places.has(formatPlaceKey(vendor, place));
}

function withoutHidden(
  configuration: Configuration,
  failed: ReadonlySet<string>,
  hidden: ReadonlyMap<Address, unknown>,
): Configuration {
  const isLeft = (address: Address) => !hidden.has(address);
  const resources = configuration.resources.filter(({ address, provider }) => !failed.has(provider) && isLeft(address));
  const declared = new Set(resources.map(({ address }) => address));
  const gone = new Set(
    configuration.resources.flatMap(({ address }) => (declared.has(address) ? [] : [address])).concat(...hidden.keys()),
  );
  return {
    ...configuration,
    resources: resources.map((desired) => ({
      ...desired,
      dependsOn: desired.dependsOn.filter((address) => !gone.has(address)),
    })),
    imports: configuration.imports.filter(({ to }) => !gone.has(to)),
    // They may refer to anything, and a look for drift shows none.
    outputs: [],
  };
}

function withoutPlaces(document: StateDocument, isRead: (placed: Placed) => boolean): StateDocument {
  const { surplus, ...rest } = document;
  return {
    ...rest,
    resources: Object.fromEntries(Object.entries(document.resources).filter(([, resource]) => isRead(resource))),
    pending: document.pending.filter(isRead),
    ...(surplus === undefined ? {} : { surplus: surplus.filter(isRead) }),
  };
}
