import { describe, expect, it } from "vitest";
import {
  type Finding,
  type FindingSubject,
  type Judgement,
  judgeOk,
  judgeProblem,
  judgeSkipped,
  judgeWarning,
} from "../../../src/core/finding.ts";
import { buildDoctorDocument } from "../../../src/render/doctor-document.ts";
import { formatDoctorText } from "../../../src/render/format-doctor-text.ts";
import { expectGolden, expectGoldenJson, STYLE } from "./golden.ts";

const of = (subject: FindingSubject, ...found: readonly Judgement[]): Finding[] =>
  found.map((one) => ({ subject, ...one }));

const FINDINGS: readonly Finding[] = [
  ...of({ kind: "program" }, judgeOk("doctor.program", "trueup 0.1.0, Node 20.20.2, linux x64")),
  ...of(
    { kind: "configuration" },
    judgeOk("doctor.configuration", "shop: 3 resources in 1 file, valid"),
    judgeProblem("doctor.values", "1 value not at hand, which a plan needs", {
      details: ["trueup.yaml:12:15: the environment variable DB_PASSWORD is not set"],
      fixes: ["export DB_PASSWORD, or give it a default: ${env:DB_PASSWORD:-…}"],
    }),
  ),
  ...of(
    { kind: "provider", name: "serveroid" },
    judgeOk("doctor.credentials", "Serveroid project Проект 1 (10082)"),
    judgeSkipped("doctor.quotas", "the API does not tell them"),
    judgeProblem("doctor.clock", "this clock is 10 min ahead of the provider's", {
      fixes: ["set the clock of this machine by the network (NTP), then run it again"],
      facts: { aheadMs: 600_000, withinMs: 520 },
    }),
  ),
  ...of(
    { kind: "provider", name: "gcore.backup" },
    judgeProblem("doctor.credentials", "GET /cloud/v1/projects: the key is refused \u001b[31m(401)", {
      fixes: ["check the credentials of this provider in the environment"],
    }),
    ...["doctor.lists", "doctor.catalogue", "doctor.quotas"].map((code) =>
      judgeSkipped(code, "the account could not be read"),
    ),
  ),
  ...of(
    { kind: "state" },
    judgeOk("doctor.state", "s3://states/shop.json: 3 resources, serial 12, 8.2 KiB"),
    judgeWarning("doctor.lock", "held by ana on runner-7, process 4711", {
      details: ["doing apply, since 2026-11-28T10:00:00.000Z by its clock", "lock id 0f5e"],
      fixes: [
        "if it still works, wait for it: trueup apply --lock-timeout 10m",
        "if it is surely dead: trueup unlock 0f5e",
      ],
    }),
  ),
];

describe("the examination", () => {
  it("is one line for each check, in 80 columns, without colour", () =>
    expectGolden(formatDoctorText(FINDINGS, STYLE), "doctor.txt"));

  it("is a document", () =>
    expectGoldenJson(
      buildDoctorDocument(FINDINGS, { timestamp: "2026-11-28T10:00:00.000Z", version: "0.1.0", stack: "shop" }),
      "doctor.json",
    ));

  it("colours the verdict alone, and lets no control sign through", () => {
    const text = formatDoctorText(FINDINGS, { ...STYLE, colour: true });
    expect(text).toContain("\u001b[31mproblem\u001b[39m");
    expect(text).not.toContain("\u001b[31m(401)");
    expect(text.replace(/\u001b\[\d+m/g, "")).toBe(formatDoctorText(FINDINGS, STYLE));
  });
});
