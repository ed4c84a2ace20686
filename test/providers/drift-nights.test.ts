// Thirty nights of looks for drift at each provider, with changes that others make in between: each is told in the first night
// after it, once until it changes, with the night since when it is known; what a provider shuffles or adds is no drift.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import type { DriftClass } from "../../src/core/plan.ts";
import { forgetTold, listFresh, NO_MEMORY, rememberTold } from "../../src/run/drift/drift-memory.ts";
import { lookForDrift } from "../../src/run/drift/look-for-drift.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleDesired, sampleKey, sampleVm, ZOMRO_ORDER } from "../support/sample-desired.ts";
import { edge, edgeKey, edgeSchedule } from "../support/sample-gcore.ts";

const NIGHT_MS = 86_400_000;
const ASKED: readonly DriftClass[] = [
  "conflict",
  "vanished",
  "replaced",
  "unset",
  "unhealthy",
  "unmanaged",
  "provider-event",
];

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

type Change = (fleet: Fleet, idOf: (address: string) => string) => void;

interface Story {
  readonly declared: Configuration;
  readonly start: Parameters<typeof startFleet>[0];
  /** By night, before its look: what is changed, and what that look is to tell (subject and class). */
  readonly nights: Readonly<Record<number, { readonly change: Change; readonly told: readonly string[] }>>;
}

const ZOMRO = { provider: "zomro", vendor: "zomro" };

const STORIES: Readonly<Record<string, Story>> = {
  serveroid: {
    declared: sampleConfiguration([sampleKey("ops"), sampleVm("vms.web"), sampleVm("vms.db"), sampleVm("vms.old")]),
    start: { project: "111" },
    nights: {
      3: {
        change: (current, idOf) => patch(current, "vms", Number(idOf("vms.web")), { memory: 2048 }),
        told: ["vms.web conflict"],
      },
      6: {
        change: (current, idOf) => patch(current, "vms", Number(idOf("vms.web")), { memory: 4096 }),
        told: ["vms.web conflict"],
      },
      // It is as it was before: nothing is left to tell.
      8: {
        change: (current, idOf) => patch(current, "vms", Number(idOf("vms.web")), { memory: 1024 }),
        told: [],
      },
      10: {
        change: (current, idOf) => patch(current, "vms", Number(idOf("vms.web")), { memory: 4096 }),
        told: ["vms.web conflict"],
      },
      13: {
        change: (current, idOf) =>
          current.sim.change("serveroid", { kind: "vms", action: "delete", id: Number(idOf("vms.old")) }),
        told: ["vms.old vanished"],
      },
      16: {
        change: (current, idOf) => patch(current, "vms", Number(idOf("vms.db")), { ipAddresses: ["203.0.113.250"] }),
        told: ["vms.db provider-event"],
      },
      // Noise: what others own, and what catalogues hold.
      19: {
        change: (current) => {
          current.sim.change("serveroid", { kind: "tariffs", action: "patch", id: 9, set: { memory: 4097 } });
        },
        told: [],
      },
      22: {
        change: (current, idOf) => patch(current, "vms", Number(idOf("vms.db")), { state: "VIR_DOMAIN_CRASHED" }),
        told: ["vms.db conflict", "vms.db unhealthy"],
      },
    },
  },
  zomro: {
    declared: sampleConfiguration([
      sampleDesired("vms.web", { ...ZOMRO_ORDER, backupPolicy: { keep: 3 } }, ZOMRO),
      sampleDesired("vms.db", ZOMRO_ORDER, ZOMRO),
    ]),
    start: { vendor: "zomro" },
    nights: {
      4: {
        change: (current, idOf) =>
          patch(current, "instances", idOf("vms.web"), { backup_rotation: { $: "9" } }, "zomro"),
        told: ["vms.web conflict"],
      },
      9: {
        change: (current, idOf) =>
          patch(current, "instances", idOf("vms.db"), { instance_status: { $: "suspended" } }, "zomro"),
        told: ["vms.db unhealthy"],
      },
      15: {
        change: (current, idOf) => patch(current, "instances", idOf("vms.web"), { ip: { $: "203.0.113.9" } }, "zomro"),
        told: ["vms.web provider-event"],
      },
      20: {
        change: (current, idOf) =>
          current.sim.change("zomro", { kind: "instances", action: "delete", id: idOf("vms.db") }),
        told: ["vms.db vanished"],
      },
    },
  },
  gcore: {
    declared: sampleConfiguration([edgeKey(), edge(), edgeSchedule()]),
    start: { vendor: "gcore" },
    nights: {
      2: {
        change: (current, idOf) =>
          patch(current, "lifecycle_policies", Number(idOf("schedules.edge-daily")), { status: "paused" }, "gcore"),
        told: ["schedules.edge-daily conflict"],
      },
      7: {
        change: (current, idOf) =>
          patch(current, "instances", idOf("vms.edge"), { status: "SHUTOFF", vm_state: "stopped" }, "gcore"),
        told: ["vms.edge conflict"],
      },
      12: {
        change: (current, idOf) => patch(current, "volumes", idOf("vms.edge.volumes.boot"), { size: 99 }, "gcore"),
        told: ["vms.edge.volumes.boot conflict"],
      },
      // Noise: a tag of the platform's own.
      17: {
        change: (current, idOf) => {
          const rows = (current.sim.state("gcore") as unknown as { instances: { id: string; tags: object[] }[] })
            .instances;
          const tags = rows.find(({ id }) => id === idOf("vms.edge"))?.tags ?? [];
          const set = { tags: [...tags, { key: "os_type", value: "linux", read_only: true }] };
          patch(current, "instances", idOf("vms.edge"), set, "gcore");
        },
        told: [],
      },
      21: {
        change: (current, idOf) =>
          patch(current, "instances", idOf("vms.edge"), { status: "ERROR", vm_state: "error" }, "gcore"),
        told: ["vms.edge unhealthy"],
      },
    },
  },
};

