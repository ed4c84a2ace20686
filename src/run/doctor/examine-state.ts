// The state: where it is, whether it can be read, what its store promises, who holds the lock, and what work is left open.

import { StateError, type StateProblem } from "../../core/errors.ts";
import { type Judgement, judgeOk, judgeProblem, judgeSkipped, judgeWarning } from "../../core/finding.ts";
import type { StateDocument } from "../../core/state-document.ts";
import type { StateArchive } from "../../core/state-port.ts";
import { formatStateDocument } from "../../state/format-state.ts";
import { assertStackIs } from "../assert-stack.ts";
import { type CheckContext, runCheck } from "./check.ts";
import { judgeLock, type Lock } from "./judge-lock.ts";
import { judgePending } from "./judge-pending.ts";
import { judgeRecovery, type RecoveryPlace } from "./judge-recovery.ts";
import { formatCount } from "./spans.ts";

export interface StateToExamine extends RecoveryPlace {
  readonly kind: "local" | "s3" | "postgres" | "http";
  readonly leaseMs: number;
  readonly isEncrypted: boolean;
  /** Why it could not be opened; then there is no backend. */
  readonly unfit: readonly Judgement[];
  readonly backend?: StateArchive;
  /** CI is set. */
  readonly isCi: boolean;
  /** Every endpoint is on this machine: nothing that costs money is at stake. */
  readonly isLoopback: boolean;
}

export interface ExaminedState {
  readonly judgements: readonly Judgement[];
  /** Where it could be read. */
  readonly document?: StateDocument;
  /** It was read, and nothing is on record, nor under way. */
  readonly isEmpty?: boolean;
}

/** The store has answered; what it keeps is the trouble. */
const ANSWERED: ReadonlySet<string> = new Set([
  "corrupt",
  "newer-format",
  "wrong-stack",
  "encrypted",
  "not-encrypted",
  "wrong-passphrase",
  "moved-away",
]);

export async function examineState(state: StateToExamine, context: CheckContext): Promise<ExaminedState> {
  const { backend, kind, unfit } = state;
  if (backend === undefined) return { judgements: [...unfit, ...skipAll("the state could not be opened")] };
  if (context.isOffline && kind !== "local") return { judgements: skipAll("--offline", "doctor.state") };
  let read: { readonly document: StateDocument | undefined } | undefined;
  let trouble: StateProblem | undefined;
  const found = await runCheck("doctor.state", "state", context, async () => {
    try {
      const document = await backend.read();
      if (document !== undefined) assertStackIs(state.stack, backend.label, document);
      read = { document };
      return [judgeDocument(backend.label, document)];
    } catch (error) {
      if (error instanceof StateError && ANSWERED.has(error.problem)) trouble = error.problem;
      throw error;
    }
  });
  if (read !== undefined) return await examineRest(state, { backend, document: read.document, found }, context);
  if (trouble === undefined) return { judgements: [...found, ...skipAll("the state could not be read")] };
  return { judgements: [...found, ...(await examineStore(state, backend, context, trouble)).all] };
}

interface ReadState {
  readonly backend: StateArchive;
  readonly document: StateDocument | undefined;
  readonly found: readonly Judgement[];
}

async function examineRest(
  state: StateToExamine,
  { backend, document, found }: ReadState,
  context: CheckContext,
): Promise<ExaminedState> {
  const [store, recovery] = await Promise.all([
    examineStore(state, backend, context),
    runCheck("doctor.recovery", "recovery files", context, () => judgeRecovery(state, document)),
  ]);
  const pending =
    document === undefined
      ? [judgeSkipped("doctor.pending", "there is no state yet")]
      : judgePending(document, context.clock.now(), store.lock.isHeld);
  const judgements = [...found, ...judgeCi(state, document), ...store.all, ...pending, ...recovery];
  // What a run has left beside an empty state is the way back, and told by itself.
  const isLeft = recovery.some(({ verdict }) => verdict === "problem" || verdict === "warning");
  const isEmpty = !isLeft && Object.keys(document?.resources ?? {}).length + (document?.pending ?? []).length === 0;
  return { judgements, isEmpty, ...(document === undefined ? {} : { document }) };
}

