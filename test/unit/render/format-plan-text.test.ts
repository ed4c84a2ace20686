import { describe, expect, it } from "vitest";
import type { PlanEntry } from "../../../src/core/plan.ts";
import { formatPlanText } from "../../../src/render/format-plan-text.ts";
import { expectGolden, STYLE } from "./golden.ts";
import {
  fleetPlan,
  mixedPlan,
  sampleCreation,
  sampleEntry,
  sampleField,
  samplePlan,
  troubledPlan,
} from "./sample-plans.ts";

const NO_CHANGES = "No changes. Your infrastructure matches the configuration.";
const lastLine = (text: string): string | undefined => text.trimEnd().split("\n").at(-1);

describe("the whole plan", () => {
  it("shows a fleet that does not exist yet", () => expectGolden(formatPlanText(fleetPlan(), STYLE), "plan-fleet.txt"));
  it("shows the calls when asked", () =>
    expectGolden(formatPlanText(fleetPlan(1), STYLE, { verbose: true }), "plan-fleet-verbose.txt"));
  it("shows everything that can happen at once", () =>
    expectGolden(formatPlanText(mixedPlan(), STYLE, { allowances: ["--allow-adopt 1"] }), "plan-mixed.txt"));
  it("does without Unicode symbols", () =>
    expectGolden(formatPlanText(mixedPlan(), { ...STYLE, unicode: false }), "plan-mixed-ascii.txt"));
  it("paints with colours when asked", () =>
    expectGolden(formatPlanText(troubledPlan(), { ...STYLE, colour: true }), "plan-troubled-colour.txt"));
  it("says first what vanished and what is not settled", () =>
    expectGolden(formatPlanText(troubledPlan(), STYLE), "plan-troubled.txt"));
  it("shows 1,000 machines that are alike as one", () =>
    expectGolden(formatPlanText(fleetPlan(1000), STYLE), "plan-thousand.txt"));
  it("shows a destroy", () => expectGolden(formatPlanText(destroyPlan(), STYLE), "plan-destroy.txt"));
  it("says that nothing changes", () => expectGolden(formatPlanText(samplePlan(), STYLE), "plan-empty.txt"));
});

function destroyPlan() {
  const entries = [0, 1].map((index) =>
    sampleEntry(`vms.web[${index}]`, {
      action: "delete",
      remoteId: `1007${index}`,
      reason: "delete_because_no_resource_config",
      lost: [{ kind: "address", label: `203.0.113.${index}` }],
    }),
  );
  return samplePlan({
    mode: "destroy",
    entries,
    destructive: entries.map((entry) => ({
      address: entry.address,
      kind: "delete",
      detail: `${entry.name} is deleted`,
      lost: entry.lost,
      exempt: false,
    })),
    protected: [{ address: "vms.gold", detail: "it is protected" }],
    refusals: [
      {
        code: "guard.destroy",
        summary: "an unattended destroy must name the number of destructive steps: 2",
        flag: "--allow-deletes 2",
        unattendedOnly: true,
      },
    ],
  });
}

describe("the summary line", () => {
  it("is Terraform's, with imports only where there are some", () => {
    expect(lastLine(formatPlanText(fleetPlan(), STYLE))).toBe("Plan: 4 to add, 0 to change, 0 to destroy.");
    expect(lastLine(formatPlanText(mixedPlan(), STYLE))).toBe(
      "Plan: 2 to import, 2 to add, 2 to change, 5 to destroy, 1 to forget.",
    );
  });

  it("says that there is nothing to do where only debt and unverifiable fields stand", () => {
    const plan = samplePlan({
      debt: [{ address: "vms.a", fields: ["image.name"], needs: "rebuild" }],
      notVerifiable: [{ address: "vms.a", fields: ["password"] }],
    });
    expect(lastLine(formatPlanText(plan, STYLE))).toBe(NO_CHANGES);
  });

  it.each([
    [
      "something is blocked",
      samplePlan({ blocked: [{ address: "vms.a", reason: "it is in rescue mode", undone: true }] }),
    ],
    [
      "something is pending",
      samplePlan({ pending: [{ address: "vms.a", summary: "install", phase: "unknown", sentAtMs: 0, intentId: "i" }] }),
    ],
  ])("never claims that all is well where %s", (_what, plan) => {
    const text = formatPlanText(plan, STYLE);
    expect(text).not.toContain("No changes");
    expect(lastLine(text)).toBe("Plan: 0 to add, 0 to change, 0 to destroy.");
  });

  it("of a plan with errors is none that reads like success", () => {
    const wrong = { severity: "error", code: "a.b", summary: "wrong" } as const;
    const text = formatPlanText({ ...fleetPlan(), diagnostics: [wrong, { ...wrong, code: "a.c" }] }, STYLE);
    expect(lastLine(text)).toBe("Planning failed: 2 errors.");
    expect(text).not.toContain("Plan:");
  });

  it("says of a refresh what apply does", () => {
    const drift = [
      { address: "vms.a", type: "vm", vendor: "serveroid", class: "unset", fields: [], before: {}, after: {} },
    ] as const;
    expect(formatPlanText(samplePlan({ mode: "refresh-only", drift }), STYLE)).toContain("Refresh only");
  });
});