function patch(current: Fleet, kind: string, id: string | number, set: object, vendor = "serveroid"): void {
  current.sim.change(vendor as "serveroid", { kind, action: "patch", id, set } as never);
}

describe.each(Object.entries(STORIES))("thirty nights at %s", (_vendor, { declared, start, nights }) => {
  it("each change is told in the first night, once, and nothing else", async () => {
    const current = await startFleet(start);
    fleet = current;
    await current.apply(declared);
    const ids = Object.entries((await current.state())?.resources ?? {}).map(([address, { remoteId }]) => [
      address,
      remoteId,
    ]);
    const idOf = (address: string) => Object.fromEntries(ids)[address] ?? "";
    const sent = current.sim.log.entries({ mutating: true }).length;
    let memory = NO_MEMORY;
    const sinceOf = new Map<string, number>();
    for (let night = 1; night <= 30; night++) {
      await current.clock.advance(NIGHT_MS);
      nights[night]?.change(current, idOf);
      const { stack, close } = current.open(declared);
      const look = await lookForDrift(stack, { classes: ASKED, memory, emit: () => undefined, describe: () => [] });
      await close();
      const { report } = look;
      expect(report.errors, `night ${night}`).toEqual([]);
      memory = forgetTold(look.memory, ["hook"]);
      const owned = report.findings.filter(({ subject }) => subject.includes("."));
      const fresh = listFresh(memory, "hook", owned).map(({ subject }) => subject);
      const classes = (subject: string) =>
        report.drift.filter(({ address, firstSeenMs }) => address === subject && firstSeenMs === report.startedMs);
      const told = [...new Set(fresh)].flatMap((subject) => classes(subject).map((one) => `${subject} ${one.class}`));
      expect(told.sort(), `night ${night}`).toEqual([...(nights[night]?.told ?? [])].sort());
      memory = rememberTold(memory, "hook", owned);
      for (const { key, mark, firstSeenMs } of owned) {
        const known = sinceOf.get(`${key} ${mark}`);
        if (known !== undefined && nights[night] === undefined) expect(firstSeenMs).toBe(known);
        sinceOf.set(`${key} ${mark}`, firstSeenMs);
      }
    }
    expect(current.sim.log.entries({ mutating: true }), "a look sends nothing").toHaveLength(sent);
    expect(Object.keys(memory.seen).length).toBeLessThan(12);
  });
});
