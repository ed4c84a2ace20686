import { expect, it } from "vitest";
import { createSharedDigests } from "../../../src/compose/shared-digests.ts";

function create() {
  const made: string[] = [];
  let [under, most] = [0, 0];
  const shared = createSharedDigests((salt) => ({
    async digest(value) {
      under += 1;
      most = Math.max(most, under);
      await Promise.resolve();
      under -= 1;
      made.push(`${salt} ${value}`);
      if (value === "bad") throw new Error("out of memory");
      return `${salt}:${value}`;
    },
    matches: () => Promise.reject(new Error("not asked")),
  }));
  return { shared, made, most: () => most };
}

it("makes each digest once, one at a time", async () => {
  const { shared, made, most } = create();
  const values = ["one", "two", "one", "three"];
  const got = await Promise.all(
    ["aa", "bb", "aa"].flatMap((salt) => values.map((value) => shared.of(salt).digest(value))),
  );
  expect(got.slice(0, 5)).toEqual(["aa:one", "aa:two", "aa:one", "aa:three", "bb:one"]);
  expect([made.length, most()]).toEqual([6, 1]);
});

it("tries again what has failed, and goes on with the others", async () => {
  const { shared, made } = create();
  const { digest } = shared.of("aa");
  const [bad, good] = [digest("bad"), digest("good")];
  await expect(bad).rejects.toThrow("out of memory");
  expect(await good).toBe("aa:good");
  await expect(digest("bad")).rejects.toThrow("out of memory");
  expect(made).toEqual(["aa bad", "aa good", "aa bad"]);
});

it("forgets the states that were not asked for in two rounds in a row", async () => {
  const { shared, made } = create();
  await shared.of("aa").digest("one");
  for (let round = 0; round < 3; round++) shared.forgetUnused();
  await shared.of("aa").digest("one");
  expect(made).toHaveLength(2);
  shared.forgetUnused();
  await shared.of("aa").digest("one");
  expect(made).toHaveLength(2);
});
