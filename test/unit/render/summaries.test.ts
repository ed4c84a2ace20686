import { describe, expect, it } from "vitest";
import { quoteAddress } from "../../../src/core/address.ts";
import { ProviderError, StalePlanError, StateError } from "../../../src/core/errors.ts";
import type { OperationResult } from "../../../src/core/event.ts";
import type { Outcome } from "../../../src/core/outcome.ts";
import type { DriftEntry, Plan } from "../../../src/core/plan.ts";
import { SERVEROID_RULES } from "../../../src/providers/serveroid/rules.ts";
import { countDone } from "../../../src/render/count-done.ts";
import { buildDriftDocument } from "../../../src/render/drift-document.ts";
import { formatApplySummary } from "../../../src/render/format-apply-summary.ts";
import { formatDriftHtml } from "../../../src/render/format-drift-html.ts";
import { formatDriftMarkdown } from "../../../src/render/format-drift-markdown.ts";
import { formatDriftText } from "../../../src/render/format-drift-text.ts";
import { formatError } from "../../../src/render/format-error.ts";
import { formatInstances } from "../../../src/render/format-instances.ts";
import { formatMade } from "../../../src/render/format-made.ts";
import { formatStateShow } from "../../../src/render/format-state-show.ts";
import { formatTable } from "../../../src/render/format-table.ts";
import { buildStateRecord } from "../../../src/render/state-record.ts";
import { text } from "../../support/dedent.ts";
import { LOOKED_AT, quietReport, seen } from "../../support/sample-drift.ts";
import { sampleResource, sampleSurplus } from "../../support/sample-state.ts";
import { expectGolden, expectGoldenJson, STYLE } from "./golden.ts";
import { fleetPlan, mixedPlan, samplePlan } from "./sample-plans.ts";

const all = (plan: Plan, outcome: Outcome = "done"): OperationResult[] =>
  plan.operations.map(({ id, address, action }) => ({ operation: id, address, action, outcome }));

function amend(results: OperationResult[], operation: string, more: Partial<OperationResult>): OperationResult[] {
  return results.map((result) => (result.operation === operation ? { ...result, ...more } : result));
}

