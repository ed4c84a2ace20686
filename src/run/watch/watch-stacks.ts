// The loop of `watch`: a cycle each interval, stacks that come and go with their folders, applies beside it, and a stop that
// leaves everything in order. Knows no terminal, no socket and no exit code.
import { setMaxListeners } from "node:events";
import type { StopControl } from "../../executor/stop-control.ts";
import { type BackOff, createBackOff } from "./back-off.ts";
import { createCyclePace } from "./cycle-pace.ts";
import type { Foreseen } from "./foresee.ts";
import { judgeStack, type StackEnd } from "./judge-stack.ts";
import type { LookEnd } from "./look-at-stack.ts";
import { createOffers, type Offers } from "./offer-applies.ts";
import { type Applies, createApplies } from "./run-applies.ts";
import { type CycleContext, runCycle } from "./run-cycle.ts";
import { createStackRecord, isNews, type StackRecord, toldStack } from "./stack-record.ts";
import type { WatchOptions, WatchPorts } from "./watch-ports.ts";
import { createTally, type Tally, type WatchStatus } from "./watch-status.ts";

export interface Watching {
  status(): WatchStatus;
  /** Resolves when it has ended: stopped, or after the one cycle that was asked for. */
  readonly ended: Promise<readonly StackEnd[]>;
}

/** Left alone for no longer, whatever fails. */
const MOST_BACK_OFF_MS = 3_600_000;
/** For each stack. */
const SPREAD_MS = 50;
/** For all of them, of the interval. */
const MOST_SPREAD = 1 / 20;

export function watchStacks(ports: WatchPorts, options: WatchOptions, stop: StopControl): Watching {
  setMaxListeners(0, stop.requested, stop.waiting);
  const records = new Map<string, StackRecord>();
  const { clock, random } = ports;
  const { intervalMs, allowed, concurrency } = options;
  const backOff = (): BackOff =>
    createBackOff({ monotonic: () => clock.monotonic(), random, intervalMs, mostMs: MOST_BACK_OFF_MS });
  const held = { stacks: backOff(), accounts: backOff(), pace: backOff() };
  const applies =
    allowed === undefined ? undefined : createApplies({ ports, allowed, concurrency, pace: held.pace, stop });
  const tally = createTally(ports, options);
  const offers = createOffers(records, (record, foreseen) => noteForeseen(ports, applies, record, foreseen));
  const context: CycleContext = {
    ports,
    options,
    ...held,
    stopped: stop.requested,
    spreadMs: (count) => (options.isOnce ? 0 : Math.min(SPREAD_MS * count, intervalMs * MOST_SPREAD)),
    onForeseen: (record, foreseen) => offers.add(record, foreseen),
    onProgress: (end: LookEnd) => tally.noteLook(end),
  };
  const loop: Loop = { ...context, records, tally, offers, applies, stop, held };
  const all = (): readonly StackRecord[] => [...records.values()];
  return {
    status: () => tally.status(all(), { applies, ...held }),
    ended: runLoop(loop).then(() => all().map((record) => judgeStack(record, applies))),
  };
}

interface Loop extends CycleContext {
  readonly records: Map<string, StackRecord>;
  readonly tally: Tally;
  readonly offers: Offers;
  readonly applies: Applies | undefined;
  readonly stop: StopControl;
  readonly held: { readonly stacks: BackOff; readonly accounts: BackOff; readonly pace: BackOff };
}

async function runLoop(loop: Loop): Promise<void> {
  const { ports, options, stop, tally, records } = loop;
  const pace = createCyclePace(ports.clock, ports.random, options.intervalMs);
  let isFirst = true;
  try {
    while (!stop.isRequested()) {
      const missed = await pace.next(stop.requested);
      if (missed > 0) ports.emit({ type: "cycles-skipped", count: missed });
      tally.beginCycle(missed);
      await findStacks(loop, isFirst);
      isFirst = false;
      await runCycle(loop, [...records.values()]);
      loop.offers.flush();
      if (stop.isRequested()) break;
      if (options.isOnce) await loop.applies?.idle();
      tally.endCycle();
      await publish(loop);
      if (options.isOnce) break;
    }
  } catch (error) {
    if (!stop.isRequested()) throw error;
  } finally {
    await windDown(loop);
  }
}

/** That something cannot be told elsewhere ends no loop. */
async function publish({ ports, records }: Loop): Promise<void> {
  try {
    await ports.publish([...records.values()].flatMap(({ result }) => (result === undefined ? [] : [result])));
  } catch (error) {
    for (const { summary } of ports.explain(error)) ports.emit({ type: "trouble", text: summary });
  }
}

/** A list that cannot be read keeps what there was. */
async function findStacks({ ports, options, records, held }: Loop, isFirst: boolean): Promise<void> {
  const found = await ports.listFolders().catch((error: unknown) => {
    if (isFirst) throw error;
    for (const { summary } of ports.explain(error)) ports.emit({ type: "trouble", text: summary });
    return [...records.keys()];
  });
  const folders = new Set(found);
  for (const folder of folders) {
    if (records.has(folder)) continue;
    const record = createStackRecord(folder);
    records.set(folder, record);
    if (!isFirst) ports.emit({ type: "stack-added", ...toldStack(record) });
  }
  for (const [folder, record] of records) {
    // What is under way there is waited for.
    if (folders.has(folder) || record.isApplying) continue;
    records.delete(folder);
    ports.emit({ type: "stack-removed", ...toldStack(record) });
  }
  held.stacks.keepOnly(new Set(records.keys()));
  held.pace.keepOnly(new Set(records.keys()));
  if (isFirst) {
    const applies = options.allowed === undefined ? [] : ["update", ...options.allowed];
    const url = options.url === undefined ? {} : { url: options.url };
    ports.emit({ type: "watch-started", stacks: records.size, intervalMs: options.intervalMs, applies, ...url });
  }
}

function noteForeseen(ports: WatchPorts, applies: Applies | undefined, record: StackRecord, foreseen: Foreseen): void {
  const { heldBack, refusals } = foreseen;
  record.heldBack = heldBack.length + refusals.length;
  const changes = heldBack.map(({ address, action, reason, fix }) => ({ address, action, reason, fix }));
  if (changes.length === 0) record.told.delete("held-back");
  else if (isNews(record, "held-back", changes)) ports.emit({ type: "held-back", ...toldStack(record), changes });
  const refused = refusals.map(({ code, summary, address }) => [code, summary, address]);
  if (refused.length === 0) record.told.delete("refused");
  else if (isNews(record, "refused", refused))
    ports.emit({
      type: "apply-ended",
      ...toldStack(record),
      outcome: "refused",
      done: [],
      left: [],
      errors: refusals,
      tookMs: 0,
    });
  applies?.offer(record, foreseen);
}

/** What is in flight is awaited for a while, and on record in any case. */
async function windDown({ ports, options, applies, stop, tally }: Loop): Promise<void> {
  const count = applies?.running() ?? 0;
  if (stop.isRequested()) {
    ports.emit({ type: "watch-stopping", applies: count });
    tally.noteStopping();
  }
  if (count > 0) {
    const over = new AbortController();
    if (stop.isRequested())
      ports.clock.sleep(options.graceMs, over.signal).then(
        () => stop.endWaiting(),
        () => undefined,
      );
    await applies?.idle();
    over.abort();
  }
  ports.emit({ type: "watch-ended", cycles: tally.cycles() });
}