describe("instances of one group", () => {
  const create = (index: number, description: string) => ({
    ...sampleCreation(index),
    fields: [sampleField("description", { after: description })],
    steps: [`install web-${index}`],
  });
  const show = (...entries: PlanEntry[]) => formatPlanText(samplePlan({ entries }), STYLE);

  it("stand together where they differ by their own index only", () => {
    const text = show(
      create(0, "host 0 of Ubuntu 14.04"),
      create(1, "host 1 of Ubuntu 14.04"),
      create(14, "host 14 of Ubuntu 14.04"),
    );
    expect(text).toContain("vms.web[0,1,14]");
    expect(text).toContain("host 0 of Ubuntu 14.04 … host 14 of Ubuntu 14.04");
  });

  it("stand apart where a value differs otherwise", () => {
    const text = show(create(0, "big"), create(1, "small"), create(2, "big"));
    expect(text).toContain("vms.web[0,2]");
    expect(text).toContain("vms.web[1]");
  });

  it("stand together in updates only where before and after are the same", () => {
    const update = (index: number, before: number) =>
      sampleEntry(`vms.web[${index}]`, {
        fields: [sampleField("memory", { before, after: 2048, unit: "MiB" })],
        steps: ["set memory to 2 GiB"],
      });
    const text = show(update(0, 1024), update(1, 1024), update(2, 512));
    expect(text).toContain("vms.web[0,1]");
    expect(text).toContain("512 MiB -> 2 GiB");
  });

  it("are told apart by the keys of a map, too", () => {
    const named = (key: string) => ({ ...create(0, `host ${key}`), address: `vms.web["${key}"]`, steps: [] });
    expect(show(named("blue"), named("green"))).toContain('vms.web["blue","green"]');
  });

  it("that vanished in large numbers are a range, not a list", () => {
    const entries = Array.from({ length: 40 }, (_item, index) => ({
      ...sampleCreation(index),
      reason: "vanished",
      notes: [`${index + 500} is gone: it was deleted behind our back`],
    }));
    const text = formatPlanText(samplePlan({ entries, vanished: entries.map((entry) => entry.address) }), STYLE);
    expect(text).toContain("! vms.web[0..39]: 40 are gone; 40 would be made again");
    expect(text.split("\n").length).toBeLessThan(30);
  });

  it("are listed one by one where they are destroyed, up to some hundreds", () => {
    const entries = Array.from({ length: 1000 }, (_item, index) =>
      sampleEntry(`vms.web[${index}]`, { action: "delete", remoteId: `${index}` }),
    );
    const text = show(...entries);
    expect(text.match(/^✗ {3}- delete/gm)).toHaveLength(300);
    expect(text).toContain("and 700 more, 700 of them destructive");
    expect(lastLine(text)).toBe("Plan: 0 to add, 0 to change, 1000 to destroy.");
  });

  it("keep the plan of a large fleet quick to show", () => {
    const started = performance.now();
    formatPlanText(fleetPlan(10_000), STYLE);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe("marks", () => {
  it("stand at everything that destroys", () => {
    const text = formatPlanText(mixedPlan(), STYLE);
    const marked = [...text.matchAll(/^✗ .{3} \w+ +(\S+)/gm)].map((match) => match[1]);
    expect(marked).toEqual([
      "vms.cache",
      "vms.db",
      'vms.db.ips["203.0.113.7"]',
      "vms.edge",
      "vms.web[3]",
      "vms.web[4]",
    ]);
  });

  it("name the flag that lets a refused plan through", () =>
    expect(formatPlanText(mixedPlan(), STYLE)).toContain("let it through with: --allow-deletes 7"));
});

describe("parts of many instances", () => {
  const disk = (index: number, size = "20 GiB") =>
    sampleEntry(`vms.edge[${index}].volumes.boot`, {
      name: `edge-${index}-boot`,
      action: "create",
      fields: [sampleField("size", { after: size }), sampleField("vm", { after: `vms.edge[${index}]` })],
    });

  it("that are alike are one block", () => {
    const text = formatPlanText(samplePlan({ entries: [0, 1, 2].map((index) => disk(index)) }), STYLE);
    expect(text).toContain("vms.edge[0..2].volumes.boot  edge-0-boot … edge-2-boot, 3 in all");
    expect(text).toMatch(/vm +vms\.edge\[0\] … vms\.edge\[2\]/);
  });

  it("that differ are not, and a name that all have is said once", () => {
    const entries = [disk(0), disk(1, "40 GiB"), disk(2)].map((entry) => ({ ...entry, name: "boot" }));
    const text = formatPlanText(samplePlan({ entries }), STYLE);
    expect(text).toContain("vms.edge[0,2].volumes.boot  boot\n");
    expect(text).toContain("vms.edge[1].volumes.boot  boot\n");
  });
});