describe("the end of an apply", () => {
  it("is Terraform's line where all is done", () =>
    expect(formatApplySummary(all(fleetPlan()), fleetPlan(), "apply", STYLE)).toBe(
      "Apply complete! Resources: 4 added, 0 changed, 0 destroyed.\n",
    ));
  it("says where the machines are reached that were made, with addresses of their own among them", () => {
    const made = (address: string, remoteId: string, ...addresses: string[]): OperationResult => ({
      operation: `create ${address}`,
      address,
      action: "create",
      outcome: "done",
      remoteId,
      addresses,
    });
    const results = [
      made("vms.web[10]", "88537", "198.18.0.3"),
      made("vms.web[9]", "9", "198.18.0.4", "2001:db8::1"),
      made("vms.edge", "4054e0b2-cb45-4267-8a92-97883933c651", "198.18.192.2"),
      made("vms.edge.floatingIps.pub", "b24f", "203.0.113.9"),
      made("vms.old.floatingIps.pub", "b250", "203.0.113.10"),
      { ...made("vms.lost", "1", "203.0.113.11"), outcome: "unknown" as const },
    ];
    expect(formatMade(results, STYLE).join("\n")).toBe(text`
      Made
        vms.edge                 4054e0b2-cb45-4267-8a92-97883933c651  198.18.192.2,
                                                                       203.0.113.9
        vms.old.floatingIps.pub  b250                                  203.0.113.10
        vms.web[9]               9                                     198.18.0.4,
                                                                       2001:db8::1
        vms.web[10]              88537                                 198.18.0.3
    `);
    const many = Array.from({ length: 52 }, (_, index) => made(`vms.web[${index}]`, String(index), "198.18.0.1"));
    expect(formatMade(many, STYLE).at(-1)).toBe("  and 2 more: trueup state list --id");
    expect(formatMade([], STYLE)).toEqual([]);
  });
  it("of nothing to do is complete, too", () =>
    expect(formatApplySummary([], samplePlan(), "apply", STYLE)).toBe(
      "Apply complete! Resources: 0 added, 0 changed, 0 destroyed.\n",
    ));
  it("of a destroy is Terraform's line", () =>
    expect(formatApplySummary([], samplePlan(), "destroy", STYLE)).toBe("Destroy complete! Resources: 0 destroyed.\n"));
  it("counts as the plan did", () => expect(countDone(mixedPlan(), all(mixedPlan()))).toEqual(mixedPlan().counts));

  it("says what is known of everything that is not done", () => {
    let results = amend(all(mixedPlan()), "create vms.cache", {
      outcome: "unknown",
      message: "no answer within 30 s, and no new VM named cache has appeared",
      fix: "look at the provider's panel; if it surely does not exist: trueup apply --assume-absent vms.cache",
    });
    results = amend(results, "update vms.db", {
      outcome: "failed",
      message: "set the password: it is too short (at least 8 characters)",
    });
    results = amend(results, "rebuild vms.edge", {
      outcome: "still-running",
      message: "the timeout of 20m is over",
      remoteId: "10063",
    });
    results = amend(results, "update vms.app", {
      outcome: "blocked",
      message: "still busy after 1200 s: the VM is locked",
    });
    for (const address of ["vms.web[3]", "vms.web[4]"])
      results = amend(results, `delete ${address}`, { outcome: "skipped", message: "skipped: vms.cache was not done" });
    return expectGolden(formatApplySummary(results, mixedPlan(), "apply", STYLE), "apply-undone.txt");
  });

  it("of an interrupted run says what was stopped", () =>
    expectGolden(
      formatApplySummary(
        all(fleetPlan(12), "interrupted").map((result) => ({ ...result, message: "not started" })),
        fleetPlan(12),
        "apply",
        STYLE,
      ),
      "apply-interrupted.txt",
    ));
  it("of a destroy that leaves protected objects lists them", () =>
    expectGolden(
      formatApplySummary(
        [],
        samplePlan({ protected: [{ address: "vms.gold", detail: "it is protected" }] }),
        "destroy",
        STYLE,
      ),
      "destroy-protected.txt",
    ));

  it.each(["failed", "unknown", "still-running", "blocked", "skipped", "interrupted"] as const)(
    "never says complete with something %s",
    (outcome) => {
      const text = formatApplySummary(
        amend(all(fleetPlan()), "create vms.web[1]", { outcome }),
        fleetPlan(),
        "apply",
        STYLE,
      );
      expect(text).not.toContain("complete!");
      expect(text).toContain("vms.web[1]");
      expect(text).toContain("Resources so far: 3 added, 0 changed, 0 destroyed.");
    },
  );

  it("never says complete where the plan held something back", () => {
    const plan = samplePlan({ blocked: [{ address: "vms.a", reason: "it is in rescue mode", undone: true }] });
    expect(formatApplySummary([], plan, "apply", STYLE)).toContain("vms.a: it is in rescue mode");
  });

  it("claims no saved state where there is none", () =>
    expect(
      formatApplySummary(all(fleetPlan(), "interrupted"), fleetPlan(), "apply", STYLE, { isStateSaved: false }),
    ).not.toContain("saved"));
});

