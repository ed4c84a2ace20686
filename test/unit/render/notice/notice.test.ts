import { describe, expect, it } from "vitest";
import type { DriftReport } from "../../../../src/core/drift-report.ts";
import type { FailedLook } from "../../../../src/core/failed-look.ts";
import { createRedactor } from "../../../../src/http/redactor.ts";
import { buildJsonNotice } from "../../../../src/render/notice/json-notice.ts";
import { buildNotice, type NoticeRequest } from "../../../../src/render/notice/notice.ts";
import { buildSlackNotice } from "../../../../src/render/notice/slack-notice.ts";
import { buildTeamsNotice } from "../../../../src/render/notice/teams-notice.ts";
import {
  driftedReport,
  driftField,
  failedLook,
  HOUR,
  LOOKED_AT,
  quietReport,
  seenDrift,
} from "../../../support/sample-drift.ts";

/** What was first seen by this very look is new. */
const freshOf = (look: DriftReport | FailedLook) =>
  "findings" in look ? look.findings.filter(({ firstSeenMs }) => firstSeenMs === LOOKED_AT) : [];

const noticeOf = (look: DriftReport | FailedLook, more: Partial<NoticeRequest> = {}) =>
  buildNotice({ look, fresh: freshOf(look), version: "0.1.0", redact: (text) => text, ...more });

interface SlackBlock {
  readonly type: string;
  readonly text?: { readonly type: string; readonly text: string; readonly verbatim?: boolean };
}

const sectionsOf = ({ blocks }: ReturnType<typeof buildSlackNotice>) =>
  (blocks as readonly SlackBlock[]).filter(({ type }) => type === "section").map(({ text }) => text?.text ?? "");

interface Card {
  readonly attachments: readonly {
    readonly contentType: string;
    readonly content: { readonly type: string; readonly version: string; readonly body: readonly CardBlock[] };
  }[];
}

interface CardBlock {
  readonly type: string;
  readonly inlines: readonly { readonly type: string; readonly text: string }[];
}

const cardOf = (message: object) => (message as Card).attachments[0]?.content ?? { body: [] };
const linesOf = (message: object) =>
  cardOf(message).body.map(({ inlines }) => inlines.map(({ text }) => text).join(""));

/** As many machines as nobody reads, with texts as long as a provider may send. */
function hugeReport(sign: string): DriftReport {
  const long = sign.repeat(500);
  const drift = Array.from({ length: 100 }, (_, index) =>
    seenDrift(`vms.web[${index}]`, {
      fields: Array.from({ length: 30 }, (_none, at) => driftField(`tags.${at}`, { before: long, after: `${long}!` })),
      detail: long,
    }),
  );
  const findings = drift.map(({ address, firstSeenMs }) => ({
    key: address,
    mark: "1",
    subject: address,
    firstSeenMs,
  }));
  const errors = Array.from({ length: 50 }, () => ({ severity: "error" as const, code: "a.b", summary: long }));
  return quietReport({ drift, findings, errors });
}

