// Short answers to what tests ask of a day-2 act: how it ended, what was refused, and what becomes of one that is cut off.
import { expect } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import { DiagnosticsError } from "../../src/core/errors.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Asked, Crash, type Fleet } from "./fleet.ts";
import { pendingOf } from "./small-account.ts";

/** What kept it from being done: one line for each diagnostic. Nothing may have been sent. */
export async function refusalOf(fleet: Fleet, run: Promise<unknown>): Promise<string> {
  fleet.sim.log.clear();
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DiagnosticsError)) throw error instanceof Error ? error : new Error("it was not refused");
  expect(fleet.sim.log.entries({ mutating: true })).toEqual([]);
  return error.diagnostics
    .map(({ code, summary, fix }) => `${code}: ${summary}${fix === undefined ? "" : ` / ${fix}`}`)
    .join("\n");
}

export const LOST: readonly FaultRule[] = [
  { effect: "lost-before" },
  { effect: "lost-after" },
  { effect: "http-5xx", when: "before" },
  { effect: "http-5xx", when: "after" },
] as readonly FaultRule[];

export const sayFault = (fault: FaultRule): string =>
  "when" in fault ? `${fault.effect} ${String(fault.when)}` : fault.effect;

/** What was refused as busy, since the act before it was still under way, did nothing. */
const countAccepted = ({ sim }: Fleet, method: string): number =>
  sim.log.entries({ mutating: true, method }).filter(({ outcome }) => outcome === "OK").length;

export interface KilledAct<T> {
  readonly configuration: Configuration;
  /** Of the n-th try. */
  readonly asked: (n: number) => Asked;
  /** Of the request that must never be sent twice. */
  readonly method: string;
  readonly look?: (fleet: Fleet) => Promise<T>;
  /** Not every moment, where there are many. */
  readonly stride?: number;
}

/**
 * The process dies at each moment of the act in turn; then an apply settles what is left, without sending the act again. What
 * stays unknown is settled by hand before the next moment.
 */
export async function killAtEachMoment<T>(
  fleet: Fleet,
  { configuration, asked, method, look, stride = 1 }: KilledAct<T>,
): Promise<readonly { readonly sent: number; readonly pending: readonly string[]; readonly seen: T | undefined }[]> {
  const ends = [];
  for (let crashAt = 1; ; crashAt += stride) {
    const act = asked(crashAt);
    fleet.sim.log.clear();
    const isDead = await fleet.act(configuration, act, { crashAt }).then(
      () => false,
      (error: unknown) => {
        if (error instanceof Crash) return true;
        throw error;
      },
    );
    if (!isDead) return ends;
    await fleet.apply(configuration);
    const pending = await pendingOf(fleet);
    ends.push({ sent: countAccepted(fleet, method), pending, seen: await look?.(fleet) });
    if (pending.length > 0) await fleet.apply(configuration, {}, { assumeDone: [act.address] });
  }
}
