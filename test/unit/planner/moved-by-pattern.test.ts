// `moved` by pattern: a `*` stands for text within one part of an address, and the same `*` of the target takes it.
import { describe, expect, it } from "vitest";
import { PUBLIC_KEY, WEB, webVm } from "./machines.ts";
import { planOf } from "./plan-specification.ts";

const webs = (...ids: number[]) =>
  JSON.stringify({ vm: Object.fromEntries(ids.map((id) => [id, webVm({ name: `web-${id}` })])) });

interface Case {
  /** Keys of machines, or `key: rest` of their blocks. */
  readonly vms: readonly string[];
  readonly moved: readonly (readonly [string, string])[];
  readonly tracked: readonly string[];
}

/** Machines 10, 11, … under `tracked`, in this order; what is renamed, and what else the plan does. */
async function movesOf({ vms, moved, tracked }: Case): Promise<readonly string[]> {
  const ids = tracked.map((_address, index) => 10 + index);
  const blocks = moved.map(([from, to]) => `{ from: '${from}', to: '${to}' }`).join(", ");
  const records = tracked.map((address, index) => `'${address}': vm ${10 + index}`).join(", ");
  const { edits, entries } = await planOf({
    yaml: `
      vms: { ${vms.map((vm) => (vm.includes(":") ? vm : `${vm}: { ${WEB} }`)).join(", ")} }
      moved: [${blocks}]`,
    live: webs(...ids),
    tracked: `{ ${records} }`,
  });
  const renamed = edits.flatMap((edit) => (edit.kind === "move" ? [`${edit.from} -> ${edit.to}`] : []));
  const others = entries.flatMap(({ action, address }) =>
    action === "create" || action === "delete" ? [`${action} ${address}`] : [],
  );
  return [...renamed, ...others];
}

