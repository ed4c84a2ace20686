// The older serials of a state at a server, written anew by the codec of the moment.
import { expect, it } from "vitest";

import { StateError } from "../../../src/core/errors.ts";
import type { StateDocument } from "../../../src/core/state-document.ts";
import { rewriteArchive } from "../../../src/state/rewrite-serials.ts";
import { sampleDocument } from "../../support/sample-state.ts";

const HISTORY = [5, 4, 3, 2].map((serial) => ({ serial }));

function read(problems: Readonly<Record<number, StateError["problem"]>>) {
  return async (serial: number): Promise<StateDocument> => {
    const problem = problems[serial];
    if (problem !== undefined) throw new StateError(problem, "as the test wants it");
    return sampleDocument({ serial });
  };
}

it("leaves the newest, and names what cannot be read", async () => {
  const rewritten: number[] = [];
  const archive = { history: async () => HISTORY, readSerial: read({ 3: "wrong-passphrase" }) };
  const end = await rewriteArchive(archive, async ({ serial }) => void rewritten.push(serial));
  expect(rewritten).toEqual([4, 2]);
  expect(end).toEqual({ rewritten: 3, left: [3] });
});

it("ends where the store fails: a serial that was not looked at is not told as damaged", async () => {
  const archive = { history: async () => HISTORY, readSerial: read({ 4: "unwritable" }) };
  await expect(rewriteArchive(archive, async () => undefined)).rejects.toMatchObject({ problem: "unwritable" });
});