function skipAll(why: string, ...before: string[]): Judgement[] {
  return [...before, "doctor.store", "doctor.lock", "doctor.pending", "doctor.recovery"].map((code) =>
    judgeSkipped(code, why),
  );
}

async function examineStore(
  state: StateToExamine,
  backend: StateArchive,
  context: CheckContext,
  trouble?: StateProblem,
) {
  let lock: Lock = { isHeld: false, judgements: [] };
  const lockCheck = () =>
    runCheck("doctor.lock", "lock", context, async () => {
      lock = await judgeLock(backend, state.leaseMs, context.mayProbe);
      return lock.judgements;
    });
  const storeCheck = () =>
    runCheck("doctor.store", "store", context, async () => (await backend.examine?.(context)) ?? []);
  // Both take a lock to see: at once, each would find the other's.
  const both =
    backend.looksByTaking === true
      ? lockCheck().then(async (first) => [first, await storeCheck()] as const)
      : Promise.all([lockCheck(), storeCheck()]);
  const [history, [locked, stored]] = await Promise.all([
    runCheck("doctor.history", "history", context, () => judgeHistory(backend)),
    both,
  ]);
  return { all: [...history, ...stored, judgeEncryption(state, trouble), ...locked], lock };
}

function judgeDocument(label: string, document: StateDocument | undefined): Judgement {
  if (document === undefined)
    return judgeOk("doctor.state", `${label}: reachable, and empty: the first apply makes it`, {
      facts: { place: label },
    });
  const { serial, lineage, format_version: format, trueup_version: writtenBy, resources } = document;
  const bytes = Buffer.byteLength(formatStateDocument(document));
  const count = Object.keys(resources).length;
  const size = bytes < 10_240 ? `${Math.round(bytes / 102.4) / 10} KiB` : `${Math.round(bytes / 1024)} KiB`;
  return judgeOk("doctor.state", `${label}: ${formatCount(count, "resource")}, serial ${serial}, ${size}`, {
    details: [`lineage ${lineage}, format ${format}, written by trueup ${writtenBy}`],
    facts: { place: label, serial, lineage, format, writtenBy, resources: count, bytes },
  });
}

async function judgeHistory(backend: StateArchive): Promise<readonly Judgement[]> {
  const serials = await backend.history();
  const [oldest] = serials.slice(-1);
  if (oldest === undefined) return [judgeSkipped("doctor.history", "there is no state yet")];
  const { writtenMs } = oldest;
  const since = writtenMs === undefined ? "" : `, since ${new Date(writtenMs).toISOString().slice(0, 16)}Z`;
  const facts = { serials: serials.length, oldestSerial: oldest.serial };
  return [
    judgeOk(
      "doctor.history",
      `${formatCount(serials.length, "serial")} ${serials.length === 1 ? "is" : "are"} kept${since}`,
      { facts },
    ),
  ];
}

/** What the configuration says of a state that cannot be read with it would be no comfort. */
const UNLIKE: ReadonlySet<string> = new Set(["encrypted", "not-encrypted", "wrong-passphrase"]);

function judgeEncryption({ isEncrypted }: StateToExamine, trouble: StateProblem | undefined): Judgement {
  if (trouble !== undefined && UNLIKE.has(trouble))
    return judgeSkipped("doctor.encryption", "state.encryption does not fit the state that is there: see state");
  return judgeOk(
    "doctor.encryption",
    isEncrypted ? "on" : "off: the state is plain text, which holds no passwords or keys",
    { facts: { on: isEncrypted } },
  );
}

/** A pipeline without its state would buy everything again. */
function judgeCi({ isCi, kind, isLoopback }: StateToExamine, document: StateDocument | undefined): Judgement[] {
  if (!isCi || kind !== "local" || isLoopback) return [];
  const fixes = ["keep the state where every job finds it: state: { backend: s3 | postgres | http, … }"];
  if (document !== undefined)
    return [
      judgeWarning("doctor.ci", "CI is set, and the state is a file of this machine: does the next job find it?", {
        fixes,
      }),
    ];
  return [
    judgeProblem("doctor.ci", "CI is set, the state is local, and there is no state file: apply refuses that", {
      fixes: [...fixes, "--allow-local-state at apply, if this is really the first run"],
    }),
  ];
}
