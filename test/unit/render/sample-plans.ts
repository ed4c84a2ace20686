// Plans for the tests of render: built by hand so that each shows what the planner can fill in, at a readable size.
import type { FieldChange, Plan, PlanCounts, PlanEntry } from "../../../src/core/plan.ts";
import type { Operation, OperationAction, Step } from "../../../src/core/step.ts";

export function samplePlan(more: Partial<Plan> = {}): Plan {
  const entries = more.entries ?? [];
  return {
    stack: "shop-prod",
    basis: { lineage: "9f6f3c1e-51a4-4f0c-9f5b-3a0f6a0f4a11", serial: 41 },
    mode: "normal",
    entries,
    drift: [],
    operations: entries.flatMap(buildOperations),
    edits: [],
    destructive: [],
    debt: [],
    blocked: [],
    protected: [],
    notVerifiable: [],
    pending: [],
    refusals: [],
    diagnostics: [],
    outputs: [],
    counts: countEntries(entries),
    complete: true,
    vanished: [],
    ...more,
  };
}

function buildOperations({ action, address, child }: PlanEntry): Operation[] {
  const isOperation = action === "create" || action === "update" || action === "delete" || action === "rebuild";
  return isOperation && child !== true ? [sampleOperation(action, address, [])] : [];
}

/** As the planner counts. */
function countEntries(entries: readonly PlanEntry[]): PlanCounts {
  const count = (...actions: PlanEntry["action"][]) => entries.filter((entry) => actions.includes(entry.action)).length;
  return {
    import: entries.filter((entry) => entry.importing !== undefined).length,
    add: count("create", "replace", "rebuild"),
    change: count("update"),
    destroy: count("delete", "replace", "rebuild"),
    forget: count("forget"),
  };
}

export function sampleEntry(address: string, more: Partial<PlanEntry> = {}): PlanEntry {
  return {
    address,
    type: "vm",
    vendor: "serveroid",
    provider: "serveroid",
    name: address.replace(/^[a-z]+\./, "").replace(/\[(.*)\]/, "-$1"),
    action: "update",
    before: null,
    after: null,
    sensitive: [],
    unknown: [],
    fields: [],
    steps: [],
    lost: [],
    notes: [],
    ...more,
  };
}

export function sampleField(path: string, more: Partial<FieldChange> = {}): FieldChange {
  return {
    path,
    before: undefined,
    after: undefined,
    unknown: false,
    sensitive: false,
    cause: "yours",
    effect: "now",
    ...more,
  };
}

export function sampleStep(summary: string, wire: string, more: Partial<Step> = {}): Step {
  return {
    name: wire.split("/").at(-2) ?? "call",
    summary,
    wire,
    request: {},
    settle: { by: "fields" },
    fields: [],
    ...more,
  };
}

export function sampleOperation(
  action: OperationAction,
  address: string,
  steps: readonly Step[],
  more: Partial<Operation> = {},
): Operation {
  return {
    id: `${action} ${address}`,
    action,
    address,
    type: "vm",
    vendor: "serveroid",
    provider: "serveroid",
    account: "serveroid/1001/7/",
    place: { account: "1001", project: "7" },
    name: address,
    exclusive: [address],
    needs: [],
    fields: [],
    steps,
    timeoutMs: 1_200_000,
    ...more,
  };
}

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKX1v9bq3VJ0xk0cXo0l5m2vN7cVJr4mT1yE8sWq2dZk ops@shop";

const VM_FIELDS: readonly FieldChange[] = [
  sampleField("image.name", { after: "UBUNTU" }),
  sampleField("image.bitness", { after: 64 }),
  sampleField("image.description", { after: "Ubuntu 14.04" }),
  sampleField("tariff", { after: "Облачный без границ" }),
  sampleField("memory", { after: 1024, unit: "MiB" }),
  sampleField("disk", { after: 32_768, unit: "MiB" }),
  sampleField("cpu", { after: 2, unit: "count" }),
  sampleField("ips", { after: 3, unit: "count" }),
  sampleField("backupPolicy.keep", { after: 7, unit: "count" }),
  sampleField("backupPolicy.every", { after: 86_400_000, unit: "ms" }),
  sampleField("keys", { after: ["keys.ops"] }),
  sampleField("password", { sensitive: true }),
];

const VM_STEPS = [
  "install Ubuntu 14.04 on Облачный без границ",
  "add an address",
  "add an address",
  "keep 7 backups, one every 24h",
];

