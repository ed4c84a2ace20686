// One random run: a fleet at one vendor, edited, disturbed and applied a few times, checked after each apply, and brought
// to rest at the end. Everything follows from one integer.
import type { PlanOptions } from "../../src/planner/plan-input.ts";
import { startFleet } from "../support/fleet.ts";
import { createDice, type Dice } from "./dice.ts";
import { ASSUME_ABSENT_AFTER_MS } from "./faults.ts";
import { notePictures, noteRemoval, noteStrangers, openLedger } from "./ledger.ts";
import { isInPlace, listLive } from "./live-objects.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { applyOnce, type Ending, liveOf, type Run } from "./random-apply.ts";
import { editYaml, firstYaml } from "./random-edits.ts";
import { TRADES } from "./random-fleet.ts";
import { turnMarket } from "./random-market.ts";
import { throwFaults, throwMeddling } from "./random-trouble.ts";
import { checkRest } from "./rest.ts";
import { VENDORS, type Vendor } from "./scenarios.ts";

export interface RunReport {
  readonly seed: number;
  readonly vendor: Vendor;
  readonly applies: number;
  readonly problems: readonly string[];
  /** What was done, round by round. */
  readonly trace: readonly string[];
}

export interface RunOptions {
  readonly vendors?: readonly Vendor[];
}

const STUCK_MS = 60_000;

export async function runSeed(seed: number, { vendors = VENDORS }: RunOptions = {}): Promise<RunReport> {
  const dice = createDice(seed);
  const vendor = dice.pick(vendors);
  const fleet = await startFleet({ vendor, seed: TRADES[vendor].seed, files: createMemoryFiles() });
  const yaml = firstYaml(vendor, dice, () =>
    liveOf(run).filter((object) => run.ledger.foreign.has(object.key) && isInPlace(vendor, object)),
  );
  const run: Run = {
    fleet,
    dice,
    yaml,
    ledger: openLedger(vendor, listLive(vendor, fleet.sim.state(vendor)), yaml.moves),
    hasSecrets: dice.chance(0.3),
    problems: [],
    trace: [],
    applies: 0,
  };
  let alarm: NodeJS.Timeout | undefined;
  const stuck = new Promise<void>((resolve) => {
    alarm = setTimeout(() => {
      run.problems.push(`stuck: ${fleet.clock.describe()}`);
      resolve();
    }, STUCK_MS);
  });
  try {
    await Promise.race([play(run), stuck]);
  } catch (error) {
    run.problems.push(`thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  } finally {
    clearTimeout(alarm);
  }
  await fleet.stop().catch((error: unknown) => run.problems.push(`request: ${String(error)}`));
  const { problems, trace, applies } = run;
  return { seed, vendor, applies, problems, trace };
}

async function play(run: Run): Promise<void> {
  const { dice, fleet, yaml } = run;
  const rounds = dice.pick([3, 3, 4, 4, 5, 6, 8]);
  for (let round = 0; round < rounds && run.problems.length === 0; round += 1) {
    const typed = round === 0 ? {} : editYaml(yaml, dice);
    if (round > 0 && dice.chance(0.3)) await meddle(run);
    const market = dice.chance(0.15) ? turnMarket(yaml.vendor, fleet, dice) : undefined;
    if (market !== undefined) {
      run.trace.push(`market ${JSON.stringify(market.begin)}`);
      fleet.sim.change(yaml.vendor, market.begin);
    }
    fleet.sim.faults.set(throwFaults(yaml.vendor, dice));
    await applyOnce(run, { ...typed, allow: throwAllowances(dice) }, throwEnding(dice));
    if (market?.end !== undefined) fleet.sim.change(yaml.vendor, market.end);
    await fleet.clock.advance(dice.pick([0, 0, 60_000, ASSUME_ABSENT_AFTER_MS + 60_000]));
  }
  if (run.problems.length === 0) run.problems.push(...(await checkRest(run)));
}

/** What a person would allow. */
function throwAllowances(dice: Dice): PlanOptions["allow"] {
  return {
    deletes: 99,
    empty: true,
    ...(dice.chance(0.5) ? { recreate: 99 } : {}),
    ...(dice.chance(0.5) ? { adopt: 99 } : {}),
  };
}

function throwEnding(dice: Dice): Ending {
  const kind = dice.int(1, 20);
  if (kind <= 6) return { crashAt: dice.int(1, dice.pick([12, 30, 60])) };
  if (kind <= 8) return { loseLeaseAt: dice.int(1, 30) };
  if (kind <= 9) return { interruptAt: dice.int(1, 30) };
  return kind <= 11 ? { isCrowded: true } : {};
}

/** Somebody does something in the panel, while nothing is under way. */
async function meddle(run: Run): Promise<void> {
  const { fleet, yaml, ledger, dice } = run;
  const isUnsettled = ((await fleet.state())?.pending.length ?? 0) > 0;
  const own = [...ledger.owned.values()].flatMap(({ object, isTracked }) =>
    isTracked && !isUnsettled ? [object] : [],
  );
  const meddling = throwMeddling(yaml, own, dice);
  if (meddling === undefined || (isUnsettled && meddling.change.action === "add")) return;
  run.trace.push(`meddle ${JSON.stringify(meddling.change)}`);
  if (meddling.deletes !== undefined) noteRemoval(ledger, meddling.deletes);
  const before = liveOf(run);
  fleet.sim.change(yaml.vendor, meddling.change);
  if (meddling.change.action === "add") noteStrangers(ledger, before, liveOf(run));
  notePictures(ledger, liveOf(run));
}
