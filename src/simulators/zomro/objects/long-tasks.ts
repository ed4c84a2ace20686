// Answers that are put off: a page with a relative URL, and what is found there until the answer is ready, [CP].
import type { FaultRule } from "../../engine/fault-rule.ts";
import type { SimReply } from "../../engine/simulated-vendor.ts";
import { reply } from "../routes/write-doc.ts";
import { advanceWorld } from "./advance-world.ts";
import type { World } from "./world.ts";

const LONG_PATH = /^\/long\/([0-9]+)\/billmgr$/;

/** `carryOut` runs at once, when the task ends, or never, as the fault says. */
export function putOff(world: World, fault: FaultRule, carryOut: (at: number) => SimReply): SimReply {
  const id = String(world.longTasks.size + 1);
  const now = world.clock.now();
  const readyAt = now + (fault.ms ?? 0);
  if (fault.when !== "before") {
    const later = carryOut(now);
    world.longTasks.set(id, { readyAt, reply: later });
    return waitingPage(id, later.outcome);
  }
  const task = { readyAt, reply: undefined as SimReply | undefined };
  world.longTasks.set(id, task);
  if (fault.ms !== undefined) {
    const happen = (at: number): void => {
      task.reply = carryOut(at);
    };
    world.pending.push({ at: readyAt, happen });
  }
  return waitingPage(id, "long task");
}

export function longTaskId(path: string): string | undefined {
  return LONG_PATH.exec(path)?.[1];
}

/** Undefined when there is no such task. */
export function lookAtLongTask(world: World, id: string): SimReply | undefined {
  advanceWorld(world);
  const task = world.longTasks.get(id);
  if (!task) return undefined;
  const isReady = task.reply !== undefined && task.readyAt <= world.clock.now();
  return isReady ? task.reply : waitingPage(id, "long task");
}

function waitingPage(id: string, outcome: string): SimReply {
  const url = `/long/${id}/billmgr`;
  const head = `<title>Please wait</title><meta http-equiv="refresh" content="2; url=${url}">`;
  const body = `<html><head>${head}</head><body><a href="${url}">The operation is in progress</a></body></html>\n`;
  return reply("text/html; charset=utf-8", body, outcome);
}