describe("a notice", () => {
  it("tells what is new, how much there is in all, and how much was told before", () => {
    const notice = noticeOf(driftedReport());
    expect(notice).toMatchObject({
      title: "Drift in shop: 2 new",
      outcome: "complete",
      counts: { conflict: 1, vanished: 1, unset: 1, unhealthy: 1 },
      known: 2,
    });
    expect(notice.items.map(({ class: kind, subject }) => [kind, subject])).toEqual([
      ["conflict", "vms.web[0]"],
      ["unhealthy", "vms.edge"],
    ]);
  });

  it("of a machine tells the fields that are new only", () => {
    const fields = [driftField("cpu", { before: 1, after: 2 }), driftField("disk", { before: 1, after: 2 })];
    const fieldSince = { cpu: LOOKED_AT - HOUR, disk: LOOKED_AT };
    const drift = [seenDrift("vms.web[0]", { fields, fieldSince, firstSeenMs: LOOKED_AT - HOUR })];
    const fresh = [{ key: "disk", mark: "1", subject: "vms.web[0]", firstSeenMs: LOOKED_AT }];
    const [item, ...others] = noticeOf(quietReport({ drift }), { fresh }).items;
    expect(others).toEqual([]);
    expect(item).toMatchObject({ class: "conflict", firstSeenMs: LOOKED_AT, fields: [{ path: "disk" }] });
    const own = [driftField("cpu"), Object.assign(driftField("disk"), { class: "unset" })];
    const told = quietReport({ drift: [seenDrift("vms.web[0]", { fields: own, fieldSince })] });
    expect(noticeOf(told, { fresh }).items).toMatchObject([{ class: "unset", fields: [{ path: "disk" }] }]);
  });

  it("never holds a secret: neither what is marked as one nor what only is one", () => {
    const report = driftedReport({
      drift: [
        seenDrift("vms.web[0]", {
          fields: [
            driftField("password", { before: "hunter2-old", after: "hunter2-new", sensitive: true }),
            driftField("tags", { before: { "key-s3cret&": "s3cret&<x>" }, after: ["s3cret&<x>"] }),
          ],
          detail: "the provider says s3cret&<x>",
        }),
      ],
    });
    const redactor = createRedactor(["s3cret&<x>", "key-s3cret&"]);
    const notice = noticeOf(report, { redact: redactor.redact });
    for (const text of [buildJsonNotice, buildSlackNotice, buildTeamsNotice].map((build) =>
      JSON.stringify(build(notice)),
    )) {
      expect(text).not.toMatch(/hunter2|s3cret/);
      expect(text).toContain("***");
    }
  });

  it("of a look that was not complete, or failed, says so", () => {
    const unreadable = {
      provider: "gcore.backup",
      vendor: "gcore",
      addresses: ["vms.edge"],
      code: "provider.unauthorised",
      summary: "the key is refused",
      firstSeenMs: LOOKED_AT,
    };
    const finding = { key: "u", mark: "1", subject: "gcore.backup", firstSeenMs: LOOKED_AT };
    const partly = noticeOf(quietReport({ unreadable: [unreadable], findings: [finding] }));
    expect(partly).toMatchObject({ outcome: "partly", title: "Drift in shop: 1 new" });
    expect(sectionsOf(buildSlackNotice(partly))).toEqual([
      "Not everything could be read: there may be more.",
      "*unreadable* `gcore.backup` (gcore account), first seen 2026-11-30 04:00 UTC\nthe key is refused (provider.unauthorised); of 1 tracked resource there nothing is known",
    ]);
    const errors = [{ severity: "error" as const, code: "a.b", summary: "no catalogue" }];
    expect(noticeOf(quietReport({ errors }))).toMatchObject({
      title: "Drift in shop is not fully known",
      errors: [{}],
    });
    const failed = noticeOf(failedLook());
    expect(failed).toMatchObject({ outcome: "failed", title: "The look for drift in shop failed", items: [] });
    expect(sectionsOf(buildSlackNotice(failed))).toEqual([
      "Nothing is known of what has changed since the last look.",
      "`state.locked` the state cannot be read",
    ]);
  });

  it("says who did it, what was made twice, and what another run is changing", () => {
    const holder = { id: "1", who: "ann", host: "ci", pid: 1, operation: "apply", created: "2026-11-30T04:00:00Z" };
    const by = { who: "user 31", whenMs: LOOKED_AT - HOUR, what: "resize_vm" };
    const drift = [Object.assign(seenDrift("vms.web[0]", { fieldSince: {} }), { by })];
    const undecided = [
      { address: "vms.x", vendor: "gcore", type: "vm" as const, name: "x", found: ["1", "2"], firstSeenMs: LOOKED_AT },
    ];
    const findings = ["vms.web[0]", "vms.x"].map((subject) => ({
      key: subject,
      mark: "1",
      subject,
      firstSeenMs: LOOKED_AT,
    }));
    const report = quietReport({ drift, undecided, findings, holder, changing: ["vms.db"] });
    expect(linesOf(buildTeamsNotice(noticeOf(report)))).toEqual([
      "Drift in shop: 2 new",
      "In all: 1 conflict, 1 doubled.",
      "apply of ann at ci was changing vms.db: nothing is said of it.",
      "doubled vms.x (gcore vm), first seen 2026-11-30 04:00 UTC",
      expect.stringContaining("2 new vms named x have appeared after one request: 1, 2."),
      expect.stringContaining("next: trueup apply --delete-surplus vms.x=1"),
      "conflict vms.web[0] (gcore vm), first seen 2026-11-30 04:00 UTC",
      "by user 31: resize_vm, 2026-11-30 03:00 UTC",
      "trueup 0.1.0",
    ]);
    expect(buildJsonNotice(noticeOf(report))).toMatchObject({
      changed_by: { who: "ann", host: "ci", operation: "apply" },
      changing: ["vms.db"],
      new: [{ class: "doubled" }, { by: { who: "user 31", what: "resize_vm", when: "2026-11-30T03:00:00.000Z" } }],
    });
  });
});

