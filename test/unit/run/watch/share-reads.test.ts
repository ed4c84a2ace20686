// Which calls may be answered by what another stack has read.
import { expect, it } from "vitest";
import type { Call, Provider } from "../../../../src/core/provider.ts";
import { shareReads } from "../../../../src/run/watch/share-reads.ts";

function createProvider() {
  const shared: string[] = [];
  const note = (name: string, call: Call) => void shared.push(`${name} ${call.mayShare === true ? "shared" : "fresh"}`);
  const verb =
    (name: string) =>
    async (...given: readonly unknown[]): Promise<never> => {
      note(name, given.at(-1) as Call);
      return undefined as never;
    };
  const observe: Provider["observe"] = async function* ({ ids }, call) {
    note(ids === undefined ? "observe" : "observe ids", call);
    yield* [];
  };
  const provider = {
    ...{ identify: verb("identify"), resolve: verb("resolve"), confirmGone: verb("confirmGone") },
    ...{ perform: verb("perform"), check: verb("check"), settle: verb("settle"), quotas: verb("quotas") },
    observe,
  } as unknown as Provider;
  return { shared, provider: shareReads(provider) };
}

it("bulk reads may, what confirms and what changes may not", async () => {
  const { shared, provider } = createProvider();
  await provider.identify({});
  for await (const _object of provider.observe({ types: ["vm"] }, {})) expect.unreachable();
  const ids = [{ type: "vm" as const, remoteId: "1" }];
  for await (const _object of provider.observe({ types: ["vm"], ids }, {})) expect.unreachable();
  await provider.resolve([], {});
  await provider.quotas?.({});
  await provider.confirmGone(ids, {});
  await provider.check([], {});
  await provider.perform({} as never, {});
  await provider.settle?.({} as never, {});
  expect(shared).toEqual([
    ...["identify shared", "observe shared", "observe ids fresh", "resolve shared", "quotas shared"],
    ...["confirmGone fresh", "check fresh", "perform fresh", "settle fresh"],
  ]);
});
