// The parts of many machines are asked for some at a time, and told in the order of the machines.
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import type { ZomroClient } from "../../src/providers/zomro/client.ts";
import { observeZomro } from "../../src/providers/zomro/observe.ts";

it("asks for the snapshots and schedules of eight machines at a time", async () => {
  let [open, most] = [0, 0];
  const client = {
    form: async () => ({}),
    list: async (_list: string, fields: { readonly elid?: string }) => {
      open++;
      most = Math.max(most, open);
      // The later ones answer first.
      await setTimeout(40 - Number(fields.elid ?? 0));
      open--;
      return [{ id: { $: `9${fields.elid}` }, name: { $: `of ${fields.elid}` } }];
    },
  } as unknown as ZomroClient;
  const parents = Array.from({ length: 20 }, (_none, index) => String(index));
  const found = [];
  for await (const object of observeZomro(client, { types: ["snapshot", "schedule"], parents }, {})) found.push(object);
  const snapshots = found.filter(({ type }) => type === "snapshot");
  expect(snapshots.map(({ parentId }) => parentId)).toEqual(parents);
  expect(most).toBe(8);
});
