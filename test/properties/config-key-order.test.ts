// Law: the order of keys in YAML never changes what a configuration says.
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import type { Configuration } from "../../src/core/desired.ts";
import { configurationOf, formatDiagnostics, load, withHead } from "../unit/config/configuration-fixture.ts";

const EVERYTHING: unknown = parse(await readFile(new URL("../unit/config/everything.yaml", import.meta.url), "utf8"));
const ENV = { RESCUE_PASSWORD: "rescue-me-1" };

/** The same value with the keys of every map in another order. */
function shuffle(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffle(item, random));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => ({ key, item: shuffle(item, random), rank: random() }));
  return Object.fromEntries(entries.sort((a, b) => a.rank - b.rank).map(({ key, item }) => [key, item]));
}

/** Everything but the places, as text: key order inside must agree too. */
function withoutPlaces(configuration: Configuration): string {
  return JSON.stringify(configuration, (key, value: unknown) =>
    key === "range" || key === "ranges" ? undefined : value,
  );
}

function buildRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state;
  };
}

it("shuffled keys give the same configuration", async () => {
  const expected = withoutPlaces(await configurationOf(stringify(EVERYTHING), { env: ENV }));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2_000_000_000 }), async (seed) => {
      const text = stringify(shuffle(EVERYTHING, buildRandom(seed)));
      expect(withoutPlaces(await configurationOf(text, { env: ENV }))).toBe(expected);
    }),
    { numRuns: 60 },
  );
});

it("no text of printable characters makes the loader throw", async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "a: ",
      "- ",
      "  ",
      "\n",
      "[",
      "]",
      "{",
      "}",
      "&a ",
      "*a",
      "<<: ",
      "${",
      "}",
      "env:X",
      '"',
      "'",
      "|\n",
      "? ",
      "!!str ",
      "---\n",
      "#",
      "vms:\n",
      "provider: zomro\n",
      "count: 3\n",
      "\t",
    ),
    fc.string({ maxLength: 8 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
      const { diagnostics } = await load(withHead(pieces.join("")));
      expect(formatDiagnostics(diagnostics)).not.toContain("undefined");
    }),
    { numRuns: 400 },
  );
});
