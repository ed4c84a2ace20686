// Lists by pages over a set that others change meanwhile: complete, or an error.
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { collectPages } from "../../../src/vendor-kit/pages.ts";

const SIZE = 3;

/** A server with pages of three; before the n-th request of a pass `change` may do something to what it holds. */
function serve(
  names: readonly string[],
  more: {
    readonly change?: (held: string[], request: number) => void;
    readonly tells?: boolean;
    readonly overlaps?: boolean;
  } = {},
) {
  const held = [...names];
  let requests = 0;
  const read = collectPages({
    fetch: async ({ seen }) => {
      requests++;
      more.change?.(held, requests);
      const rows = held.slice(seen, seen + SIZE).map((id) => ({ id }));
      return { rows, total: more.tells === false ? undefined : held.length };
    },
    overlaps: more.overlaps ?? false,
    idOf: ({ id }) => String(id),
    incomplete: (total, came) => new Error(`${came} of ${total}`),
  });
  return read.then((rows) => ({ names: rows.map(({ id }) => id).join(""), requests }));
}

describe("a list by its pages", () => {
  it("is read to the total that it tells, with no request more", async () => {
    expect(await serve([])).toEqual({ names: "", requests: 1 });
    expect(await serve([..."abc"])).toEqual({ names: "abc", requests: 1 });
    expect(await serve([..."abcdefg"])).toEqual({ names: "abcdefg", requests: 3 });
  });

  it("that tells no total ends with a page that brings nothing new", async () => {
    expect(await serve([..."abcd"], { tells: false })).toEqual({ names: "abcd", requests: 3 });
  });

  it("is read again where something went away between two pages: another moved to a page that was read", async () => {
    const change = (held: string[], request: number) => {
      if (request === 2) held.splice(held.indexOf("b"), 1);
    };
    const { names, requests } = await serve([..."abcdefg"], { change });
    expect([names.includes("d"), requests]).toEqual([true, 4]);
  });

  it("is read again where one went away and another came, by the row that two pages share", async () => {
    const change = (held: string[], request: number) => {
      if (request === 2) held.splice(held.indexOf("b"), 1, "c") && held.splice(2, 1) && held.push("z");
    };
    const { names, requests } = await serve([..."abcdefg"], { change, overlaps: true });
    expect([[..."acdefgz"].every((name) => names.includes(name)), requests]).toEqual([true, 6]);
    expect(await serve([..."abcdefg"], { overlaps: true })).toEqual({ names: "abcdefg", requests: 3 });
  });

  it("takes what any pass has seen where things go away all the time", async () => {
    const change = (held: string[]) => void held.shift();
    const { names } = await serve([..."abcdefghijklmnopqrst"], { change });
    expect([...names].sort().join("")).toContain("klmnopqrst");
  });

  it("takes nothing twice where something is added between two pages", async () => {
    const change = (held: string[], request: number) => {
      if (request === 2) held.unshift("z");
    };
    expect((await serve([..."abcdef"], { change })).names).toMatch(/^abcdefz?$/);
  });

  it("that is shorter than it says is an error, never all there is", async () => {
    const short = collectPages({
      fetch: async ({ seen }) => ({ rows: seen === 0 ? [{ id: "a" }] : [], total: 5 }),
      idOf: ({ id }) => String(id),
      incomplete: (total, came) => new Error(`${came} of ${total}`),
    });
    await expect(short).rejects.toThrow("1 of 5");
  });

  it("that overlaps is asked for four pages ahead, each once, and no page behind its end", async () => {
    const rows = Array.from({ length: 30 }, (_none, index) => ({ id: `r${index}` }));
    const [asked, waiting]: [number[], (() => void)[]] = [[], []];
    const read = collectPages({
      fetch: async ({ seen }) => {
        asked.push(seen);
        await new Promise<void>((resume) => waiting.push(resume));
        return { rows: rows.slice(seen, seen + SIZE), total: rows.length };
      },
      overlaps: true,
      idOf: ({ id }) => String(id),
      incomplete: (total, came) => new Error(`${came} of ${total}`),
    });
    const open: number[] = [];
    while (asked.length < 15 || waiting.length > 0) {
      open.push(waiting.length);
      waiting.shift()?.();
      await setImmediate();
    }
    expect((await read).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(asked.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_none, index) => index * 2));
    expect(Math.max(...open)).toBe(4);
  });

  it("is asked for page by page again where the pages are not as long as the first one", async () => {
    let requests = 0;
    const rows = Array.from({ length: 41 }, (_none, index) => ({ id: `r${index}` }));
    const read = collectPages({
      fetch: async ({ seen }) => {
        requests++;
        return { rows: rows.slice(seen, seen + (seen === 0 ? 5 : 3)), total: rows.length };
      },
      overlaps: true,
      idOf: ({ id }) => String(id),
      incomplete: (total, came) => new Error(`${came} of ${total}`),
    });
    expect(await read).toHaveLength(41);
    // 1 + 18 are needed, and four were on their way.
    expect(requests).toBeLessThanOrEqual(23);
  });

  it("fails where one of its pages does, and not before the pages in front of it are read", async () => {
    const read = collectPages({
      fetch: async ({ seen }) => {
        if (seen === 4) throw new Error("page 3");
        if (seen === 2) await setImmediate();
        return { rows: [..."abcdefghi"].slice(seen, seen + SIZE).map((id) => ({ id })), total: 9 };
      },
      overlaps: true,
      idOf: ({ id }) => String(id),
      incomplete: (total, came) => new Error(`${came} of ${total}`),
    });
    await expect(read).rejects.toThrow("page 3");
  });

  it("has all that stayed or is an error, whatever came and went and in whatever order pages were served", async () => {
    const [lost, failed]: [number[], number[]] = [[], []];
    for (let seed = 0; seed < 500; seed++) {
      const { read, stayed } = await serveInAnyOrder(createRandom(seed));
      const rows = await read.catch(() => undefined);
      const found = new Set(rows?.map(({ id }) => id));
      if (rows === undefined) failed.push(seed);
      else if (stayed.some((id) => !found.has(id))) lost.push(seed);
    }
    expect(lost).toEqual([]);
    expect(failed.length).toBeLessThan(10);
  });
});

