// A state that does not answer is told of after two seconds, once for each read, and never where it answers in time.
import { expect, it } from "vitest";
import { tellOfWaiting } from "../../../src/compose/tell-of-waiting.ts";
import type { StateArchive } from "../../../src/core/state-port.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";

async function readAfter(ms: number): Promise<string[]> {
  const clock = createVirtualClock();
  const said: string[] = [];
  const backend = {
    label: "s3://states/shop",
    read: () => clock.sleep(ms).then(() => undefined),
  } as unknown as StateArchive;
  await tellOfWaiting(backend, clock, (message) => said.push(message)).read();
  return said;
}

it("is silent where the answer comes in time", async () => {
  expect(await readAfter(1500)).toEqual([]);
});

it("says whose answer is waited for", async () => {
  expect(await readAfter(12_000)).toEqual(["no answer yet from s3://states/shop: still trying"]);
});