describe("moved by pattern", () => {
  it("renames blocks by a part of their names", async () => {
    const moves = await movesOf({
      vms: [`new-a: { ${WEB}, name: web-10 }`, `new-b: { ${WEB}, name: web-11 }`],
      moved: [["vms.old-*", "vms.new-*"]],
      tracked: ["vms.old-a", "vms.old-b"],
    });
    expect(moves).toEqual(["vms.old-a -> vms.new-a", "vms.old-b -> vms.new-b"]);
  });

  it("gathers blocks to one group under count, and takes the numbers as numbers", async () => {
    const moves = await movesOf({
      vms: [`web: { ${WEB}, count: 2, name: "web-1\${index}" }`],
      moved: [["vms.web-*", "vms.web[*]"]],
      tracked: ["vms.web-0", "vms.web-1"],
    });
    expect(moves).toEqual(["vms.web-0 -> vms.web[0]", "vms.web-1 -> vms.web[1]"]);
  });

  it("spreads the instances of a group to blocks", async () => {
    const moves = await movesOf({
      vms: [`web_a: { ${WEB}, name: web-10 }`, `web_b: { ${WEB}, name: web-11 }`],
      moved: [["vms.web[*]", "vms.web_*"]],
      tracked: ['vms.web["a"]', 'vms.web["b"]'],
    });
    expect(moves).toEqual(['vms.web["a"] -> vms.web_a', 'vms.web["b"] -> vms.web_b']);
  });

  it("leads to instances by key from those by number, one by one", async () => {
    const moves = await movesOf({
      vms: [`web: { ${WEB}, instances: [a, b], name: "\${key}" }`],
      moved: [
        ["vms.web[0]", 'vms.web["a"]'],
        ["vms.web[1]", 'vms.web["b"]'],
      ],
      tracked: ["vms.web[0]", "vms.web[1]"],
    });
    expect(moves).toEqual(['vms.web[0] -> vms.web["a"]', 'vms.web[1] -> vms.web["b"]']);
  });

  it("means a machine with all that belongs to it by .*", async () => {
    const moves = await movesOf({
      vms: [`new: { ${WEB}, name: web-10 }`],
      moved: [["vms.old.*", "vms.new.*"]],
      tracked: ["vms.old"],
    });
    expect(moves).toEqual(["vms.old -> vms.new"]);
  });

  it("renames everything of every section by one block", async () => {
    const { edits } = await planOf({
      yaml: `
        keys: { shop_ops: { provider: serveroid, name: ops, publicKey: ${PUBLIC_KEY} } }
        vms: { shop_web: { ${WEB}, name: web-10 } }
        moved: [{ from: "*.*", to: "*.shop_*" }]`,
      live: JSON.stringify({
        vm: { 10: webVm({ name: "web-10" }) },
        key: { 3: { name: "ops", publicKey: PUBLIC_KEY } },
      }),
      tracked: "{ vms.web: vm 10, keys.ops: key 3 }",
    });
    expect(edits.flatMap((edit) => (edit.kind === "move" ? [`${edit.from} -> ${edit.to}`] : []))).toEqual([
      "vms.web -> vms.shop_web",
      "keys.ops -> keys.shop_ops",
    ]);
  });

  it("leaves alone what it would lead nowhere, and what is called so already", async () => {
    const moves = await movesOf({
      vms: [`new_a: { ${WEB}, name: web-10 }`, `new_b: { ${WEB}, name: web-11 }`],
      moved: [["vms.*", "vms.new_*"]],
      tracked: ["vms.a", "vms.new_b", "vms.c"],
    });
    expect(moves).toEqual(["vms.a -> vms.new_a", "delete vms.c"]);
  });

  it("follows chains of patterns, each once", async () => {
    const moves = await movesOf({
      vms: [`c-1: { ${WEB}, name: web-10 }`],
      moved: [
        ["vms.b-*", "vms.c-*"],
        ["vms.a-*", "vms.b-*"],
      ],
      tracked: ["vms.a-1"],
    });
    expect(moves).toEqual(["vms.a-1 -> vms.c-1"]);
  });

  it("swaps", async () => {
    const moves = await movesOf({
      vms: [`a-1: { ${WEB}, name: web-11 }`, `b-1: { ${WEB}, name: web-10 }`],
      moved: [
        ["vms.a-*", "vms.b-*"],
        ["vms.b-*", "vms.a-*"],
      ],
      tracked: ["vms.a-1", "vms.b-1"],
    });
    expect(moves).toEqual(["vms.a-1 -> vms.b-1", "vms.b-1 -> vms.a-1"]);
  });

  it("gives way to a block with the address itself", async () => {
    const moves = await movesOf({
      vms: [`new_a: { ${WEB}, name: web-10 }`, `special: { ${WEB}, name: web-11 }`],
      moved: [
        ["vms.*", "vms.new_*"],
        ["vms.b", "vms.special"],
      ],
      tracked: ["vms.a", "vms.b"],
    });
    expect(moves).toEqual(["vms.a -> vms.new_a", "vms.b -> vms.special"]);
  });

  it("ends soon where patterns lead into each other without end", async () => {
    const moves = await movesOf({
      vms: [`x: { ${WEB}, name: web-11 }`],
      moved: [..."abcdefghijklmnop"].map((letter) => [`vms.*${letter}*`, `vms.*${letter}${letter}*`] as const),
      tracked: ["vms.abcdefghijklmnop"],
    });
    expect(moves).toEqual(["delete vms.abcdefghijklmnop", "create vms.x"]);
  });

  it.each([
    ["vms.web-*", "vms.front", 'vms.web-* has 1 "*", but vms.front has 0'],
    ["*.web", "vms.web", "*.web cannot become vms.web: another kind of thing"],
    ["vms.web.volumes.*", "vms.web.interfaces.*", "another kind of thing"],
    ["vms.we b*", "vms.w*", "is no address"],
    ['vms.web["\\x"].volumes.*', "vms.web.volumes.*", "is no address"],
  ])("%s to %s is refused", async (from, to, summary) => {
    const yaml = `
      vms: { web: { ${WEB} } }
      moved: [{ from: '${from}', to: '${to}' }]`;
    await expect(planOf({ yaml })).rejects.toThrow(summary);
  });

  it("leaves alone what stays plain, while others are counted now", async () => {
    const moves = await movesOf({
      vms: [`web: { ${WEB}, name: web-10 }`, `a: { ${WEB}, count: 1, name: web-11 }`],
      moved: [["vms.*", "vms.*[0]"]],
      tracked: ["vms.web", "vms.a"],
    });
    expect(moves).toEqual(["vms.a -> vms.a[0]"]);
  });
});
