// The last look before an old object goes: what its new one is made of must still be found. Looks, never sends.
import { ProviderError } from "../core/errors.ts";
import type { OperationResult } from "../core/event.ts";
import type { Operation } from "../core/step.ts";
import { assertNamesFound } from "./bind-step.ts";
import { providerOf, type RunContext } from "./run-context.ts";

/** What makes the object of a deletion anew: its creation, and the creations that this one waits for. */
export function listRenewal(
  deletion: Operation,
  operations: readonly Operation[],
  results: ReadonlyMap<string, OperationResult>,
): Operation[] {
  if (deletion.action !== "delete") return [];
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const found = new Map<string, Operation>();
  const visit = (id: string): void => {
    const operation = byId.get(id);
    if (operation?.action !== "create" || found.has(id) || results.has(id)) return;
    found.set(id, operation);
    for (const need of operation.needs) visit(need);
  };
  visit(`create ${deletion.address}`);
  return [...found.values()];
}

/** Throws `ProviderError` with effect `none` where a name means nothing, or not one thing, any more. */
export async function checkRenewal(context: RunContext, renewal: readonly Operation[]): Promise<void> {
  for (const { provider, steps, address } of renewal) {
    try {
      await assertNamesFound(providerOf(context, provider), steps, context);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const { fault, hint } = error;
      throw new ProviderError(`left as it is: ${address} cannot be made now: ${error.message}`, {
        fault,
        effect: "none",
        ...(hint === undefined ? {} : { hint }),
        cause: error,
      });
    }
  }
}
