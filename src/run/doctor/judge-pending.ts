// Work that the state tells of and that is not at its end: requests of earlier runs, what one request has made twice, objects
// that were never finished. What the next apply does with each. Pure.
import { quoteAddress } from "../../core/address.ts";
import { type Judgement, judgeOk, judgeProblem, judgeWarning } from "../../core/finding.ts";
import type { Intent, StateDocument } from "../../core/state-document.ts";
import { describeFound, describeSurplus, listToldSurplus, listUndecided } from "../../core/surplus.ts";
import { firstOf, formatCount, formatSpan } from "./spans.ts";

const MOST_SHOWN = 10;

/** `isLocked`: a run may be at work on it just now. */
export function judgePending(document: StateDocument, nowMs: number, isLocked: boolean): readonly Judgement[] {
  return [judgeIntents(document.pending, nowMs, isLocked), ...judgeDoubled(document), ...judgeHalfMade(document)];
}

function judgeIntents(pending: readonly Intent[], nowMs: number, isLocked: boolean): Judgement {
  if (pending.length === 0) return judgeOk("doctor.pending", "nothing is pending");
  const facts = {
    pending: pending.map(({ address, step, phase, sentAtMs }) => ({ address, step, phase, ageMs: nowMs - sentAtMs })),
  };
  const stalled = pending.flatMap(({ stall }) => (stall === undefined ? [] : [stall.fix]));
  return judgeWarning("doctor.pending", `${formatCount(pending.length, "request")} not settled yet`, {
    details: firstOf(
      pending.map((intent) => describeIntent(intent, nowMs)),
      MOST_SHOWN,
    ),
    fixes: [
      isLocked
        ? "a run holds the lock and may be at work on it: wait for its end"
        : "trueup apply: it first looks what became of each, and sends none of them again before it knows",
      ...stalled,
      ...pending.filter(({ phase, stall }) => phase === "unknown" && stall === undefined).map(describeChoice),
    ],
    facts,
  });
}

const PHASES: Readonly<Record<Intent["phase"], string>> = {
  intended: "may or may not have left",
  accepted: "accepted by the provider",
  unknown: "looked for in vain",
};

function describeIntent({ address, summary, phase, sentAtMs, stall }: Intent, nowMs: number): string {
  const age = `${formatSpan(Math.max(0, nowMs - sentAtMs))} ago`;
  return `${address}: ${summary}; ${stall?.because ?? PHASES[phase]}, ${age}`;
}

function describeChoice({ address }: Intent): string {
  const quoted = quoteAddress(address);
  return `if you know what became of ${address}: trueup apply --assume-absent ${quoted}, or --assume-done ${quoted}`;
}

function judgeDoubled(document: StateDocument): Judgement[] {
  const surplus = listToldSurplus(document).map((one) => describeSurplus(one));
  const undecided = listUndecided(document).map((one) => describeFound(one, one.found));
  const all = [...surplus, ...undecided];
  if (all.length === 0) return [];
  return [
    judgeProblem("doctor.surplus", `${formatCount(all.length, "request")} made more than was ordered`, {
      details: all.map(({ reason }) => reason),
      fixes: all.map(({ fix }) => fix),
    }),
  ];
}

function judgeHalfMade({ resources }: StateDocument): Judgement[] {
  const entries = Object.entries(resources);
  const half = entries.flatMap(([address, { halfMade }]) =>
    halfMade === undefined ? [] : [`${address}: ${halfMade.reason}`],
  );
  const deposed = entries.flatMap(([address, one]) =>
    (one.deposed ?? []).map(({ remoteId }) => `${address}: the old object ${remoteId} is still to be deleted`),
  );
  return [
    ...(half.length === 0
      ? []
      : [
          judgeWarning("doctor.half-made", `${formatCount(half.length, "object")} made, but never finished`, {
            details: firstOf(half, MOST_SHOWN),
            fixes: ["trueup plan shows what is done about it: it is taken as it is, or made anew"],
          }),
        ]),
    ...(deposed.length === 0
      ? []
      : [
          judgeWarning("doctor.deposed", `${formatCount(deposed.length, "replaced object")} not deleted yet`, {
            details: firstOf(deposed, MOST_SHOWN),
            fixes: ["trueup apply deletes them; the plan shows it"],
          }),
        ]),
  ];
}
