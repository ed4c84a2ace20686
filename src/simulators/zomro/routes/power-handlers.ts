// service.start, .stop, .reboot, .hardreboot and their second names: the power of a machine, by the verb in the name, C18.

import { startWork } from "../objects/work.ts";
import type { Instance } from "../objects/world.ts";
import { type Call, done, type Handler } from "./call.ts";
import type { FunctionName } from "./functions.ts";
import { idleInstance } from "./guards.ts";
import { refusal } from "./refusal.ts";

/** In ISO mode a restart boots from the disk again, [ASSUMED]: no page says how to leave the mode. */
const UP = ["active", "rescued", "booted_from_iso"];

export const start: Handler = (call) => {
  const instance = idleInstance(call, call.form.neededId("elid"), ["stopped"]);
  const finish = (): void => setRunning(instance);
  startWork(call, { instance, meanwhile: "starting", like: "service.start", finish });
  return done(call);
};

/** The billing side then calls the service suspended, [Z468]. */
export const stop: Handler = (call) => {
  const instance = idleInstance(call, call.form.neededId("elid"), UP);
  const finish = (): void => void Object.assign(instance.row, { instance_status: "stopped", status: "3" });
  startWork(call, { instance, meanwhile: "stopping", like: "service.stop", finish });
  return done(call);
};

export const reboot: Handler = (call) => restart(call, "service.reboot");
export const hardReboot: Handler = (call) => restart(call, "service.hardreboot");

function restart(call: Call, like: FunctionName) {
  const instance = idleInstance(call, call.form.neededId("elid"), UP);
  const mode = instance.row.instance_status;
  const finish = (): void => {
    instance.inside.restarts += 1;
    if (mode === "rescued") instance.row.instance_status = mode;
    else setRunning(instance);
  };
  startWork(call, { instance, meanwhile: "rebooting", like, finish });
  return done(call);
}

/** The second names stand in a parameter table only, so a vendor that goes by its curl has none, [Z468] [3P]. */
export function secondName(handler: Handler): Handler {
  return (call) => {
    if (call.world.account.quirks.reading === "curl") throw refusal("missed", "func");
    return handler(call);
  };
}

export function setRunning(instance: Instance): void {
  Object.assign(instance.row, { instance_status: "active", status: "2" });
  instance.inside.bootedFrom = null;
}
