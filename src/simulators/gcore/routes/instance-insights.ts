// What can be asked about a machine besides its state: metrics, a console, names that are allowed. Changes nothing.
import type { Json } from "../../engine/json.ts";
import { refuseLocked } from "../objects/find-objects.ts";
import { uuidFrom } from "../objects/new-ids.ts";
import { integer, object, word } from "./body-shape.ts";
import { type Call, ok, type Routes, route, timeText } from "./call.ts";
import { instanceOf } from "./instance-reads.ts";
import { page } from "./list-page.ts";
import { badRequest, invalidField } from "./refusal.ts";

const ROOT = "/v1/instances/{project_id}/{region_id}";
const HOUR_MS = 3_600_000;
/** Hours → seconds between two points. */
const STEPS: Record<number, number> = { 1: 15, 6: 20, 24: 120, 168: 600, 336: 1200 };
const CONSOLES: Record<string, string> = { "spice-html5": "spice", novnc: "vnc" };

export const instanceInsights: Routes = {
  "instances.metrics": route({
    verb: "POST",
    path: `${ROOT}/{instance_id}/metrics`,
    kind: "list",
    body: object({ time_interval: integer({ min: 1 }), time_unit: word("hour", "day") }),
    handle: (call, body) => {
      const { row } = instanceOf(call);
      const hours = body.time_unit === "day" ? body.time_interval * 24 : body.time_interval;
      const step = STEPS[hours];
      if (step === undefined) throw invalidField("time_interval", "Allowed are 1 and 6 hours, and 1, 7 and 14 days");
      const points = Array.from(
        { length: (hours * 3600) / step },
        (_none, index) => call.now - hours * HOUR_MS + index * step * 1000,
      );
      return page(call, points, (at) => pointAt(at, row.status === "ACTIVE"));
    },
  }),
  "instances.get_console": route({
    verb: "GET",
    path: `${ROOT}/{instance_id}/get_console`,
    query: { console_type: "text" },
    handle: (call) => {
      const instance = instanceOf(call);
      refuseLocked(instance, "Instance");
      const type = call.query.text("console_type") ?? "spice-html5";
      const protocol = CONSOLES[type];
      if (protocol === undefined) throw badRequest(`Console type ${type} is not available`);
      const token = uuidFrom(`console/${instance.row.id}/${call.now}`);
      const url = `https://console.example.invalid/${type}/?token=${token}`;
      return ok({ remote_console: { url, type, protocol } });
    },
  }),
  // Deprecated.
  "instances.available_names": route({
    verb: "GET",
    path: `${ROOT}/available_names`,
    handle: (call) => ok(allowedNames(call)),
  }),
};

function pointAt(at: number, isRunning: boolean): Json {
  const load = isRunning ? Math.round((20 + 10 * Math.sin(at / HOUR_MS)) * 10) / 10 : null;
  const flow = isRunning ? 1024 : null;
  return {
    time: timeText(at),
    cpu_util: load,
    memory_util: load,
    network_Bps_ingress: flow,
    network_Bps_egress: flow,
    network_pps_ingress: isRunning ? 10 : null,
    network_pps_egress: isRunning ? 10 : null,
    disks: [
      { disk_name: "vda", disk_Bps_read: flow, disk_Bps_write: flow, disk_iops_read: flow, disk_iops_write: flow },
    ],
  };
}

/** The rule of the reseller for this region, if there is one. */
export function allowedNames({ world, regionId }: Call): Record<string, Json> {
  const rule = world.account.nameTemplates.find((row) => row["region_id"] === regionId) ?? {};
  const isCustom = world.account.quirks.customNames && rule["allow_custom_name"] !== false;
  const lists = [
    "allowed_name_templates",
    "allowed_name_win_templates",
    "allowed_bm_name_templates",
    "allowed_bm_name_win_templates",
  ];
  return {
    custom_name_allowed: isCustom,
    name_templates_limited: rule["allowed_name_templates"] !== undefined && rule["allowed_name_templates"] !== null,
    ...Object.fromEntries(lists.map((name) => [name, rule[name] ?? null])),
  };
}
