import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { StateError } from "../../../src/core/errors.ts";
import type { StateDocument } from "../../../src/core/state-document.ts";
import { formatStateDocument } from "../../../src/state/format-state.ts";
import { newStateDocument } from "../../../src/state/new-document.ts";
import { parseStateDocument } from "../../../src/state/parse-state.ts";
import { sampleDocument, sampleIntent, sampleResource } from "../../support/sample-state.ts";

function problemOf(text: string): StateError {
  try {
    parseStateDocument(text, "shop.json");
  } catch (error) {
    if (error instanceof StateError) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

const withChange = (change: (document: Record<string, unknown>) => void): string => {
  const copy = structuredClone(sampleDocument()) as unknown as Record<string, unknown>;
  change(copy);
  return JSON.stringify(copy);
};

describe("the text of a state", () => {
  it("that an early build wrote keeps what its pending requests say", () => {
    const early = withChange((document) => {
      document["pending"] = [
        { ...sampleIntent("vms.web"), owed: ["rescue"], held: { because: "unpaid", fix: "pay it" } },
      ];
    });
    const [intent] = parseStateDocument(early).pending;
    expect([intent?.differed, intent?.stall]).toEqual([["rescue"], { because: "unpaid", fix: "pay it" }]);
    expect(formatStateDocument(parseStateDocument(early))).not.toMatch(/owed|held/);
  });

  it("is stable: the same whatever order the document was built in", () => {
    const document = sampleDocument();
    const reversed = Object.fromEntries(
      Object.entries(structuredClone(document)).reverse(),
    ) as unknown as StateDocument;
    expect(formatStateDocument(reversed)).toBe(formatStateDocument(document));
  });

  it("starts with what a reader looks for and ends with a line break", () => {
    const text = formatStateDocument(sampleDocument({ resources: {}, pending: [], outputs: {}, files: [] }));
    expect(text).toBe(`{
  "format_version": 1,
  "trueup_version": "0.1.0",
  "stack": "shop-prod",
  "serial": 1,
  "lineage": "9f6f3c1e-51a4-4f0c-9f5b-3a0f6a0f4a11",
  "token": 0,
  "salt": "${"0123456789abcdef".repeat(4)}",
  "files": [],
  "outputs": {},
  "pending": [],
  "resources": {}
}
`);
  });

  it("is indented like plain JSON", () => {
    const text = formatStateDocument(sampleDocument());
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  });

  it("gives the same document back, unknown fields included", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((key) => key !== "__proto__"),
          fc.jsonValue(),
        ),
        fc.string(),
        fc.nat(),
        (values, name, serial) => {
          const observed = JSON.parse(JSON.stringify(values)) as never;
          const document = sampleDocument({
            serial,
            resources: { "vms.a": sampleResource(name, { observed }), 'vms.b["ü"]': sampleResource("b") },
            pending: [sampleIntent("c"), sampleIntent("d")],
            ...({ future: observed } as object),
          });
          expect(parseStateDocument(formatStateDocument(document))).toEqual(document);
        },
      ),
    );
  });

  it("is that of the document, also when parts of it were written before", () => {
    const document = sampleDocument();
    formatStateDocument(document);
    const next = {
      ...document,
      resources: { ...document.resources, "vms.web[0]": sampleResource("веб-0", { applied: { memory: 2048 } }) },
    };
    expect(parseStateDocument(formatStateDocument(next))).toEqual(next);
  });
});

describe("reading a state", () => {
  it.each([
    ["", "it is empty"],
    [" \n", "it is empty"],
    ["{", "it is not JSON"],
    ["[]", "it is not a JSON object"],
    ["null", "it is not a JSON object"],
    ["{}", "format_version is not a positive number"],
    [withChange((d) => (d["format_version"] = "1")), "format_version is not a positive number"],
    [withChange((d) => (d["serial"] = -1)), "serial is not a number, 0 or more"],
    [withChange((d) => (d["serial"] = 1.5)), "serial is not a number, 0 or more"],
    [withChange((d) => (d["serial"] = 1e15)), "serial is not a number, 0 or more, of 15 digits at most"],
    [withChange((d) => (d["lineage"] = "../../etc")), "lineage is not letters, digits and dashes"],
    [withChange((d) => (d["salt"] = "xyz")), "salt is not 64 hexadecimal digits"],
    [withChange((d) => delete d["resources"]), "resources is not an object"],
    [withChange((d) => delete d["pending"]), "pending is not a list"],
    [withChange((d) => (d["files"] = [1])), "files is not a list of texts"],
    [withChange((d) => (d["resources"] = { "vms.a": 1 })), 'resources["vms.a"] is not an object'],
    [
      withChange((d) => (d["resources"] = { "vms.a": { ...sampleResource("a"), remoteId: 17 } })),
      'resources["vms.a"].remoteId is not a text that is not empty',
    ],
    [
      withChange((d) => (d["resources"] = { "vms.a": { ...sampleResource("a"), type: "disk" } })),
      'resources["vms.a"].type is not one of key, vm, snapshot, schedule',
    ],
    [
      withChange((d) => (d["pending"] = [sampleIntent("a"), { ...sampleIntent("b"), phase: "sent" }])),
      "pending[1].phase is not one of intended, accepted, unknown",
    ],
  ])("%s", (text, why) => {
    const error = problemOf(text);
    expect(error.problem).toBe("corrupt");
    expect(error.message).toContain(`shop.json is damaged: ${why}`);
    expect(error.hint).toContain("keeps the newest serials");
  });

  it("says that a newer format needs a newer trueup", () => {
    const error = problemOf(withChange((d) => Object.assign(d, { format_version: 2, trueup_version: "3.1.0" })));
    expect(error).toMatchObject({ problem: "newer-format", hint: "use trueup 3.1.0 or newer" });
  });

  it("refuses the text cut at any byte", () => {
    const text = formatStateDocument(sampleDocument());
    for (let end = 0; end < text.length - 2; end += 1) expect(problemOf(text.slice(0, end)).problem).toBe("corrupt");
  });
});

describe("a new document", () => {
  it("has serial 0, a lineage and a salt of 32 bytes", () => {
    const document = newStateDocument("shop-prod", "0.1.0", {
      uuid: () => "9f6f3c1e-51a4-4f0c-9f5b-3a0f6a0f4a11",
      hex: (bytes) => "ab".repeat(bytes),
    });
    expect(document).toMatchObject({ serial: 0, token: 0, stack: "shop-prod", resources: {}, pending: [] });
    expect(parseStateDocument(formatStateDocument(document))).toEqual(document);
  });
});
