// A vendor whose world can be written down at any moment: the last time it was nothing but data, and the calls since then.
import type { FaultRule } from "../fault-rule.ts";
import type { Json, JsonObject } from "../json.ts";
import type { SimClock } from "../sim-clock.ts";
import type {
  OutsideChange,
  SimCall,
  SimRequest,
  SimSetting,
  SimulatedVendor,
  VendorDefinition,
} from "../simulated-vendor.ts";
import { decodeWorld, type EncodedWorld, encodeWorld } from "./world-code.ts";

/** The world at `at`, epoch ms: as data, or as the seed that it was started with (null: the vendor's sample account). */
export type KeptBase = { at: number; speed: number; world: EncodedWorld } | { at: number; speed: number; seed: Json };

/** What was done to a world; `traces` where those of reads differ from what is known so far. */
export type KeptAct = { at: number; traces?: JsonObject } & Deed;
type Deed = { call: KeptCall } | { change: OutsideChange } | { speed: number };

interface KeptCall extends SimRequest {
  faults?: FaultRule[];
}

export interface KeptWorld {
  base: KeptBase;
  acts: KeptAct[];
  traces: JsonObject;
}

export interface KeptVendor {
  vendor: SimulatedVendor;
  /** What is to be written, each part once: acts are only ever added until the base is a new one. */
  world(): KeptWorld;
}

export interface KeepOptions {
  seed: unknown;
  /** From the file; without it the world starts with the seed. */
  kept: KeptWorld | undefined;
  /** Told after each act. */
  onAct(): void;
}

/** Headers that any vendor looks at. */
const HEADERS = ["authorization", "content-type", "cookie", "host"];

/** Throws SimInputError for a wrong seed. */
export function keepVendor(definition: VendorDefinition, setting: SimSetting, options: KeepOptions): KeptVendor {
  const replay = replayClock(setting.clock);
  const { kept } = options;
  const base = kept?.base ?? { at: setting.clock.now(), speed: setting.speed, seed: (options.seed ?? null) as Json };
  const started = startFrom(definition, base, { ...setting, clock: replay.clock, speed: base.speed }, replay);
  const acts = [...(kept?.acts ?? []), { at: setting.clock.now(), speed: setting.speed }];
  for (const act of acts) replay.at(act.at, () => repeat(started, act));
  if (kept) started.keeping.takeTraces(kept.traces);
  return recorded(started, { base, acts }, setting, options.onAct);
}

function startFrom(definition: VendorDefinition, base: KeptBase, setting: SimSetting, replay: Replay): SimulatedVendor {
  const start = (): SimulatedVendor =>
    "world" in base
      ? definition.resume(decodeWorld(base.world), setting)
      : definition.start(base.seed ?? undefined, setting);
  return replay.at(base.at, start);
}

interface Replay {
  clock: SimClock;
  at<T>(ms: number, act: () => T): T;
}

/** The clock of the world, which shows the time of an act while that is carried out again. */
function replayClock(clock: SimClock): Replay {
  let shown: number | undefined;
  return {
    clock: { now: () => shown ?? clock.now(), sleep: (ms, signal) => clock.sleep(ms, signal) },
    at: (ms, act) => {
      shown = ms;
      try {
        return act();
      } finally {
        shown = undefined;
      }
    },
  };
}

/** What failed then fails again, and is nobody's matter now. */
function repeat(vendor: SimulatedVendor, act: KeptAct): void {
  if (act.traces) vendor.keeping.takeTraces(act.traces);
  try {
    if ("speed" in act) vendor.keeping.setSpeed(act.speed);
    else if ("change" in act) vendor.change(act.change);
    else vendor.recognise(act.call).answer(act.call.faults ?? []);
  } catch {
    // As it was then.
  }
}

interface Written {
  base: KeptBase;
  acts: KeptAct[];
}

function recorded(vendor: SimulatedVendor, written: Written, setting: SimSetting, onAct: () => void): KeptVendor {
  let { base, acts } = written;
  let isChanged = true;
  let traces = "";
  const record = <T>(act: Deed, carryOut: () => T): T => {
    const before = vendor.keeping.traces();
    const text = JSON.stringify(before);
    acts.push({ at: setting.clock.now(), ...(text !== traces && { traces: before }), ...act });
    traces = text;
    isChanged = true;
    try {
      return carryOut();
    } finally {
      onAct();
    }
  };
  const fold = (): void => {
    if (!isChanged) return;
    const snapshot = vendor.keeping.snapshot();
    if (snapshot === undefined) return;
    base = { at: setting.clock.now(), speed: setting.speed, world: encodeWorld(snapshot) };
    acts = [];
    traces = "";
    isChanged = false;
  };
  const change = (one: OutsideChange): Json => record({ change: structuredClone(one) }, () => vendor.change(one));
  return {
    vendor: { ...vendor, change, recognise: (request) => recordedCall(vendor.recognise(request), request, record) },
    world: () => {
      fold();
      return { base, acts, traces: vendor.keeping.traces() };
    },
  };
}

type RecordCall = <T>(act: { call: KeptCall }, carryOut: () => T) => T;

/** A read under a fault may leave something behind, and a log-in is no mutation of the account. */
function recordedCall(call: SimCall, request: SimRequest, record: RecordCall): SimCall {
  return {
    ...call,
    answer: (faults) => {
      const isAct = call.mutating || faults.length > 0 || call.method === "auth";
      if (!isAct) return call.answer(faults);
      return record({ call: keptCall(request, faults) }, () => call.answer(faults));
    },
  };
}

function keptCall(request: SimRequest, faults: readonly FaultRule[]): KeptCall {
  const headers = Object.entries(request.headers).filter(([name]) => HEADERS.includes(name));
  return { ...request, headers: Object.fromEntries(headers), ...(faults.length > 0 && { faults: [...faults] }) };
}
