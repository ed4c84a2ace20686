// Zomro under the kit of all providers.
import type { Desired } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { describeProvider } from "../kits/provider-kit.ts";
import { OPS_KEY, sampleDesired, ZOMRO_ORDER } from "../support/sample-desired.ts";

const declare = (address: string, attributes: JsonObject): Desired =>
  sampleDesired(address, attributes, { provider: "zomro", vendor: "zomro" });
const ORDER = {
  ...ZOMRO_ORDER,
  power: "on",
};
const fleet = (web: JsonObject = {}, time = "02:01") => [
  declare("keys.ops", { publicKey: OPS_KEY }),
  declare("vms.web", { ...ORDER, ...web }),
  declare("snapshots.first", { vm: "vms.web" }),
  declare("schedules.nightly", { vm: "vms.web", days: ["mon", "fri"], time }),
];

interface Account {
  readonly instances: { status?: { $: string } }[];
  readonly sshkeys: unknown[];
  readonly snapshots: Record<string, { item_real_status?: { $: string } }[]>;
  readonly schedules: unknown[];
}

describeProvider({
  vendor: "zomro",
  fleet: fleet(),
  updates: {
    "a password": fleet({ password: "An0therWord" }),
    "power off": fleet({ power: "off" }),
    "the number of backups kept": fleet({ backupPolicy: { keep: 3 } }),
    "a schedule": fleet({}, "04:30"),
  },
  methods: {
    list: "instances",
    makes: [
      "sshkeys.edit",
      "v2.instances.order.param",
      "cartorder.create.confirm",
      "instances.snapshots.edit",
      "instances.fleio_bckps.schedule.edit",
    ],
    previews: { "v2.instances.order.param": 2 },
  },
  count: (state) => {
    const { instances, sshkeys, snapshots, schedules } = state as Account;
    const living = instances.filter((row) => row.status?.$ !== "4").length;
    return (
      living +
      sshkeys.length +
      Object.values(snapshots)
        .flat()
        .filter((row) => row.item_real_status?.$ !== "4").length +
      schedules.length
    );
  },
  deleteOutside: async ({ sim, state }) => {
    const schedule = (await state())?.resources["schedules.nightly"];
    sim.change("zomro", {
      kind: "schedules",
      action: "delete",
      id: Number(schedule?.remoteId),
      parent: Number(schedule?.parentId),
    });
    return "schedules.nightly";
  },
  trouble: async ({ sim, state }) => {
    const id = Number((await state())?.resources["vms.web"]?.remoteId);
    sim.change("zomro", { kind: "instances", action: "patch", id, set: { instance_status: { $: "suspended" } } });
    return "suspended";
  },
  secret: "Passw0rdAbc",
  capabilities: { operationsFail: [], recreates: true },
});
