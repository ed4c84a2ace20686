// What `import --all` does with what is objected to: by YAML's rules, and by a plan.
import { describe, expect, it } from "vitest";
import type { Described } from "../../../src/core/described.ts";
import { buildError } from "../../../src/core/diagnostic.ts";
import { DiagnosticsError } from "../../../src/core/errors.ts";
import type { Observed } from "../../../src/core/observed.ts";
import type { Objection } from "../../../src/run/review-adoptions.ts";
import { writeImport } from "../../../src/run/write-import.ts";
import { sampleConfiguration } from "../../support/sample-desired.ts";

const describedAs = (type: Observed["type"], name: string, remoteId: string): Described => ({
  object: {
    ...{ type, remoteId, name, owned: true, attributes: {}, outputs: {}, condition: "ready", lost: [] },
  } as Observed,
  fields: type === "vm" ? { tariff: "Free" } : { publicKey: "ssh-ed25519 AAAA" },
});

const ACCOUNT = [describedAs("vm", "web", "1"), describedAs("key", "ops", "2")];

function write(given: {
  readonly refuse?: (text: string) => readonly string[];
  readonly object?: (text: string) => readonly Objection[];
}) {
  let last = "";
  return writeImport({
    stack: "shop",
    provider: { id: "serveroid", vendor: "serveroid", label: "x" },
    settings: {},
    mayFold: true,
    description: { resources: ACCOUNT, leftOut: [] },
    declared: [],
    takenPresets: new Set(),
    known: new Map(),
    check: async (text) => {
      last = text;
      const errors = (given.refuse?.(text) ?? []).map((address) =>
        address === "too large"
          ? buildError("config.too-large", "more than 450000 parts")
          : buildError("config.x", "no", { address }),
      );
      return errors.length > 0 ? { diagnostics: errors } : { diagnostics: [], configuration: sampleConfiguration([]) };
    },
    review: async () => given.object?.(last) ?? [],
  });
}

const hasBlock = (text: string, name: string) => new RegExp(`^ {2}${name}:`, "m").test(text);

describe("what YAML refuses", () => {
  it("is left out with the reason", async () => {
    const { text, leftOut } = await write({ refuse: (now) => (hasBlock(now, "ops") ? ["keys.ops"] : []) });
    expect(hasBlock(text, "ops")).toBe(false);
    expect(leftOut.map(({ reason }) => reason)).toEqual(["YAML refuses it: no"]);
  });

  it("is a machine that is looked up, where that is taken", async () => {
    const { text } = await write({ refuse: (now) => (now.includes("tariff") ? ["vms.web"] : []) });
    expect(text).toContain(`existing: { id: "1" }`);
  });

  it("is left out where that is refused, too", async () => {
    const { text, leftOut } = await write({ refuse: (now) => (hasBlock(now, "web") ? ["vms.web"] : []) });
    expect(hasBlock(text, "web")).toBe(false);
    expect(leftOut).toHaveLength(1);
  });

  it("is an error where it is something else", async () => {
    await expect(write({ refuse: () => ["vms.other"] })).rejects.toThrow(DiagnosticsError);
  });
});

describe("what a plan would change", () => {
  it("is left alone", async () => {
    const objection = { address: "vms.web", fields: ["tariff"] };
    const { text } = await write({ object: (now) => (now.includes("ignore: [ tariff ]") ? [] : [objection]) });
    expect(text).toContain("    tariff: Free\n    lifecycle: { ignore: [ tariff ] }\n");
  });

  it("although it is left alone is not declared", async () => {
    const objection = { address: "keys.ops", fields: ["publicKey"] };
    const { leftOut } = await write({ object: (now) => (hasBlock(now, "ops") ? [objection] : []) });
    expect(leftOut.map(({ reason }) => reason)).toEqual(["a plan would change its publicKey"]);
  });

  it("or not adopt is not declared", async () => {
    const objection = { address: "keys.ops", fields: [], problem: "two of them" };
    const { leftOut } = await write({ object: (now) => (hasBlock(now, "ops") ? [objection] : []) });
    expect(leftOut.map(({ reason }) => reason)).toEqual(["two of them"]);
  });

  it("is told of the account, where it is the size of the whole", async () => {
    const isTooLarge = write({ refuse: () => ["too large"] });
    await expect(isTooLarge).rejects.toThrow("x: 2 objects are more than one configuration can hold");
  });
});
