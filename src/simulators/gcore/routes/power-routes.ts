// Power of instances: the action call with its tasks, and the older calls that answer with the instance.

import { findIdle } from "../objects/find-objects.ts";
import { isShared } from "../objects/flavors.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import type { Instance } from "../objects/world.ts";
import type { TaskRow } from "../seed/vendor-rows.ts";
import { flag, object, optionalOrNull, union, withDefault, word } from "./body-shape.ts";
import { type Answer, type Call, ok, type Route, type Routes, route } from "./call.ts";
import { badRequest } from "./refusal.ts";
import { showInstance } from "./show-instance.ts";

export type Action = "start" | "stop" | "reboot" | "reboot_hard" | "suspend" | "resume";

interface ActionRule {
  task: string;
  /** `status` that it may start from, [S003]; of reboots and resume nothing is said, [ASSUMED]. */
  from: readonly string[];
  /** Shown meanwhile. */
  during: { status?: string; task_state: string };
  after: { status: string; vm_state: string };
}

const RUNNING = { status: "ACTIVE", vm_state: "active" };
const STOPPED = { status: "SHUTOFF", vm_state: "stopped" };

const RULES: Readonly<Record<Action, ActionRule>> = {
  start: { task: "start_vm", from: ["SHUTOFF"], during: { task_state: "powering-on" }, after: RUNNING },
  stop: {
    task: "stop_vm",
    from: ["ACTIVE", "SHUTOFF", "RESCUE"],
    during: { task_state: "powering-off" },
    after: STOPPED,
  },
  reboot: {
    task: "soft_reboot_vm",
    from: ["ACTIVE"],
    during: { status: "REBOOT", task_state: "rebooting" },
    after: RUNNING,
  },
  reboot_hard: {
    task: "hard_reboot_vm",
    from: ["ACTIVE", "SHUTOFF", "ERROR", "SUSPENDED", "PAUSED"],
    during: { status: "HARD_REBOOT", task_state: "rebooting_hard" },
    after: RUNNING,
  },
  suspend: {
    task: "suspend_vm",
    from: ["ACTIVE", "SHUTOFF"],
    during: { task_state: "suspending" },
    after: { status: "SUSPENDED", vm_state: "suspended" },
  },
  resume: { task: "resume_vm", from: ["SUSPENDED"], during: { task_state: "resuming" }, after: RUNNING },
};

const startBody = object({ action: word("start"), activate_profile: optionalOrNull(flag) });
const plainBody = object({ action: word("stop", "reboot", "reboot_hard", "suspend", "resume") });
type ActionBody = ReturnType<typeof startBody> | ReturnType<typeof plainBody>;
const others = ["stop", "reboot", "reboot_hard", "suspend", "resume"].map((name) => [name, plainBody] as const);

const actionRoute: Route = route({
  verb: "POST",
  path: "/v2/instances/{project_id}/{region_id}/{instance_id}/action",
  isAsync: true,
  body: union<ActionBody>("action", { start: startBody, ...Object.fromEntries(others) }),
  handle: (call, { action }) => tasksAnswer(act(call, idleInstance(call), action)),
});

/** Deprecated: the answer is the instance as it is while the work goes on. */
function olderRoute(word: string, action: Action): Route {
  const path = `/v1/instances/{project_id}/{region_id}/{instance_id}/${word}`;
  const handle = (call: Call): Answer => {
    const instance = idleInstance(call);
    act(call, instance, action);
    return ok(showInstance(call, instance));
  };
  if (action !== "start") return route({ verb: "POST", path, isAsync: true, handle });
  const body = withDefault(object({ activate_profile: withDefault(flag, true) }), { activate_profile: true });
  return route({ verb: "POST", path, isAsync: true, body, handle });
}

export const powerRoutes: Routes = {
  "instances.action": actionRoute,
  "instances.start": olderRoute("start", "start"),
  "instances.stop": olderRoute("stop", "stop"),
  // The older word for a hard reboot, [S003].
  "instances.powercycle": olderRoute("powercycle", "reboot_hard"),
  "instances.reboot": olderRoute("reboot", "reboot"),
  "instances.suspend": olderRoute("suspend", "suspend"),
  "instances.resume": olderRoute("resume", "resume"),
};

export function idleInstance(call: Call): Instance {
  return findIdle(call, "instances", call.path["instance_id"] ?? "");
}

function act(call: Call, instance: Instance, action: Action): TaskRow {
  const { row } = instance;
  const rule = RULES[action];
  if (!rule.from.includes(row.status)) throw badRequest(`Cannot ${action} instance ${row.id} in status ${row.status}`);
  const before = { status: row.status, vm_state: row.vm_state };
  Object.assign(row, rule.during);
  return startTask(call, {
    type: isShared(row.flavor.flavor_id) ? "update_basic_vm" : rule.task,
    instanceId: row.id,
    data: { instance_id: row.id, action },
    locks: [instance],
    finish: () => {
      Object.assign(row, rule.after, { task_state: null });
      if (rule.after === RUNNING) instance.inside["boots"] = Number(instance.inside["boots"] ?? 0) + 1;
      return undefined;
    },
    fail: (leaves) => {
      const broken = { status: "ERROR", vm_state: "error" };
      Object.assign(row, leaves === "object" ? broken : before, { task_state: null });
    },
  });
}
