// Work of the vendor that takes time: what an instance shows meanwhile, when it ends, what a failure leaves. Nothing runs by itself: time is looked at on request.
import { type Call, faultOf } from "../routes/call.ts";
import type { FunctionName } from "../routes/functions.ts";
import { refusal } from "../routes/refusal.ts";
import type { Instance, World } from "./world.ts";

export interface Work {
  /** Kept busy until the end. */
  instance?: Instance;
  /** Its `instance_status` until then. */
  meanwhile?: string;
  /** Whose usual duration it has, where that is not the function called. */
  like?: FunctionName;
  /** Does the work at its end. */
  finish(at: number): void;
  /** What a failed operation does instead; by default the instance is as it was before. */
  fail?(leaves: "object" | "nothing"): void;
}

/** Seconds; all [ASSUMED], no page names a time. */
const USUAL_SECONDS: Partial<Record<FunctionName, number>> = {
  "v2.instances.order.param": 60,
  "instances.delete": 20,
  "service.start": 5,
  "service.stop": 10,
  "service.reboot": 15,
  "service.hardreboot": 10,
  "service.changepricelist.getmoney": 30,
  "instances.confirm.resize": 10,
  "instances.fleio.rebuild": 60,
  "instances.fleio.changepassword": 5,
  "instances.fleio.rescue": 20,
  "instances.fleio.unrescue": 20,
  "instances.fleio.boot_from_iso": 20,
  "instances.snapshots.edit": 30,
  "instances.fleio_bckps.edit": 60,
  "image.delete": 10,
  "v2.image.order.param": 60,
};

/** Also for two functions with one meaning, as `service.delete`. */
const DEFAULT_SECONDS = 10;

export function secondsOf(world: World, name: FunctionName): number {
  return world.account.durations[name] ?? USUAL_SECONDS[name] ?? DEFAULT_SECONDS;
}

export function startWork(call: Call, work: Work): void {
  const { world, faults, now } = call;
  const { instance } = work;
  const before = instance?.row.instance_status ?? "";
  if (instance && work.meanwhile !== undefined) instance.row.instance_status = work.meanwhile;
  const happen = (at: number): void => {
    // Deleted meanwhile behind the client's back.
    if (instance && !world.account.instances.has(instance.row.id)) return;
    const fault = faultOf(faults, "operation-fails");
    if (fault) endBadly(work, before, fault.leaves ?? "nothing");
    else work.finish(at);
  };
  const at = now + durationMs(call, work.like ?? call.name);
  world.pending.push({ at, happen, type: call.name, startedAt: now, ...(instance && { instanceId: instance.row.id }) });
}

function endBadly({ instance, fail }: Work, before: string, leaves: "object" | "nothing"): void {
  if (fail) fail(leaves);
  else if (instance) instance.row.instance_status = leaves === "object" ? "error" : before;
}

export function refuseBusy(world: World, instance: Instance): void {
  if (isBusy(world, instance)) throw refusal("busy", "instance");
}

/** The panel disables every action while something is under way, [CP]; that the API refuses then is [ASSUMED]. */
export function isBusy(world: World, { row }: Instance): boolean {
  return world.pending.some(({ instanceId }) => instanceId === row.id);
}

function durationMs({ world, faults }: Call, name: FunctionName): number {
  const slow = faultOf(faults, "operation-slow");
  const factor = slow ? (slow.factor ?? (slow.ms === undefined ? 10 : 1)) : 1;
  const usual = secondsOf(world, name) * 1000 * factor + (slow?.ms ?? 0);
  return (faultOf(faults, "operation-fails")?.afterMs ?? usual) / world.speed;
}
