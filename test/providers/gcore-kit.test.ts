// Gcore under the kit of all providers.
import type { JsonObject } from "../../src/core/json.ts";
import { describeProvider } from "../kits/provider-kit.ts";
import { edge, edgeKey, edgeSchedule, edgeSnapshot } from "../support/sample-gcore.ts";

const interfaces = (...securityGroups: string[]): JsonObject => ({
  public: { type: "external", securityGroups },
  inner: { type: "anySubnet", network: "internal", floatingIp: "new" },
});
const PASSWORD = "Passw0rdAbc";
const fleet = (vm: JsonObject = {}, schedule: JsonObject = {}) => [
  edgeKey(),
  edge({ interfaces: interfaces("web"), password: PASSWORD, ...vm }),
  edgeSnapshot(),
  edgeSchedule(schedule),
];

type Account = Readonly<Record<string, readonly unknown[]>>;
const KINDS = ["instances", "volumes", "snapshots", "ssh_keys", "lifecycle_policies", "floatingips", "ports"];

describeProvider({
  vendor: "gcore",
  fleet: fleet(),
  updates: {
    flavor: fleet({ flavor: "g2-standard-4-8", allowRestart: true }),
    tags: fleet({ tags: { role: "edge" } }),
    "power off": fleet({ power: "off" }),
    "security groups": fleet({ interfaces: interfaces("default", "web") }),
    "a schedule": fleet({}, { cron: "30 3 * * 1,3" }),
  },
  methods: {
    list: "instances.list",
    makes: [
      "ssh_keys.create",
      "volumes.create",
      "instances.create",
      "snapshots.create",
      "floatingips.create",
      "lifecycle_policy.create",
    ],
  },
  count: (state) => KINDS.reduce((sum, kind) => sum + ((state as Account)[kind]?.length ?? 0), 0),
  deleteOutside: async ({ sim, state }) => {
    const policy = (await state())?.resources["schedules.edge-daily"];
    sim.change("gcore", { kind: "lifecycle_policies", action: "delete", id: Number(policy?.remoteId) });
    return "schedules.edge-daily";
  },
  trouble: async ({ sim, state }) => {
    const id = (await state())?.resources["vms.edge"]?.remoteId ?? "";
    sim.change("gcore", { kind: "instances", action: "patch", id, set: { status: "ERROR", vm_state: "error" } });
    return "ERROR";
  },
  secret: PASSWORD,
  capabilities: { operationsFail: ["volumes.create", "instances.create", "snapshots.create"], recreates: true },
});
