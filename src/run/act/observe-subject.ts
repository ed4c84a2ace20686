// An object of an act as it is now, once the provider is done with what it is at. Only reads.
import type { Address } from "../../core/address.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { Observed } from "../../core/observed.ts";
import type { Provider } from "../../core/provider.ts";
import type { TrackedResource } from "../../core/state-document.ts";
import { observeObject } from "../../executor/observe-objects.ts";
import type { RunContext } from "../../executor/run-context.ts";
import type { AskedAct } from "./find-act.ts";

export interface Opening {
  readonly context: RunContext;
  readonly asked: AskedAct;
  readonly provider: Provider;
  readonly record: TrackedResource;
}

export async function observe(
  opening: Opening,
  address: Address,
  record: TrackedResource,
  when: "idle" | "at-once" = "idle",
): Promise<Observed> {
  const { type, remoteId, parentId } = record;
  const id = { type, remoteId, ...(parentId === undefined ? {} : { parentId }) };
  const look = () => observeObject(opening.provider, id, opening.context.call);
  const first = await look();
  const isAwaited = when === "idle" && first?.condition === "busy";
  const found = isAwaited ? await awaitIdle(opening, address, record.timeouts.updateMs, look) : first;
  if (found !== undefined) return found;
  throw new DiagnosticsError([
    buildError("act.gone", `${address} (${remoteId}) is not there any more`, {
      address,
      fix: "trueup plan says what becomes of it",
    }),
  ]);
}

/** Nothing of this act is in flight yet: an interrupt ends the wait at once. */
async function awaitIdle(
  { context: { clock, emit, stop }, provider: { settings } }: Opening,
  address: Address,
  patienceMs: number,
  look: () => Promise<Observed | undefined>,
): Promise<Observed | undefined> {
  emit({ type: "settling", address, message: "waiting for the provider to finish other work on it" });
  const deadline = clock.monotonic() + patienceMs;
  let intervalMs = settings.pollIntervalMs;
  while (clock.monotonic() < deadline) {
    await clock.sleep(intervalMs, stop.requested);
    const found = await look();
    if (found?.condition !== "busy") {
      emit({ type: "settled", address, message: "the provider is done with it" });
      return found;
    }
    intervalMs = Math.min(settings.pollIntervalMaxMs, intervalMs * 1.5);
  }
  throw new DiagnosticsError([
    buildError("act.busy", `${address}: the provider is still at work on it`, {
      address,
      fix: "try again later; if its panel shows that nothing goes on, ask the provider",
    }),
  ]);
}