/** Serves the pages that are asked for in any order, with changes in between; `stayed` was there from the first moment to the last. */
async function serveInAnyOrder(random: (limit: number) => number) {
  const held = Array.from({ length: 4 + random(30) }, (_none, index) => `r${index}`);
  const first = [...held];
  const [gone, waiting]: [Set<string>, (() => void)[]] = [new Set(), []];
  let [news, changes, isOver] = [0, random(6), false];
  const read = collectPages({
    fetch: async ({ seen }) => {
      await new Promise<void>((resume) => waiting.push(resume));
      return { rows: held.slice(seen, seen + SIZE).map((id) => ({ id })), total: held.length };
    },
    overlaps: true,
    idOf: ({ id }) => String(id),
    incomplete: (total, came) => new Error(`${came} of ${total}`),
  });
  read
    .catch(() => undefined)
    .finally(() => {
      isOver = true;
    });
  while (!isOver) {
    if (changes > 0 && random(3) === 0) {
      changes--;
      if (random(2) === 0) for (const id of held.splice(random(held.length), 1)) gone.add(id);
      else held.splice(random(held.length + 1), 0, `new${news++}`);
    }
    waiting.splice(random(waiting.length), 1)[0]?.();
    await setImmediate();
  }
  return { read, stayed: first.filter((id) => !gone.has(id)) };
}

/** Whole numbers below a limit, the same ones for a seed. */
function createRandom(seed: number): (limit: number) => number {
  let state = seed * 2654435761 + 1;
  return (limit) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) >>> 0;
    return limit === 0 ? 0 : (state >>> 8) % limit;
  };
}
