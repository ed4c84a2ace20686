// One look for drift: reads, plans in memory, leaves out what another run is changing, and tells since when each thing is
// known. Takes no lock, writes nothing, sends nothing that changes.
import { compareAddresses } from "../../core/address.ts";
import type { Diagnostic } from "../../core/diagnostic.ts";
import type { DriftReport } from "../../core/drift-report.ts";
import type { ProviderError } from "../../core/errors.ts";
import type { Emit } from "../../core/event.ts";
import type { DriftClass, Plan } from "../../core/plan.ts";
import type { StateDocument } from "../../core/state-document.ts";
import { listUndecided } from "../../core/surplus.ts";
import { listUnmanaged } from "../../planner/diff-drift.ts";
import type { PlanInput } from "../../planner/plan-input.ts";
import { listPresent } from "../../planner/plan-surplus.ts";
import { buildWorld } from "../../planner/world.ts";
import { attributeDrift } from "./attribute-drift.ts";
import type { DriftMemory } from "./drift-memory.ts";
import { listChanging, withoutThoseOf } from "./list-changing.ts";
import { isNews } from "./list-findings.ts";
import { type LookedAt, type ReadForDrift, readForDrift } from "./read-for-drift.ts";
import { type FoundDrift, rememberReport } from "./remember-report.ts";

export interface LookRequest {
  /** What is to be told; drift of other classes is in the report all the same. */
  readonly classes: readonly DriftClass[];
  readonly memory: DriftMemory;
  readonly emit: Emit;
  readonly describe: (error: unknown) => readonly Diagnostic[];
  /** Ends the reads. */
  readonly signal?: AbortSignal;
}

export interface Look {
  readonly report: DriftReport;
  readonly memory: DriftMemory;
  /** Its drift is that of the report. Absent where no provider entry could be read. */
  readonly plan: Plan | undefined;
  /** Why the first entry could not be read, where none could. */
  readonly failure?: ProviderError;
}

/** So far back it is asked who did it, where no earlier look has told that all was well. */
const LONGEST_AGO_MS = 7 * 86_400_000;

/** Throws `DiagnosticsError`, `StateError`, `AbortedError`. Providers that cannot be read stand in the report. */
export async function lookForDrift(stack: LookedAt, request: LookRequest): Promise<Look> {
  const { clock, providers, configuration } = stack;
  const { memory, signal } = request;
  const startedMs = clock.now();
  const read = await readForDrift(stack, request);
  const changing = listChanging(read.document, read.after, read.holder !== undefined);
  const found = listFound(read, changing, request);
  const by = await attributeDrift({
    drift: found.drift.filter((entry) => isNews(memory, entry)),
    document: read.current,
    reading: read.answered.reading,
    providers,
    sinceMs: memory.lastSuccessMs ?? startedMs - LONGEST_AGO_MS,
    call: signal === undefined ? {} : { signal },
  });
  const ended = rememberReport(memory, {
    stack: configuration.stack,
    classes: request.classes,
    startedMs,
    endedMs: clock.now(),
    found,
    by,
    changing: [...changing].sort(compareAddresses),
    read,
  });
  const plan = read.planned === undefined ? undefined : { ...read.planned.plan, drift: ended.report.drift };
  const [first] = read.answered.unread;
  return { ...ended, plan, ...(plan === undefined && first !== undefined ? { failure: first.error } : {}) };
}

function listFound(
  { planned, answered, current, after }: ReadForDrift,
  changing: ReadonlySet<string>,
  { classes, describe }: LookRequest,
): FoundDrift {
  const unreadable = answered.unread.map(({ provider, vendor, addresses, error }) => {
    const [told] = describe(error);
    return { provider, vendor, addresses, code: told?.code ?? "", summary: told?.summary ?? error.message };
  });
  if (planned === undefined) return { drift: [], unmanaged: [], surplus: [], undecided: [], unreadable };
  const isStill = ({ address }: { readonly address: string }) => !changing.has(address);
  return {
    drift: planned.plan.drift.filter(isStill),
    ...listBeside(planned.input, { after, isAsked: classes.includes("unmanaged"), isStill }),
    undecided: current === undefined ? [] : listUndecided(current).filter(isStill),
    unreadable,
  };
}

/** What no address holds. Of many machines it takes a while to find, so only where there may be any. */
function listBeside(
  input: PlanInput,
  {
    after,
    isAsked,
    isStill,
  }: {
    readonly after: StateDocument | undefined;
    readonly isAsked: boolean;
    readonly isStill: (one: { readonly address: string }) => boolean;
  },
): Pick<FoundDrift, "unmanaged" | "surplus"> {
  if (!isAsked && (input.state?.surplus ?? []).length === 0) return { unmanaged: [], surplus: [] };
  const world = buildWorld(input, new Map(Object.entries(input.state?.resources ?? {})));
  return {
    unmanaged: isAsked ? withoutThoseOf(after, listUnmanaged(world)) : [],
    surplus: listPresent(world).filter(isStill),
  };
}
