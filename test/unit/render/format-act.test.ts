import { describe, expect, it } from "vitest";
import { buildActDocument } from "../../../src/render/act-document.ts";
import { formatAct, formatActList, formatContradictions } from "../../../src/render/format-act.ts";
import { formatBytes } from "../../../src/render/format-bytes.ts";
import { RANGE } from "../../support/sample-desired.ts";

const STYLE = { isTerminal: false, width: 80, color: false, unicode: true } as unknown as Parameters<
  typeof formatAct
>[1];

const RULE = {
  name: "rollback-snapshot",
  types: ["vm"],
  summary: "put the disk back to a snapshot",
  kind: "change",
  destroys: "what was written since",
  arguments: [{ name: "snapshot", value: "NAME|ID", isRequired: true, help: "the snapshot" }],
} as const;
const SHOWN = {
  rule: RULE,
  address: "vms.web[0]",
  vendor: "serveroid",
  remoteId: "22",
  objectName: "web\u001b[31m",
  steps: [{ summary: "roll back to golden (1)", wire: "GET /api/v1/vm/{id}/snapshot_rollback/" }],
  lost: [{ kind: "disk" as const, label: "everything since golden" }],
  notes: ["a note"],
};
const CONTRADICTION = {
  address: "vms.edge",
  path: "power",
  declared: "on",
  actual: "suspended",
  isSensitive: false,
  range: RANGE,
};

describe("an act as text", () => {
  it("says what it is done to, in which steps, and what is lost; texts of others are escaped", () => {
    const text = formatAct(SHOWN, STYLE, { verbose: false });
    expect(text.split("\n")).toEqual([
      "✗ vms.web[0]: rollback-snapshot",
      "  serveroid web (22)",
      "  - roll back to golden (1)",
      "  destroys what was written since",
      "    ✗ everything since golden",
      "  note: a note",
      "",
    ]);
    expect(text).not.toContain("\u001b");
    expect(formatAct(SHOWN, STYLE, { verbose: true })).toContain("GET /api/v1/vm/{id}/snapshot_rollback/");
  });

  it("lists acts within 80 columns, with what each takes", () => {
    const list = formatActList([{ vendor: "serveroid", rule: { ...RULE, summary: "word ".repeat(30).trim() } }], STYLE);
    expect(list).toContain("--snapshot NAME|ID (required): the snapshot");
    expect(list.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("prints the lines of YAML to change, with their place, as they must read", () => {
    const text = formatContradictions([CONTRADICTION], ["snapshots.golden"], STYLE);
    expect(text).toContain('trueup.yaml:1  vms.edge\n    - power: "on"\n    + power: suspended\n');
    expect(text).toContain("snapshots.golden is gone with it");
    const size = { ...CONTRADICTION, path: "memory", declared: 2048, actual: 1024, unit: "MiB" as const };
    expect(formatContradictions([size], [], STYLE)).toContain("- memory: 2GiB\n    + memory: 1GiB");
    const secret = {
      ...CONTRADICTION,
      path: "rescue.password",
      declared: undefined,
      actual: undefined,
      isSensitive: true,
    };
    expect(formatContradictions([secret], [], STYLE)).toContain("+ rescue: { password: what was set now }");
    expect(formatContradictions([], [], STYLE)).toBe("");
  });

  it("as a document, without values of secrets", () => {
    const end = {
      outcome: "undone",
      results: [{ outcome: "unknown", message: "m", fix: "f" }],
      contradictions: [CONTRADICTION],
      gone: [],
    };
    expect(buildActDocument({ address: "vms.edge", name: "suspend" }, end, SHOWN)).toMatchObject({
      action: "suspend",
      outcome: "unknown",
      fix: "f",
      lost: [{ kind: "disk", label: "everything since golden" }],
      contradictions: [{ path: "power", declared: "on", actual: "suspended", file: "trueup.yaml", line: 1 }],
    });
    const secret = { ...end, contradictions: [{ ...CONTRADICTION, isSensitive: true }] };
    expect(JSON.stringify(buildActDocument({ address: "a", name: "b" }, secret, undefined))).not.toContain("suspended");
  });

  it("numbers of bytes", () => {
    expect([0, 812, 32_000, 4 * 1024 ** 3].map(formatBytes)).toEqual(["0 B", "812 B", "31.3 KiB", "4.0 GiB"]);
  });
});