describe("drift", () => {
  const unmanaged = [
    {
      vendor: "serveroid",
      object: {
        type: "vm",
        remoteId: "77",
        name: "stray",
        owned: true,
        attributes: {},
        outputs: {},
        condition: "ready",
        lost: [],
      },
    },
  ] as const;
  const drift = [
    ...mixedPlan().drift,
    {
      address: "vms.gone",
      type: "vm",
      vendor: "serveroid",
      class: "vanished",
      fields: [],
      before: { id: "1" },
      after: null,
    },
  ] as const;

  const report = quietReport({
    stack: "shop-prod",
    drift: drift.map((entry) => seen(entry)),
    unmanaged: unmanaged.map((one) => ({ ...one, firstSeenMs: LOOKED_AT })),
    surplus: [{ ...sampleSurplus("vms.web"), firstSeenMs: LOOKED_AT }],
  });

  it("tells what could not be read, and what is under way", () => {
    const unreadable = {
      provider: "gcore",
      vendor: "gcore",
      addresses: ["vms.edge[0]", "vms.edge[1]", "vms.edge[2]"],
      code: "provider.unavailable",
      summary: "connection refused",
      firstSeenMs: LOOKED_AT,
    };
    const holder = { id: "1", who: "ann", host: "ci-7", pid: 9, operation: "apply", created: "2026-11-01T11:59:00Z" };
    const told = formatDriftText(quietReport({ unreadable: [unreadable], holder, changing: ["vms.web"] }), STYLE);
    expect(told.trimEnd()).toBe(text`
      Could not be read
        ! gcore: connection refused (provider.unavailable)
          nothing is known of 3 resources: vms.edge[0..2]

      Under way meanwhile
        * apply of ann on ci-7, since 2026-11-01T11:59:00Z by its clock: nothing is
          said of vms.web

      Drift is not fully known: gcore could not be read.
    `);
  });

  it("says the same of many instances once, who did it, and since when it is known", () => {
    const entry: DriftEntry = {
      address: "vms.web[0]",
      type: "vm",
      vendor: "gcore",
      class: "conflict",
      fields: [
        {
          path: "power",
          before: "on",
          after: "off",
          unknown: false,
          sensitive: false,
          cause: "outside",
          effect: "now",
          class: "conflict",
        },
      ],
      before: { id: "1" },
      after: { id: "1" },
      by: { who: "user 31", what: "stop_vm", whenMs: LOOKED_AT - 7_200_000 },
    };
    const many = [0, 1, 2].map((index) => seen({ ...entry, address: `vms.web[${index}]` }, LOOKED_AT - 3_600_000));
    const other = seen({ ...entry, address: "vms.web[3]", by: { who: "user 32", what: "stop_vm" } });
    expect(formatDriftText(quietReport({ drift: [...many, other] }), STYLE).trimEnd()).toBe(text`
      Changed behind trueup's back
        ~ vms.web[0..2]  conflict: differs from the configuration
            power  on -> off
            by user 31: stop_vm, 2026-11-30 02:00 UTC
            first seen 2026-11-30 03:00 UTC
        ~ vms.web[3]  conflict: differs from the configuration
            power  on -> off
            by user 32: stop_vm

      Drift: 4 conflict.
    `);
  });

  it("is a page and a comment, too, with the same words", () => {
    const report = quietReport({ drift: [seen(mixedPlan().drift[0] as DriftEntry, LOOKED_AT - 3_600_000)] });
    const page = formatDriftHtml(report, { timestamp: "", version: "0.1.0", digest: () => "x" });
    expect(page).toContain('<span class="dim">first seen 2026-11-30 03:00 UTC</span>');
    expect(page).not.toMatch(/\u001b|\d+m {2,}/);
    expect(formatDriftMarkdown(report)).toMatch(
      /^### trueup drift: shop\n[\s\S]*\n {4}first seen 2026-11-30 03:00 UTC\n/,
    );
  });

  it("is told field by field", () => expectGolden(formatDriftText(report, STYLE), "drift.txt"));
  it("is a document, too", () => expectGoldenJson(buildDriftDocument(report, { version: "0.1.0" }), "drift.json"));
  it("may be none", () =>
    expect(formatDriftText(quietReport(), STYLE)).toBe("No drift. Everything is as the last apply left it.\n"));
});

describe("tables", () => {
  const rows = [
    [1, "Облачный без границ", "1 GiB", true],
    [22, "日本 with a very long name that cannot fit into any terminal of eighty columns", null, false],
  ];

  it("are cut on a terminal", () => {
    const lines = formatTable(["id", "name", "memory", "onDemand"], rows, { ...STYLE, isTerminal: true }).split("\n");
    expect(lines[0]).toBe(`ID  NAME${" ".repeat(55)}MEMORY  ON DEMAND`);
    expect(lines[2]).toContain("…");
  });

  it("are whole in a pipe", () =>
    expect(formatTable(["id", "name"], rows, STYLE)).toContain("any terminal of eighty columns"));
});

