// Serveroid under the kit of all providers.
import { describeProvider } from "../kits/provider-kit.ts";
import { sampleKey, sampleSnapshot, sampleVm } from "../support/sample-desired.ts";

const fleet = (web = {}) => [
  sampleKey("ops"),
  sampleVm("vms.web", web),
  sampleVm("vms.copy", { cloneOf: { vm: "vms.web" } }),
  sampleSnapshot("golden", "vms.web"),
];

interface Account {
  readonly vms: unknown[];
  readonly pubkeys: { id: number; name: string }[];
  readonly snapshots: Record<string, unknown[]>;
}

describeProvider({
  vendor: "serveroid",
  seed: { serveroid: { tenants: [{ id: 111, description: "Default" }], vms: [], pubkeys: [] } },
  fleet: fleet(),
  updates: {
    "a VM's sizes": fleet({ memory: 2048, disk: 65_536 }),
    "a password": fleet({ password: "An0therWord" }),
    "power off": fleet({ power: "off" }),
    "a backup policy": fleet({ backupPolicy: { keep: 2, every: 10_800_000 } }),
  },
  methods: { list: "vm_list", makes: ["pubkeys_add", "install", "clone", "snapshot_create"] },
  count: (state) => {
    const { vms, pubkeys, snapshots } = state as Account;
    return vms.length + pubkeys.length + Object.values(snapshots).flat().length;
  },
  deleteOutside: async ({ sim, state }) => {
    const id = (await state())?.resources["snapshots.golden"];
    sim.change("serveroid", {
      kind: "snapshots",
      action: "delete",
      id: Number(id?.remoteId),
      parent: Number(id?.parentId),
    });
    return "snapshots.golden";
  },
  trouble: async ({ sim, state }) => {
    const id = Number((await state())?.resources["vms.web"]?.remoteId);
    sim.change("serveroid", { kind: "vms", action: "patch", id, set: { state: "VIR_DOMAIN_PAUSED" } });
    return "VIR_DOMAIN_PAUSED";
  },
  secret: "Passw0rdAbc",
  capabilities: { operationsFail: ["install", "snapshot_create", "backup_policy_change"], recreates: false },
});
