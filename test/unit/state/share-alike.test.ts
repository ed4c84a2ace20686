// Parts that records have alike are one object after parsing; nothing of what they say changes.
import { expect, it } from "vitest";
import { formatStateDocument } from "../../../src/state/format-state.ts";
import { parseStateDocument } from "../../../src/state/parse-state.ts";
import { sampleDocument } from "../../support/sample-state.ts";

it("are kept once, whatever stands between them, and say what they said", () => {
  const document = sampleDocument();
  const [[, record] = []] = Object.entries(document.resources);
  if (record === undefined) throw new Error("the sample has no record");
  const other = { ...record, timeouts: { ...record.timeouts, createMs: 7 }, place: { account: "another" } };
  const resources = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`vms.web[${index}]`, index % 3 === 2 ? other : record]),
  );
  const text = formatStateDocument({ ...document, resources });
  const parsed = parseStateDocument(text);
  expect(formatStateDocument(parsed)).toBe(text);
  const all = Object.values(parsed.resources);
  expect(new Set(all.map(({ timeouts }) => timeouts)).size).toBe(2);
  expect(new Set(all.map(({ place }) => place)).size).toBe(2);
  expect(new Set(all.map(({ lifecycle }) => lifecycle)).size).toBe(1);
  for (const [address, { timeouts }] of Object.entries(parsed.resources))
    expect(timeouts.createMs === 7, address).toBe(Number(/\d+/.exec(address)?.[0]) % 3 === 2);
});