describe("errors", () => {
  it("are one calm block each", () => {
    const holder = {
      id: "b1c2",
      who: "ann",
      host: "ci-3",
      pid: 44,
      operation: "apply",
      created: "2026-11-01T12:00:00Z",
      jobUrl: "https://gitlab.example/job/1",
    };
    const errors = [
      new ProviderError("the key was refused: Неверный ключ", {
        fault: "unauthorised",
        effect: "none",
        request: "GET /vm/",
        vendorCode: "4",
      }),
      new ProviderError("too many requests", {
        fault: "rate-limited",
        effect: "none",
        retryAfterMs: 12_000,
        hint: "wait a little",
      }),
      new StateError("locked", "the state shop-prod is locked by another run", { holder }),
      new StateError("corrupt", "the state is cut off in line 12"),
      new StalePlanError("vms.web[0] has changed since the plan was made"),
      Object.assign(new Error("ENOENT: no such file or directory, open 'x.yaml'"), { code: "ENOENT", path: "x.yaml" }),
      new Error("boom"),
    ];
    return expectGolden(errors.map((error) => formatError(error, STYLE)).join("\n"), "errors.txt");
  });
});

describe("records", () => {
  it("are shown without what is secret", () =>
    expectGolden(
      formatStateShow(
        buildStateRecord(
          "vms.web[0]",
          sampleResource("веб-0", { digests: { password: "scrypt:abc" }, deposed: [{ remoteId: "9", name: "old" }] }),
          SERVEROID_RULES.vm,
        ),
      ),
      "state-show.txt",
    ));

  it("say that they were made at a simulator", () => {
    const place = { account: "111", project: "111", simulated: true as const };
    const shown = formatStateShow(buildStateRecord("vms.web", sampleResource("web", { place }), SERVEROID_RULES.vm));
    expect(shown).toContain("serveroid (111, at a simulator)\n");
  });

  it("have YAML's units, and nothing that only trueup needs", () => {
    const values = {
      memory: 1536,
      disk: 32_768,
      cpu: 2,
      backupPolicy: { keep: 7, every: 86_400_000 },
      keyTexts: { "keys.ops": "15a32c66a725f6" },
    };
    const record = buildStateRecord(
      "vms.web",
      sampleResource("web", { applied: values, observed: values, names: {} }),
      SERVEROID_RULES.vm,
    );
    expect(record).toMatchObject({ type: "serveroid_vm", timeouts: { create: "30m", update: "20m", delete: "20m" } });
    const shown = { memory: "1536MiB", disk: "32GiB", cpu: 2, backupPolicy: { keep: 7, every: "24h" } };
    expect([record.applied, record.observed]).toEqual([shown, shown]);
    expect(JSON.stringify(record)).not.toMatch(/digests|names|made|Ms"/);
  });
});

describe("many addresses", () => {
  it.each([
    [["vms.web[0]", "vms.web[1]", "vms.web[2]", "vms.web[9]"], "vms.web[0..2,9]"],
    [["vms.web[0]"], "vms.web[0]"],
    [
      ["vms.web[0].volumes.a", "vms.web[1].volumes.a", "vms.web[1].volumes.b"],
      "vms.web[0,1].volumes.a, vms.web[1].volumes.b",
    ],
    [["vms.db", 'vms.web["a"]', 'vms.web["b"]'], 'vms.db, vms.web["a","b"]'],
    [Array.from({ length: 20 }, (_item, index) => `vms.web[${index * 2}]`), "vms.web[0,2,4,6,8,10,14 more]"],
  ])("become one text", (addresses, text) => expect(formatInstances(addresses)).toBe(text));

  it("are quoted for a shell where they need it", () => {
    expect(quoteAddress("vms.web[0]")).toBe("'vms.web[0]'");
    expect(quoteAddress("vms.db")).toBe("vms.db");
    expect(quoteAddress(`vms.web["it's"]`)).toBe(`'vms.web["it'\\''s"]'`);
  });
});