export function sampleCreation(index: number): PlanEntry {
  return sampleEntry(`vms.web[${index}]`, {
    name: `web-${index}`,
    action: "create",
    fields: VM_FIELDS,
    steps: VM_STEPS,
    after: { name: `web-${index}`, memory: 1024, disk: 32_768, image: { name: "UBUNTU", bitness: 64 } },
    unknown: ["id"],
    sensitive: ["password"],
  });
}

function createOperation(index: number): Operation {
  const wires = ["GET /vm/install/", "GET /vm/ip_add/", "GET /vm/ip_add/", "GET /vm/backup_policy_change/"];
  const address = `vms.web[${index}]`;
  return sampleOperation(
    "create",
    address,
    VM_STEPS.map((summary, at) => sampleStep(summary, wires[at] ?? "")),
    { needs: ["create keys.ops"] },
  );
}

/** A fleet that does not exist yet. */
export function fleetPlan(count = 3): Plan {
  const indices = Array.from({ length: count }, (_item, index) => index);
  const key = sampleEntry("keys.ops", {
    type: "key",
    name: "ops",
    action: "create",
    fields: [sampleField("publicKey", { after: KEY })],
    steps: ["upload the key"],
    after: { name: "ops", publicKey: KEY },
    unknown: ["id"],
  });
  return samplePlan({
    basis: { lineage: null, serial: 0 },
    entries: [key, ...indices.map(sampleCreation)],
    operations: [
      ...indices.map(createOperation),
      sampleOperation("create", "keys.ops", [sampleStep("upload the key", "GET /pubkey/add/")], { type: "key" }),
    ],
    outputs: [{ name: "web_ip", before: undefined, after: undefined, unknown: true, sensitive: false }],
  });
}

const USER_DATA_BEFORE =
  "#cloud-config\npackages:\n  - nginx\n  - curl\nruncmd:\n  - systemctl enable nginx\n  - systemctl start nginx\n";

function changedEntries(): PlanEntry[] {
  return [
    sampleEntry("vms.app", {
      name: "app",
      remoteId: "10060",
      action: "update",
      importing: { id: "10060", by: "name" },
      fields: [
        sampleField("memory", { before: 1024, after: 2048, unit: "MiB" }),
        sampleField("power", { before: "off", after: "on", cause: "outside" }),
      ],
      steps: ["start", "set memory to 2 GiB (restarts the VM)"],
      notes: ["restarts the VM"],
    }),
    sampleEntry("vms.cache", {
      name: "cache",
      remoteId: "10061",
      action: "replace",
      reason: "replace_by_request",
      before: {
        id: "10061",
        image: { name: "UBUNTU", bitness: 64, description: "Ubuntu 12.04.5 x64" },
        tariff: "Облачный без границ",
        memory: 1024,
        disk: 65_536,
      },
      fields: VM_FIELDS.slice(0, 6),
      steps: ["delete the VM", "install Ubuntu 14.04 on Облачный без границ"],
      notes: ["the old one is deleted first"],
      lost: [
        { kind: "snapshot", label: "golden" },
        { kind: "snapshot", label: "before-upgrade" },
        { kind: "address", label: "203.0.113.9" },
        ...Array.from({ length: 7 }, (_item, index) => ({ kind: "backup" as const, label: `2026-10-0${index + 1}` })),
      ],
    }),
    sampleEntry("vms.db", {
      name: "db",
      remoteId: "10062",
      action: "update",
      previousAddress: "vms.database",
      fields: [
        sampleField("keys", { before: ["keys.ops", "keys.dev"], after: [] }),
        sampleField("backupPolicy.keep", { before: 7, after: 3, unit: "count", cause: "both" }),
        sampleField("password", { sensitive: true }),
        sampleField("userData", {
          before: USER_DATA_BEFORE,
          after: USER_DATA_BEFORE.replace("  - curl\n", "  - curl\n  - jq\n").replace("start nginx", "restart nginx"),
        }),
      ],
      steps: ["empty authorized_keys", "keep 3 backups, one every 24h", "set the password"],
    }),
    sampleEntry('vms.db.ips["203.0.113.7"]', {
      name: "db",
      remoteId: "10062",
      action: "delete",
      child: true,
      reason: "delete_by_declaration",
      notes: ["203.0.113.7 is given up for good"],
      before: { detail: "…" },
    }),
    sampleEntry("vms.edge", {
      name: "edge",
      remoteId: "10063",
      action: "rebuild",
      reason: "replace_because_cannot_update",
      fields: [
        sampleField("image.description", {
          before: "Ubuntu 14.04",
          after: "Ubuntu 16.04",
          note: "Serveroid sets it only by a reinstallation",
        }),
      ],
      steps: ["reinstall Ubuntu 16.04 (destroys the disk)"],
      lost: [
        { kind: "disk", label: "everything on the disk" },
        { kind: "snapshot", label: "golden" },
      ],
    }),
    sampleEntry("vms.legacy", {
      name: "legacy",
      remoteId: "10064",
      action: "adopt",
      importing: { id: "10064", by: "import" },
    }),
    sampleEntry("vms.mail", {
      name: "mail",
      remoteId: "10065",
      action: "forget",
      reason: "delete_because_no_resource_config",
      notes: ["a removed block says so"],
    }),
    sampleEntry("vms.new", { name: "old", remoteId: "10066", action: "move", previousAddress: "vms.old" }),
    sampleEntry("vms.web[3]", {
      name: "web-3",
      remoteId: "10067",
      action: "delete",
      reason: "delete_because_count_index",
      steps: ["delete the VM"],
    }),
    sampleEntry("vms.web[4]", {
      name: "web-4",
      remoteId: "10068",
      action: "delete",
      reason: "delete_because_count_index",
      steps: ["delete the VM"],
      lost: [{ kind: "snapshot", label: "golden" }],
    }),
    ...[0, 1, 2].map((index) =>
      sampleEntry(`vms.web[${index}]`, {
        name: `web-${index}`,
        remoteId: `1007${index}`,
        action: "no-op",
        fields: [
          sampleField("image.description", {
            before: "Ubuntu 14.04",
            after: "Ubuntu 16.04",
            effect: "debt",
            note: "Serveroid sets it only by a reinstallation, which destroys the disk",
          }),
        ],
      }),
    ),
  ];
}

