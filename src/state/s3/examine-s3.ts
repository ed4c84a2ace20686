// What a bucket's store promises: what an earlier probe saw, and a fresh one in the very bucket and prefix.

import { StateError } from "../../core/errors.ts";
import { type Judgement, judgeOk, judgeProblem, judgeSkipped, judgeWarning } from "../../core/finding.ts";
import { type ProbeResult, type ProbeSetting, probeStore } from "./probe-store.ts";
import { type Remembered, recallProbe } from "./remembered-probe.ts";

const CODE = "doctor.store";
/** From 15 minutes on, stores refuse what is signed. */
const CLOCK_WARNING_MS = 5 * 60_000;

export async function examineS3(
  setting: ProbeSetting,
  now: () => number,
  { mayProbe }: { readonly mayProbe: boolean },
): Promise<readonly Judgement[]> {
  const { client, prefix } = setting;
  const { nowMs } = await client.list(`${prefix}store`);
  const remembered = await recallProbe(client, prefix);
  const judged = mayProbe ? await probe(setting, remembered) : judgeRemembered(remembered);
  return [judged, ...judgeClock(now() - nowMs)];
}

function judgeRemembered(remembered: Remembered | undefined): Judgement {
  if (remembered === undefined)
    return judgeSkipped(CODE, "--no-probe; the store was not tried yet: the next apply does");
  return judgeOk(CODE, `one create of a name wins: ${describe(remembered)}; not tried again (--no-probe)`);
}

async function probe(setting: ProbeSetting, remembered: Remembered | undefined): Promise<Judgement> {
  try {
    const result = await probeStore(setting);
    const before = remembered === undefined ? "for the first time" : `before: ${describe(remembered)}`;
    const kind = `${nameServer(result)}, ${result.isVersioned ? "a bucket with versions" : "a bucket without versions"}`;
    const facts = { server: result.server, versioned: result.isVersioned, checkedBefore: remembered?.checked ?? null };
    return judgeOk(CODE, `one create of a name wins, at once and in a row (${kind}); tried just now, ${before}`, {
      facts,
    });
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    return judgeProblem(CODE, error.message, { fixes: error.hint === undefined ? [] : [error.hint] });
  }
}

function describe({ checked, ...result }: Remembered): string {
  return `seen ${checked === undefined ? "" : `on ${checked.slice(0, 10)} `}at ${nameServer(result)}`;
}

function nameServer({ server }: Pick<ProbeResult, "server">): string {
  return server === "" ? "a server without a name" : server;
}

function judgeClock(aheadMs: number): Judgement[] {
  if (!(Math.abs(aheadMs) >= CLOCK_WARNING_MS)) return [];
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  return [
    judgeWarning("doctor.clock", `this clock is ${minutes} min ${aheadMs > 0 ? "ahead of" : "behind"} the store's`, {
      fixes: ["set the clock (NTP): from 15 minutes on, stores refuse every request"],
      facts: { aheadMs: Math.round(aheadMs) },
    }),
  ];
}
