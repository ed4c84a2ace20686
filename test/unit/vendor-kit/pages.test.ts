// Lists by pages over a set that others change meanwhile: complete, or an error.
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
});
