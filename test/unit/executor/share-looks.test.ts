// Reads that all operations of a run share: one answer for all who asked before it began, each with what it asked for.
import { describe, expect, it } from "vitest";
import type { Observed } from "../../../src/core/observed.ts";
import type { Lookup, LookupResult, ObjectId, ObserveScope, Provider } from "../../../src/core/provider.ts";
import { formatLookup } from "../../../src/core/step.ts";
import { observeNamesakes, observeObject } from "../../../src/executor/observe-objects.ts";
import { createResolveNames } from "../../../src/executor/resolve-names.ts";
import { shareLooks } from "../../../src/executor/share-looks.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";

const object = (type: Observed["type"], remoteId: string, parentId?: string): Observed => ({
  type,
  remoteId,
  name: `${type}-${remoteId}`,
  owned: true,
  attributes: {},
  outputs: {},
  condition: "ready",
  lost: [],
  ...(parentId === undefined ? {} : { parentId }),
});
const ACCOUNT = [
  object("vm", "1"),
  object("vm", "2"),
  object("vm", "3"),
  // Numbers of each parent.
  object("snapshot", "1", "1"),
  object("snapshot", "1", "2"),
];

function openProvider(more: Partial<Provider> = {}) {
  const asked: string[] = [];
  const provider = {
    id: "shop",
    rules: {},
    async *observe({ types, ids, parents }: ObserveScope) {
      asked.push(
        `${types.join()} ${ids?.map(({ remoteId, parentId = "" }) => `${parentId}/${remoteId}`).join() ?? parents?.join() ?? "all"}`,
      );
      await new Promise((resolve) => setTimeout(resolve, 1));
      const isWanted = (one: Observed) =>
        types.includes(one.type) &&
        (ids?.some(({ remoteId, parentId }) => remoteId === one.remoteId && parentId === one.parentId) ?? true) &&
        (parents?.includes(one.parentId ?? "") ?? true);
      yield* ACCOUNT.filter(isWanted);
    },
    async confirmGone(ids: readonly ObjectId[]) {
      asked.push(`gone ${ids.map(({ remoteId }) => remoteId).join()}`);
      return ids.filter(({ remoteId }) => Number(remoteId) > 3);
    },
    ...more,
  } as unknown as Provider;
  return { asked, shared: shareLooks(provider, {}), provider };
}

const vm = (remoteId: string): ObjectId => ({ type: "vm", remoteId });
const snapshot = (parentId: string): ObjectId => ({ type: "snapshot", remoteId: "1", parentId });

describe("looks that are shared", () => {
  it("read the objects of all who ask at once in one go, and give each its own", async () => {
    const { asked, shared } = openProvider();
    const found = await Promise.all([vm("1"), vm("3"), vm("9"), vm("1")].map((id) => observeObject(shared, id, {})));
    expect(found.map((one) => one?.remoteId)).toEqual(["1", "3", undefined, "1"]);
    expect(asked).toEqual(["vm /1,/3,/9"]);
  });

  it("do not take a part of one parent for that of another", async () => {
    const { asked, shared } = openProvider();
    const found = await Promise.all(
      [snapshot("1"), snapshot("2"), snapshot("3")].map((id) => observeObject(shared, id, {})),
    );
    expect(found.map((one) => one?.parentId)).toEqual(["1", "2", undefined]);
    const namesakes = await Promise.all(
      ["1", "2"].map((parentId) => observeNamesakes(shared, { type: "snapshot", name: "snapshot-1", parentId }, {})),
    );
    expect(namesakes.map((list) => list.map(({ parentId }) => parentId))).toEqual([["1"], ["2"]]);
    expect(asked).toEqual(["snapshot 1/1,2/1,3/1", "snapshot 1,2"]);
  });

  it("are read again for who asks while they are under way", async () => {
    const { asked, shared } = openProvider();
    const first = observeNamesakes(shared, { type: "vm", name: "vm-1" }, {});
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    const later = observeNamesakes(shared, { type: "vm", name: "vm-2" }, {});
    expect([(await first).length, (await later).length, asked]).toEqual([1, 1, ["vm all", "vm all"]]);
  });

  it("say of each object whether it is gone", async () => {
    const { asked, shared } = openProvider();
    const gone = await Promise.all([["1", "9"], ["8"]].map((ids) => shared.confirmGone(ids.map(vm), {})));
    expect(gone).toEqual([[vm("9")], [vm("8")]]);
    expect(asked).toEqual(["gone 1,9,8"]);
  });
});

describe("operations that several wait for", () => {
  it("are asked about in one go, and each gets the answers to its own", async () => {
    const asked: number[] = [];
    const { shared } = openProvider({
      check: async (handles) => {
        asked.push(handles.length);
        return handles.map(({ done }) => ({ status: done === true ? "done" : "pending" }));
      },
    });
    const answers = await Promise.all(
      [[{ id: 1, done: true }], [{ id: 2 }, { id: 3, done: true }]].map((handles) => shared.check(handles, {})),
    );
    expect(answers.map((list) => list.map(({ status }) => status))).toEqual([["done"], ["pending", "done"]]);
    expect(asked).toEqual([3]);
  });
});

describe("names that requests refer to", () => {
  const named = (kind: string, name: string): Lookup => ({ kind, by: { name } });
  function openNames() {
    const clock = createVirtualClock();
    const asked: string[] = [];
    const { provider } = openProvider({
      lookupMostAgeMs: { image: 1000 },
      resolve: async (lookups) => {
        asked.push(lookups.map(({ kind, by }) => `${kind} ${String(by["name"])}`).join());
        return Object.fromEntries(
          lookups.map(({ kind, by }): [string, LookupResult] => [
            formatLookup(kind, by),
            by["name"] === "none"
              ? { found: false, problem: "absent", candidates: [] }
              : { found: true, id: asked.length, label: "", detail: {} },
          ]),
        );
      },
    });
    const resolve = createResolveNames(clock, {});
    return { clock, asked, ask: (...lookups: Lookup[]) => resolve(provider, lookups) };
  }

  it("are looked up once in a run, all that are asked for at once together", async () => {
    const { asked, ask } = openNames();
    await Promise.all([ask(named("flavor", "s")), ask(named("flavor", "s"), named("network", "n"))]);
    await ask(named("network", "n"));
    expect(asked).toEqual(["flavor s,network n"]);
  });

  it("that were not found are looked up again", async () => {
    const { asked, ask } = openNames();
    await ask(named("flavor", "none"));
    expect(Object.values(await ask(named("flavor", "none")))).toMatchObject([{ found: false }]);
    expect(asked).toHaveLength(2);
  });

  it("are kept no longer than the vendor allows", async () => {
    const { clock, asked, ask } = openNames();
    await ask(named("image", "u"));
    await clock.advance(900);
    expect(Object.values(await ask(named("image", "u")))).toMatchObject([{ id: 1 }]);
    await clock.advance(200);
    expect(Object.values(await ask(named("image", "u")))).toMatchObject([{ id: 2 }]);
    expect(asked).toHaveLength(2);
  });
});
