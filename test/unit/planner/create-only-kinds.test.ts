// Contract 4.4: what of snapshots, volumes and schedules can change, and what cannot.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import {
  BOOT,
  DB,
  EDGE,
  GCORE,
  liveDb,
  liveEdge,
  liveWeb,
  PUB,
  trackedEdge,
  volumeOf,
  WEB,
  webVm,
} from "./machines.ts";
import { planText, problemsIn } from "./plan-specification.ts";

const ALLOWED = { allow: { deletes: 9 } };
const AT_TWO = "cron 0 2 * * * UTC, keep 7";

describe("of other kinds", () => {
  it("a snapshot cannot belong to another machine; its description stays", async () => {
    expect(
      await problemsIn({
        yaml: `
          vms: { web: { ${WEB} }, next: { ${WEB} } }
          snapshots: { golden: { vm: next, description: after } }`,
        live: liveWeb(
          {},
          {
            vm: { 12: webVm({ name: "next" }) },
            snapshot: { 71: { name: "golden", parentId: "11", vm: "11", description: "before" } },
          },
        ),
        tracked: `{ vms.web: vm 11, vms.next: vm 12,
          snapshots.golden: { is: snapshot 71, applied: { vm: vms.web, description: before }, parent: vms.web } }`,
      }),
    ).toBe(text`
      error provider.cannot-change 5:28 snapshots.golden: vm cannot change from "vms.web" to "vms.next"
      warning provider.left-alone 5:47 snapshots.golden: description cannot change from "before" to "after"
    `);
  });

  it("a snapshot's name changes in place where the API can", async () => {
    expect(
      await planText({
        yaml: `
          vms: { db: { ${DB} } }
          snapshots: { golden: { vm: db, name: silver } }`,
        live: liveDb({}, { snapshot: { 72: { name: "golden", parentId: "21", vm: "21" } } }),
        tracked: "{ vms.db: vm 21, snapshots.golden: snapshot 72 }",
      }),
    ).toBe(text`
      Changes to shop

          ~ update   snapshots.golden  silver (72)
              name  golden -> silver
              1. rename the snapshot to silver (undocumented)

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("a volume takes no other type and does not shrink: --replace is named", async () => {
    expect(
      await planText({
        yaml: `vms: { edge: { ${GCORE}, volumes: { ${BOOT}, data: { size: 5GiB, type: ssd_hiiops } }, interfaces: { ${PUB} } } }`,
        live: liveEdge({}, { volume: { v2: volumeOf("e1") } }),
        tracked: trackedEdge("", "vms.edge.volumes.data: { is: volume v2, applied: { size: 10240, type: standard } }"),
      }),
    ).toBe(text`
      error[provider.cannot-change]: vms.edge.volumes.data: size cannot change from
        10 GiB to 5 GiB
        --> trueup.yaml:4:120
        a volume only grows: to have a smaller one, --replace its address, which
        destroys what is on it
        fix: to keep what is there, say size: 10GiB

      error[provider.cannot-change]: vms.edge.volumes.data: type cannot change from
        "standard" to "ssd_hiiops"
        --> trueup.yaml:4:132
        only a new volume can have another one: --replace names it
        fix: to keep what is there, say type: "standard"

      Planning failed: 2 errors.
    `);
  });

  it("a Gcore schedule gets its new times first, then the old ones go", async () => {
    expect(
      await planText({
        yaml: `
          vms: { edge: { ${EDGE} } }
          schedules: { night: { vms: [edge], cron: "0 3 * * *", timezone: UTC, keep: 7 } }`,
        live: liveEdge(
          {},
          {
            schedule: {
              s1: {
                name: "night",
                volumes: ["v1"],
                timing: [AT_TWO],
                paused: false,
                outputs: { schedules: [{ id: "c1", type: "cron", minute: "0", hour: "2", max_quantity: 7 }] },
              },
            },
          },
        ),
        tracked: trackedEdge("", `schedules.night: { is: schedule s1, applied: { timing: ["${AT_TWO}"] } }`),
        options: ALLOWED,
      }),
    ).toBe(text`
      Changes to shop

          ~ update   schedules.night  night (s1)
              timing  cron 0 2 * * * UTC, keep 7 -> cron 0 3 * * * UTC, keep 7
              1. add the schedule cron 0 3 * * * UTC, keep 7
              2. remove cron 0 2 * * * UTC, keep 7

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("a Zomro schedule is changed in place; where that is refused, the new one first", async () => {
    expect(
      await planText({
        yaml: `
          vms: { db: { ${DB} } }
          schedules: { night: { vm: db, days: [mon], time: "03:00" } }`,
        live: liveDb(
          {},
          { schedule: { 81: { name: "night", parentId: "21", vm: "21", days: ["mon"], time: "02:00" } } },
        ),
        tracked: `{ vms.db: vm 21, schedules.night: { is: schedule 81, applied: { time: "02:00" } } }`,
        options: ALLOWED,
      }),
    ).toBe(text`
      Changes to shop

          ~ update   schedules.night  night (81)
              time  02:00 -> 03:00
              1. change the schedule night (undocumented)
              · if the provider refuses: a new one first, then the old one goes

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });
});
