// A plan narrowed to what may be done while nobody looks on: planned again without the rest, by the ways that --exclude goes,
// until nothing else is left. It is made under the lock as well as before it.
import type { Address } from "../../core/address.ts";
import { buildError } from "../../core/diagnostic.ts";
import { assertInvariant, DiagnosticsError } from "../../core/errors.ts";
import type { Plan } from "../../core/plan.ts";
import { makePlan, type Planned, type PlanRequest, planReading } from "../make-plan.ts";
import { type Allowed, type HeldBack, isAllowed, listForbidden, withoutFallback } from "./list-forbidden.ts";

export interface PlannedAllowed extends Planned {
  readonly heldBack: readonly HeldBack[];
}

/** Throws what `makePlan` throws, and `DiagnosticsError` where the whole looks like a mistake. */
export async function planAllowed(request: PlanRequest, allowed: Allowed): Promise<PlannedAllowed> {
  const heldBack = new Map<Address, HeldBack>();
  let planned = await makePlan(request);
  assertTrusted(planned.plan, allowed);
  for (;;) {
    const found = listForbidden(planned.plan, allowed).filter(({ address }) => !heldBack.has(address));
    if (found.length === 0) break;
    for (const one of found) heldBack.set(one.address, one);
    planned = await planReading(narrowed(request, [...heldBack.values()]), planned.reading);
  }
  const plan = withoutFallback(planned.plan, allowed);
  assertInvariant(isAllowed(plan, allowed), "a plan of watch holds what nobody has allowed");
  return { ...planned, plan, heldBack: [...heldBack.values()] };
}

function narrowed(request: PlanRequest, heldBack: readonly HeldBack[]): PlanRequest {
  const { options } = request;
  const list = (isUpdate: boolean) => heldBack.flatMap((one) => (one.isUpdate === isUpdate ? [one.address] : []));
  const [excludes, leaves] = [list(false), list(true)];
  return {
    ...request,
    options: {
      ...options,
      excludes: [...options.excludes, ...excludes],
      leaves: [...(options.leaves ?? []), ...leaves],
    },
    leftOut: [...(request.leftOut ?? []), ...excludes, ...leaves],
  };
}

/** With these, what is left out is no matter of single objects. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(["guard.mass-vanished", "guard.empty", "guard.files-changed"]);
/** Where nothing may be deleted, nothing of it is left. */
const OF_DELETIONS: ReadonlySet<string> = new Set(["guard.max-deletes", "guard.max-delete-percent"]);

/** Guards that narrowing would silence, and a resource that leaves its place. */
function assertTrusted({ refusals, edits }: Plan, allowed: Allowed): void {
  const found = refusals.filter(
    ({ code }) => OF_THE_WHOLE.has(code) || (allowed.has("delete") && OF_DELETIONS.has(code)),
  );
  const left = edits.flatMap((edit) => (edit.kind === "move" && edit.isLeft === true ? [edit.to] : []));
  const errors = [
    ...found.map(({ code, summary, flag }) =>
      buildError(code, summary, {
        detail: "Nothing was done.",
        fix: `if this is meant, by hand: trueup apply ${flag}`,
      }),
    ),
    ...left.map((address) =>
      buildError("watch.moves-away", `${address}: YAML moves it to another place`, { address, fix: "trueup apply" }),
    ),
  ];
  if (errors.length > 0) throw new DiagnosticsError(errors);
}
