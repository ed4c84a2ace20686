// Two stacks on one account, without marks: what the other makes under the same name while an answer is lost is not taken
// for what was asked for, where anything that is set at creation tells the two apart.
import { dirname } from "node:path";
import { afterEach, expect, it } from "vitest";
import type { Desired } from "../../src/core/desired.ts";
import { nodeFiles, type StateFiles } from "../../src/state/state-files.ts";
import { OPS_KEY, sampleConfiguration, sampleKey, sampleVm } from "../support/sample-desired.ts";
import {
  applyUntil,
  faults,
  outcomesOf,
  pendingOf,
  rowsOf,
  startAccount,
  stopAccounts,
  trackedIds,
} from "../support/small-account.ts";

afterEach(stopAccounts);

/** The state files of whichever stack it is the turn of. */
function takeTurns(): { readonly files: StateFiles; stack: string } {
  const turns = { stack: "shop", files: nodeFiles };
  const at = (path: string): string => path.replace(/(trueup-fleet-[^/]+)/, `$1/${turns.stack}`);
  turns.files = {
    read: (path) => nodeFiles.read(at(path)),
    list: (folder) => nodeFiles.list(at(folder)),
    makeFolder: (folder) => nodeFiles.makeFolder(at(folder)),
    create: (path, text) => nodeFiles.create(at(path), text),
    replace: (path, text, scratch = dirname(path)) => nodeFiles.replace(at(path), text, at(scratch)),
    scribble: (path, text) => nodeFiles.scribble(at(path), text),
    remove: (path) => nodeFiles.remove(at(path)),
    modifiedMs: (path) => nodeFiles.modifiedMs(at(path)),
    follow: (path) => nodeFiles.follow(at(path)),
  };
  return turns;
}

const byShop = (resource: Desired) => sampleConfiguration([resource]);
const byBlog = (resource: Desired) => sampleConfiguration([resource], { stack: "blog" });

it("a key of another text", async () => {
  const turns = takeTurns();
  const fleet = await startAccount({ files: turns.files });
  const theirs = OPS_KEY.replace("AAAAIJ2Z", "AAAAIK3Z");
  await applyUntil(2, fleet, byShop(sampleKey("ops")));
  expect(await pendingOf(fleet)).toEqual(["keys.ops pubkeys_add intended"]);
  turns.stack = "blog";
  await fleet.apply(byBlog(sampleKey("ops", theirs)));
  turns.stack = "shop";
  const { resumed } = await fleet.apply(byShop(sampleKey("ops")), { allow: { adopt: 0 } });
  expect(resumed.map(({ outcome }) => outcome)).toEqual(["did-not-happen"]);
  const plan = await fleet.plan(byShop(sampleKey("ops")));
  expect(plan.refusals.map(({ flag }) => flag)).toEqual(["--allow-adopt 1"]);
  expect(rowsOf(fleet, "serveroid", "pubkeys").map((row) => row["publicKey"])).toEqual([theirs]);
});

it("a machine of another system", async () => {
  const turns = takeTurns();
  const fleet = await startAccount({ files: turns.files });
  faults(fleet, { effect: "lost-before", match: { method: "install", nth: 1 } });
  const ours = byShop(sampleVm("vms.web", { keys: [] }));
  await fleet.apply(ours);
  expect(await pendingOf(fleet)).toEqual(["vms.web install unknown"]);
  turns.stack = "blog";
  const image = { name: "DEBIAN", bitness: 64, description: "Debian 7.6" };
  await fleet.apply(byBlog(sampleVm("vms.web", { keys: [], image })));
  expect(await trackedIds(fleet)).toEqual({ "vms.web": "1" });
  turns.stack = "shop";
  const { resumed } = await fleet.apply(ours);
  expect(resumed.map(({ outcome }) => outcome)).toEqual(["unknown"]);
  expect(await trackedIds(fleet)).toEqual({});
});

it("but a clone is ours with the system of its source, whatever is declared", async () => {
  const fleet = await startAccount();
  const source = sampleVm("vms.web", { keys: [] });
  await fleet.apply(sampleConfiguration([source]));
  faults(fleet, { effect: "lost-after", match: { method: "clone", nth: 1 } });
  const image = { name: "DEBIAN", bitness: 64, description: "Debian 7.6" };
  const copy = sampleVm("vms.copy", { keys: [], image, cloneOf: { vm: "vms.web" } });
  const { results } = await fleet.apply(sampleConfiguration([source, copy]), { allow: { deletes: 9 } });
  expect(outcomesOf({ results })).toContain("create vms.copy: done");
  expect(await trackedIds(fleet)).toEqual({ "vms.copy": "2", "vms.web": "1" });
});
