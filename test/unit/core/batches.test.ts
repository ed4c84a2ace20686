// Questions that share an answer: no answer is older than its question.
import { describe, expect, it } from "vitest";
import { createBatches } from "../../../src/core/batches.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A source whose answers are given when the test says so. */
function openSource(fails: (items: readonly string[]) => boolean = () => false) {
  const asked: { readonly items: readonly string[]; readonly answer: () => void }[] = [];
  const ask = createBatches<string, string>(
    (items) =>
      new Promise((resolve, reject) => {
        const number = asked.length;
        const answer = () =>
          fails(items) ? reject(new Error(items.join())) : resolve(items.map((item) => `${item}${number}`));
        asked.push({ items, answer });
      }),
    (item) => item,
  );
  return { ask, asked };
}

describe("questions that are answered together", () => {
  it("share one answer where they come in one turn", async () => {
    const { ask, asked } = openSource();
    const answers = Promise.all([ask("a"), ask("b")]);
    await turn();
    asked[0]?.answer();
    expect(await answers).toEqual(["a0", "b0"]);
  });

  it("that come while an answer is under way wait for the next one", async () => {
    const { ask, asked } = openSource();
    const first = ask("a");
    await turn();
    const later = [ask("a"), ask("b")];
    expect(asked).toHaveLength(1);
    asked[0]?.answer();
    expect(await first).toBe("a0");
    await turn();
    expect(asked.map(({ items }) => items)).toEqual([["a"], ["a", "b"]]);
    asked[1]?.answer();
    expect(await Promise.all(later)).toEqual(["a1", "b1"]);
    const last = ask("c");
    await turn();
    asked[2]?.answer();
    expect(await last).toBe("c2");
  });

  it("fail alone: the trouble of one is not that of the others", async () => {
    const { ask, asked } = openSource((items) => items.includes("bad"));
    const answers = Promise.allSettled([ask("good"), ask("bad")]);
    await turn();
    asked[0]?.answer();
    await turn();
    // Beside each other: a source that answers nobody is waited for as long as for one.
    expect(asked.map(({ items }) => items.join())).toEqual(["good,bad", "good", "bad"]);
    for (const { answer } of asked.slice(1)) answer();
    expect((await answers).map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });

  it("that are the same are asked once, and fail together", async () => {
    const { ask, asked } = openSource(() => true);
    const answers = Promise.allSettled([ask("a"), ask("a"), ask("a")]);
    await turn();
    asked[0]?.answer();
    expect((await answers).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(asked.map(({ items }) => items)).toEqual([["a"]]);
  });
});