function changedOperations(): Operation[] {
  return [
    sampleOperation("update", "vms.app", [
      sampleStep("start", "GET /vm/start/"),
      sampleStep("set memory to 2 GiB (restarts the VM)", "GET /vm/memory_change/"),
    ]),
    sampleOperation("delete", "vms.cache", [sampleStep("delete the VM", "GET /vm/delete/")]),
    sampleOperation(
      "create",
      "vms.cache",
      [sampleStep("install Ubuntu 14.04 on Облачный без границ", "GET /vm/install/")],
      { needs: ["delete vms.cache"] },
    ),
    sampleOperation("update", "vms.db", [
      sampleStep("empty authorized_keys", "GET /vm/pubkey_change/"),
      sampleStep("keep 3 backups, one every 24h", "GET /vm/backup_policy_change/"),
      sampleStep("set the password", "GET /vm/password_change/", {
        request: { password: { $ref: "secret", address: "vms.db", path: "password" } },
      }),
    ]),
    sampleOperation("rebuild", "vms.edge", [
      sampleStep("reinstall Ubuntu 16.04 (destroys the disk)", "GET /vm/reinstall/"),
    ]),
    sampleOperation("delete", "vms.web[3]", [sampleStep("delete the VM", "GET /vm/delete/")]),
    sampleOperation("delete", "vms.web[4]", [sampleStep("delete the VM", "GET /vm/delete/")]),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Everything that can happen to a resource, and all that can stand beside it. */
export function mixedPlan(): Plan {
  const entries = changedEntries();
  const destroyed = (address: string, kind: string, detail: string) => ({
    address,
    kind,
    detail,
    lost: [],
    exempt: false,
  });
  return samplePlan({
    entries,
    operations: changedOperations(),
    edits: [
      { kind: "move", from: "vms.old", to: "vms.new" },
      { kind: "move", from: "vms.database", to: "vms.db" },
      { kind: "forget", address: "vms.mail", reason: "a removed block says so" },
    ],
    destructive: [
      destroyed("vms.cache", "replace", "cache (10061) is deleted"),
      destroyed("vms.db", "empty-keys", "authorized_keys is emptied"),
      destroyed("vms.db", "lower-retention", "older backups beyond the new number are deleted"),
      destroyed('vms.db.ips["203.0.113.7"]', "release-ip", "203.0.113.7 is given up for good"),
      destroyed("vms.edge", "rebuild", "the disk is overwritten; id and addresses stay"),
      destroyed("vms.web[3]", "delete", "web-3 (10067) is deleted"),
      destroyed("vms.web[4]", "delete", "web-4 (10068) is deleted"),
    ],
    debt: [0, 1, 2].map((index) => ({
      address: `vms.web[${index}]`,
      fields: ["image.description"],
      needs: "rebuild" as const,
    })),
    protected: [
      {
        address: "vms.gold",
        detail:
          'it is no longer declared, but protected. To delete it: removed: [{from: "vms.gold", destroy: true}]; to leave it and stop tracking it: destroy: false',
      },
    ],
    notVerifiable: [0, 1, 2].map((index) => ({ address: `vms.web[${index}]`, fields: ["password", "software"] })),
    blocked: [{ address: "vms.search", reason: "it is in rescue mode", undone: true }],
    drift: [
      {
        address: "vms.app",
        type: "vm",
        vendor: "serveroid",
        class: "conflict",
        fields: [sampleField("power", { before: "on", after: "off", cause: "outside" })],
        before: { id: "10060", power: "on" },
        after: { id: "10060", power: "off" },
      },
      {
        address: "vms.db",
        type: "vm",
        vendor: "serveroid",
        class: "unset",
        fields: [sampleField("cpu", { before: 2, after: 4, unit: "count", cause: "outside" })],
        before: { id: "10062", cpu: 2 },
        after: { id: "10062", cpu: 4 },
      },
    ],
    outputs: [
      { name: "cache_ip", before: "203.0.113.9", after: undefined, unknown: true, sensitive: false },
      { name: "db_ip", before: "203.0.113.6", after: "203.0.113.6", unknown: false, sensitive: false },
      { name: "gone", before: 1, after: undefined, unknown: false, sensitive: false },
    ],
    refusals: [
      {
        code: "guard.max-deletes",
        summary: "7 destructive steps, policy.maxDeletes allows 3",
        flag: "--allow-deletes 7",
        unattendedOnly: false,
      },
    ],
    diagnostics: [
      {
        severity: "warning",
        code: "provider.left-alone",
        summary: 'snapshots.web-golden: description cannot change from "a" to "b"',
        address: "snapshots.web-golden",
        detail: "the description of a snapshot cannot be changed; it is left as it is",
        range: {
          file: "trueup.yaml",
          start: { line: 30, column: 5, byte: 900 },
          end: { line: 30, column: 20, byte: 915 },
        },
      },
    ],
    complete: false,
  });
}

/** Machines that were deleted behind our back, and requests whose outcome is not known. */
export function troubledPlan(): Plan {
  const gone = (index: number) =>
    sampleEntry(`vms.web[${index}]`, {
      ...sampleCreation(index),
      reason: "vanished",
      notes: [`1007${index} is gone: it was deleted behind our back`],
    });
  const entries = [
    gone(0),
    gone(1),
    sampleEntry("vms.db", { action: "no-op" }),
    sampleEntry("snapshots.golden", { type: "snapshot", action: "no-op", reason: "vanished", notes: ["55 is gone"] }),
  ];
  return samplePlan({
    entries,
    operations: [0, 1].map(createOperation),
    vanished: ["snapshots.golden", "vms.web[0]", "vms.web[1]"],
    pending: [
      {
        address: "vms.db",
        summary: "install Ubuntu 14.04 on Облачный без границ",
        phase: "unknown",
        sentAtMs: 1_793_534_400_000,
        intentId: "i-1",
      },
    ],
    blocked: [
      {
        address: "vms.db",
        reason:
          'it is not known whether "install Ubuntu 14.04 on Облачный без границ" of 2026-11-01T12:00:00Z happened',
        fix: "when you are sure that it does not exist: --assume-absent vms.db",
        undone: true,
      },
      { address: "schedules.db-nightly", reason: "what it needs is held back: vms.db", undone: true },
      {
        address: "snapshots.golden",
        reason: "its content is gone: a new one would hold something else",
        fix: "remove it from the configuration, or --replace snapshots.golden to take a new one",
        undone: true,
      },
    ],
    drift: [
      {
        address: "vms.web[0]",
        type: "vm",
        vendor: "serveroid",
        class: "vanished",
        fields: [],
        before: { id: "10070" },
        after: null,
      },
    ],
    refusals: [
      {
        code: "guard.vanished",
        summary: "2 objects have vanished and would be made again",
        flag: "--allow-recreate 2",
        unattendedOnly: true,
      },
    ],
    complete: false,
  });
}
