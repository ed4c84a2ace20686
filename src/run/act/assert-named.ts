// Whether YAML still means the object on record by its address: `existing` may name another machine by now, or the provider
// entry another account. The next plan lets go of the one on record, or refuses; an act must not be done with it. Only reads.
import { type Address, quoteAddress, resourceOf } from "../../core/address.ts";
import { isSameText } from "../../core/comparable-text.ts";
import type { Desired } from "../../core/desired.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { describePlace } from "../../core/place.ts";
import type { Provider } from "../../core/provider.ts";
import type { TrackedResource } from "../../core/state-document.ts";
import { observeNamesakes } from "../../executor/observe-objects.ts";
import type { RunContext } from "../../executor/run-context.ts";

/** Of a part: also its machine. */
export async function assertNamed(context: RunContext, provider: Provider, address: Address): Promise<void> {
  const { resources } = context.journal.document();
  for (const one of new Set([address, resourceOf(address)])) {
    const desired = context.resources.get(one);
    const record = resources[one];
    if (desired === undefined || record === undefined) continue;
    await assertSamePlace(context, desired, record);
    await assertSameObject(context, provider, desired, record);
  }
}

async function assertSamePlace(context: RunContext, desired: Desired, { vendor, place }: TrackedResource) {
  const declared = context.providers.get(desired.provider);
  if (declared === undefined || (declared.vendor === vendor && (await context.isAt(declared, place)))) return;
  throw new DiagnosticsError([
    buildError(
      "provider.moved",
      `${desired.address} is in ${describePlace(vendor, place)}, and ${desired.provider}, which YAML names for it, leads elsewhere`,
      {
        address: desired.address,
        range: desired.ranges["provider"] ?? desired.range,
        fix: `trueup plan says what becomes of it; or restore the old settings`,
      },
    ),
  ]);
}

async function assertSameObject(
  context: RunContext,
  provider: Provider,
  { address, existing, range }: Desired,
  record: TrackedResource,
): Promise<void> {
  if (existing === undefined || !(await isAnother(context, provider, existing, record))) return;
  throw new DiagnosticsError([
    buildError(
      "existing.another",
      `${address} is ${record.name} (${record.remoteId}) on record, but existing names ${existing.id ?? existing.name ?? ""}`,
      {
        address,
        range,
        detail: "Which of the two is meant nobody can tell from here.",
        fix: `trueup apply --target ${quoteAddress(address)} takes over what YAML names now`,
      },
    ),
  ]);
}

/** As a plan takes it: a machine whose name was changed meanwhile is still the same, unless another has the name now. */
async function isAnother(
  { call }: RunContext,
  provider: Provider,
  { id, name }: NonNullable<Desired["existing"]>,
  { remoteId, type }: TrackedResource,
): Promise<boolean> {
  if (id !== undefined) return id !== remoteId;
  if (name === undefined) return false;
  const namesakes = (await observeNamesakes(provider, { type, name }, call)).filter((one) =>
    isSameText(one.name, name),
  );
  return namesakes.length > 0 && namesakes.every((one) => one.remoteId !== remoteId);
}