describe("the JSON form", () => {
  it("is as documented", () => {
    const document = buildJsonNotice(noticeOf(driftedReport()));
    expect(document).toEqual({
      format_version: "1.0",
      type: "drift",
      timestamp: "2026-11-30T04:00:02.500Z",
      trueup_version: "0.1.0",
      stack: "shop",
      outcome: "complete",
      title: "Drift in shop: 2 new",
      counts: { conflict: 1, vanished: 1, unset: 1, unhealthy: 1 },
      new: [
        {
          class: "conflict",
          subject: "vms.web[0]",
          vendor: "serveroid",
          type: "vm",
          first_seen: "2026-11-30T04:00:00.000Z",
          fields: [
            { path: "memory", before: 1024, after: 2048, unit: "MiB" },
            { path: "password", before: null, after: null, sensitive: true },
          ],
        },
        {
          class: "unhealthy",
          subject: "vms.edge",
          vendor: "gcore",
          type: "vm",
          first_seen: "2026-11-30T04:00:00.000Z",
          fields: [],
          detail: "it is in rescue mode",
        },
      ],
      new_left_out: 0,
      known: 2,
      errors: [],
      changing: [],
    });
  });

  it("leaves out what would make it too large, and counts it", () => {
    const document = buildJsonNotice(noticeOf(hugeReport("я")));
    expect(Buffer.byteLength(JSON.stringify(document))).toBeLessThan(320 * 1024);
    expect((document["new"] as unknown[]).length + Number(document["new_left_out"])).toBe(100);
  });
});

describe("the form for Slack", () => {
  it("has a header, a section for each finding, and the same in short", () => {
    const message = buildSlackNotice(noticeOf(driftedReport()));
    expect((message.blocks as readonly SlackBlock[]).map(({ type }) => type)).toEqual([
      "header",
      "section",
      "section",
      "section",
      "context",
    ]);
    expect(sectionsOf(message)).toEqual([
      "In all: 1 conflict, 1 vanished, 1 unset, 1 unhealthy.\n2 told before are still there.",
      "*conflict* `vms.web[0]` (serveroid vm), first seen 2026-11-30 04:00 UTC\n`memory`: `1 GiB` → `2 GiB`\n`password` has changed; it is a secret",
      "*unhealthy* `vms.edge` (gcore vm), first seen 2026-11-30 04:00 UTC\nit is in rescue mode",
    ]);
    expect(message.text).toBe(["Drift in shop: 2 new", ...sectionsOf(message)].join("\n"));
  });

  it("lets no text of others mention, link or end a code", () => {
    const nasty = "<!channel> <http://x|y> & `code` \u001b[31m\n*b*\u202e";
    const drift = [
      seenDrift("vms.web[0]", { fields: [driftField("tags.a", { before: nasty, after: "b" })], detail: nasty }),
    ];
    const findings = [{ key: "1", mark: "1", subject: "vms.web[0]", firstSeenMs: LOOKED_AT }];
    const message = buildSlackNotice(noticeOf(quietReport({ drift, findings })));
    const text = sectionsOf(message)[1] ?? "";
    expect(text.split("\n")).toHaveLength(3);
    expect(text).not.toMatch(/[<>\u001b\u202e]|&(?!amp;|lt;|gt;)/);
    expect(text.split("\n")[1]?.match(/`/g)).toHaveLength(6);
    expect(text.split("\n")[2]).not.toContain("`");
    const sections = (message.blocks as readonly SlackBlock[]).filter(({ type }) => type === "section");
    expect(sections.every((block) => block.text?.verbatim === true)).toBe(true);
  });

  it.each(["a", "&", "я", "😀", "`"])("keeps the limits of Slack with texts full of %s", (sign) => {
    const message = buildSlackNotice(noticeOf(hugeReport(sign)));
    expect(message.blocks.length).toBeLessThanOrEqual(50);
    expect(Math.max(...sectionsOf(message).map((text) => text.length))).toBeLessThanOrEqual(3000);
    expect(sectionsOf(message).join("").length).toBeLessThan(12_500);
    expect(message.text.length).toBeLessThan(6500);
    expect(sectionsOf(message).join("\n")).toMatch(/^and \d\d more: trueup drift$/m);
    expect(sectionsOf(message).filter((text) => text.startsWith("*conflict*")).length).toBeGreaterThan(0);
    expect(sectionsOf(message).join("")).not.toMatch(/&(?!amp;|lt;|gt;)/);
  });
});

describe("the form for Teams", () => {
  it("is an Adaptive Card in the envelope that Workflows take, of texts that know no Markdown", () => {
    const message = buildTeamsNotice(noticeOf(driftedReport()));
    expect(message).toMatchObject({
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          content: { type: "AdaptiveCard", version: "1.4", msteams: { width: "Full" } },
        },
      ],
    });
    expect(new Set(cardOf(message).body.map(({ type }) => type))).toEqual(new Set(["RichTextBlock"]));
    expect(new Set(cardOf(message).body.flatMap(({ inlines }) => inlines.map(({ type }) => type)))).toEqual(
      new Set(["TextRun"]),
    );
    expect(linesOf(message)).toContain("memory: 1 GiB → 2 GiB");
  });

  it.each(["a", "&", "я", "😀", '"'])("is small enough with texts full of %s", (sign) => {
    const message = buildTeamsNotice(noticeOf(hugeReport(sign)));
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(25_000);
    expect(linesOf(message).join("\n")).toMatch(/^and \d\d more: trueup drift$/m);
    expect(linesOf(message).filter((line) => line.startsWith("conflict ")).length).toBeGreaterThan(0);
  });
});
