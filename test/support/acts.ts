// Short answers to what tests ask of a day-2 act: how it ended, what was refused, and what becomes of one that is cut off.
import { expect } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import { DiagnosticsError } from "../../src/core/errors.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Asked, Crash, type Fleet } from "./fleet.ts";
import { countSent, pendingOf } from "./small-account.ts";

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

export interface KilledAct<T> {
  readonly configuration: Configuration;
  readonly asked: Asked;
  /** Of the request that must never be sent twice. */
  readonly method: string;
  readonly look?: (fleet: Fleet) => Promise<T>;
  /** Not every moment, where there are many. */
  readonly stride?: number;
}

/**
 * The process dies at each moment of the act in turn; then an apply settles what is left, without sending the act again.
 * `make`: a fleet of its own for each.
 */
export async function killAtEachMoment<T>(
  make: () => Promise<Fleet>,
  { configuration, asked, method, look, stride = 1 }: KilledAct<T>,
): Promise<readonly { readonly sent: number; readonly pending: readonly string[]; readonly seen: T | undefined }[]> {
  const ends = [];
  for (let crashAt = 1; ; crashAt += stride) {
    const fleet = await make();
    const isDead = await fleet.act(configuration, asked, { crashAt }).then(
      () => false,
      (error: unknown) => {
        if (error instanceof Crash) return true;
        throw error;
      },
    );
    if (!isDead) return ends;
    await fleet.apply(configuration);
    ends.push({ sent: countSent(fleet, method), pending: await pendingOf(fleet), seen: await look?.(fleet) });
  }
}
