// A saved plan against what is there now: what of it still fits is planned again, and nothing else.
import type { Address } from "../core/address.ts";
import { buildError } from "../core/diagnostic.ts";
import { assertInvariant, StaleSavedPlanError } from "../core/errors.ts";
import type { FlowEvent } from "../core/event.ts";
import { listSome } from "../core/list-some.ts";
import { formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { Plan } from "../core/plan.ts";
import type { LiveDigests, StaleResource } from "../core/saved-plan.ts";
import type { StateDocument } from "../core/state-document.ts";
import { comparePlans, listTouched, type PlanPicture } from "../planner/compare-plans.ts";
import { type PlanOptions, placeOf } from "../planner/plan-input.ts";
import { makePlan, type Planned, type PlanRequest, planReading } from "./make-plan.ts";
import type { WorldReading } from "./read-world.ts";

export interface SavedRun {
  /** As the file holds it. */
  readonly picture: PlanPicture;
  readonly live: LiveDigests;
  /** What does not fit any more is left out, and the rest is done. */
  readonly isSkippingStale: boolean;
  /** The plan as the file would hold it. */
  readonly present: (plan: Plan) => Plan;
  /** Provider entry -> what was read there. */
  readonly digestLive: (observed: ReadonlyMap<string, readonly Observed[]>, plan: Plan) => LiveDigests;
}

/** What fits is planned; what does not stands among what is held back. Throws `StaleSavedPlanError` where something that the saved plan touches is different, unless that is to be left out. */
export async function agreeWithSaved(
  request: PlanRequest,
  saved: SavedRun,
  emit: (event: FlowEvent) => void,
): Promise<Planned> {
  assertLineage(saved.picture.plan, request.document);
  const first = await makePlan(request);
  const stale = new Map<Address, StaleResource>();
  const leftOut: LeftOut = { excludes: new Set(), leaves: new Set() };
  const elsewhere = new Set<Address>();
  for (let planned = first; ; ) {
    const now = { plan: saved.present(planned.plan), accounts: listAccounts(planned.reading) };
    const compared = comparePlans(saved.picture, now);
    for (const one of compared.stale)
      if (!stale.has(one.address)) stale.set(one.address, planned === first ? one : explain(one, leftOut));
    for (const address of compared.elsewhere) elsewhere.add(address);
    if (stale.size > 0 && !saved.isSkippingStale) throw new StaleSavedPlanError({ resources: [...stale.values()] });
    if (!leaveOut(planned.plan, stale, compared.elsewhere, leftOut)) {
      assertShown(compared.unshown);
      const notes = listNotes(saved, first, request.document, new Set([...stale.keys(), ...elsewhere]));
      emit({ type: "saved-plan-compared", stale: [...stale.values()], elsewhere: [...elsewhere], notes });
      return { ...planned, plan: holdBack(planned.plan, stale, listTouched(saved.picture)) };
    }
    const { excludes } = request.options;
    const options = {
      ...request.options,
      excludes: [...excludes, ...leftOut.excludes],
      leaves: [...leftOut.leaves],
    };
    const own = [...leftOut.excludes, ...leftOut.leaves];
    planned = await planReading({ ...request, options, leftOut: own }, planned.reading);
  }
}

interface LeftOut {
  /** With what needs them. */
  readonly excludes: Set<Address>;
  readonly leaves: Set<Address>;
}

/** False where nothing is new among what is left out. */
function leaveOut(
  { operations }: Plan,
  stale: ReadonlyMap<Address, StaleResource>,
  elsewhere: readonly Address[],
  { excludes, leaves }: LeftOut,
): boolean {
  const before = excludes.size + leaves.size;
  const updated = new Set(operations.map(({ address }) => address));
  for (const { address, action } of operations) if (action !== "update") updated.delete(address);
  for (const address of stale.keys()) excludes.add(address);
  for (const address of elsewhere) (updated.has(address) ? leaves : excludes).add(address);
  return excludes.size + leaves.size > before;
}

/** It went with what was left out. */
function explain(resource: StaleResource, { excludes }: LeftOut): StaleResource {
  if (resource.now !== "nothing" || excludes.size === 0) return resource;
  const why = `it hangs on what is different and no part of this plan: ${listSome([...excludes])}`;
  return { ...resource, remarks: [why] };
}

/** An address that is to be another one cannot be left out: all that is planned goes by the new ones. */
function assertShown(unshown: readonly Address[]): void {
  if (unshown.length === 0) return;
  throw new StaleSavedPlanError({
    reasons: unshown.map((address) =>
      buildError("plan.stale", `a \`moved\` block gives ${address} its address now: the plan does not show that`, {
        address,
        detail: "Nothing was applied.",
        fix: "plan again",
      }),
    ),
  });
}

/** What the options name was there when the plan was made; where it is gone, that is found by comparing. */
export function withoutNames(options: PlanOptions): PlanOptions {
  const { mode, allow } = options;
  return { mode, allow, targets: [], excludes: [], replace: [], rebuild: [] };
}

/** Nothing is sent for an address of which the saved plan says nothing, whatever was planned. */
function holdBack(plan: Plan, stale: ReadonlyMap<Address, StaleResource>, touched: ReadonlySet<Address>): Plan {
  assertInvariant(
    plan.operations.every(({ action, address }) => action === "check" || (touched.has(address) && !stale.has(address))),
    "what the saved plan does not show was planned",
  );
  const held = [...stale.keys()].map((address) => ({ address, reason: REASON, fix: FIX, undone: true }));
  return { ...plan, complete: plan.complete && stale.size === 0, blocked: [...plan.blocked, ...held] };
}

const REASON = "it is not as it was when the plan was saved";
const FIX = "trueup plan, and look at what is different";

/** Another state knows other machines. */
function assertLineage({ basis }: Plan, document: StateDocument | undefined): void {
  // A first plan is made before there is a state; the apply has just begun one.
  if (basis.lineage === null || basis.lineage === document?.lineage) return;
  const isNew = document === undefined || document.serial === 0;
  throw new StaleSavedPlanError({
    reasons: [
      buildError(
        "plan.other-state",
        isNew ? "the state that the plan was made with is not here" : "the plan was made with another state",
        {
          detail: "Nothing was applied.",
          fix: isNew
            ? "apply the plan where the state is (a local one lies beside the configuration: -C FOLDER), or plan again"
            : "check `state` in the configuration, then plan again",
        },
      ),
    ],
  });
}

export function listAccounts({ providers }: Pick<WorldReading, "providers">): Record<string, string> {
  return Object.fromEntries(
    [...providers].map(([id, { vendor, account }]) => [id, formatPlaceKey(vendor, placeOf(account))]),
  );
}

/** What is different and does not matter to the plan. */
function listNotes(
  { picture, live, digestLive }: SavedRun,
  { plan, reading }: Planned,
  document: StateDocument | undefined,
  told: ReadonlySet<Address>,
): string[] {
  const { serial } = picture.plan.basis;
  const isMoved = document !== undefined && serial !== document.serial && picture.plan.basis.lineage !== null;
  const now = digestLive(reading.observed, plan);
  const changed = Object.keys({ ...live, ...now }).flatMap((key) => {
    const [before, after] = [live[key], now[key]];
    const one = after ?? before;
    if (one === undefined || (one.address !== undefined && told.has(one.address))) return [];
    const name = one.address ?? one.label;
    if (before === undefined) return [`${name} (new)`];
    if (after === undefined) return [`${name} (gone)`];
    const paths = Object.keys({ ...before.fields, ...after.fields }).filter(
      (path) => before.fields[path] !== after.fields[path],
    );
    return paths.length === 0 ? [] : [`${name} (${paths.join(", ")})`];
  });
  return [
    ...(isMoved ? [`the state has serial ${document.serial}, and had ${serial} when the plan was made`] : []),
    ...(changed.length === 0 ? [] : [`changed since, outside of this plan: ${listSome(changed)}`]),
  ];
}
