// docs/rollouts.md: what goes in waves, in which order, and what each wave waits for.
import { describe, expect, it } from "vitest";
import { placeOf } from "../../../src/planner/plan-input.ts";
import { text } from "../../support/dedent.ts";
import { PUBLIC_KEY, volumeOf, WEB, WEB_MADE, webVm } from "./machines.ts";
import { orderText, planOf, planText, problemsIn, type Situation } from "./plan-specification.ts";
import { accountOf } from "./recorded-state.ts";

const TCP = "{ check: { tcp: 22 } }";
const DELETES = { deletes: 99, empty: true };
const CHANGED = { tariff: "m" };

interface Group {
  readonly lifecycle?: string;
  readonly declared?: string;
  readonly count?: number;
  /** How many are there. */
  readonly there?: number;
  /** Those whose tariff is another one than declared. */
  readonly changed?: readonly number[];
  readonly more?: Partial<Situation>;
}

/** `web[0]` is 100, at Serveroid; a change of its tariff takes it out of service. */
function group(
  rollout: string,
  { lifecycle = "", declared = WEB, count = 3, there = count, changed, more }: Group = {},
): Situation {
  const indices = Array.from({ length: there }, (_none, index) => index);
  const sizeOf = (index: number) => (changed?.includes(index) === false ? {} : CHANGED);
  const vms = indices.map((index) => [100 + index, webVm({ name: `web-${index}`, ...sizeOf(index) })]);
  const tracked = indices.map(
    (index) => `'vms.web[${index}]': { is: vm ${100 + index}, applied: ${JSON.stringify(sizeOf(index))} }`,
  );
  return {
    yaml: `vms: { web: { count: ${count}, ${declared}, lifecycle: { ${lifecycle} rollout: ${rollout} } } }`,
    live: JSON.stringify({ vm: Object.fromEntries(vms) }),
    tracked: `{ ${tracked.join(", ")} }`,
    ...more,
  };
}

const wavesOf = async (situation: Situation): Promise<string[]> =>
  ((await planOf(situation)).rollouts ?? []).flatMap(({ waves }) =>
    waves.map((wave) => wave.map((address) => address.replace(/^.*\[(.*)\]$/, "$1")).join(" ")),
  );

describe("the plan", () => {
  it("says what goes in waves, and what must be well before", async () => {
    expect(await planText(group("{ check: { tcp: 22 }, wait: 30s }", { count: 4, changed: [1, 2, 3] }))).toBe(text`
      Changes to shop

          ~ update   vms.web[1..3]  web-1 … web-3, 3 in all
              tariff  m -> s
              1. change the tariff to s

      In waves
        vms.web: 3 machines in 3 waves of 1, each checked by tcp 22, 30s after its
          change
          · must pass it before, too, and stay as they are: vms.web[0]

      Plan: 0 to add, 3 to change, 0 to destroy.
    `);
  });

  it("puts each machine behind the check of the one before it", async () => {
    expect(await orderText(group(TCP, { changed: [1, 2] }))).toBe(text`
      check vms.web[0]
      check vms.web[1]
        after update vms.web[1]
      check vms.web[2]
        after update vms.web[2]
      update vms.web[1]
        after check vms.web[0]
      update vms.web[2]
        after check vms.web[1]
    `);
  });

  it("without a check has the order alone", async () => {
    expect(await orderText(group("{ batch: 2 }"))).toBe(text`
      update vms.web[0]
      update vms.web[1]
      update vms.web[2]
        after update vms.web[0]
        after update vms.web[1]
    `);
  });

  it.each([
    ["1", ["0", "1", "2", "3", "4", "5", "6", "7", "8"]],
    ["4", ["0 1 2 3", "4 5 6 7", "8"]],
    ["25%", ["0 1", "2 3", "4 5", "6 7", "8"]],
    ["5%", ["0", "1", "2", "3", "4", "5", "6", "7", "8"]],
    ["100%", ["0 1 2 3 4 5 6 7 8"]],
  ])("in waves of %s", async (batch, waves) => {
    expect(await wavesOf(group(`{ batch: ${batch} }`, { count: 9 }))).toEqual(waves);
  });

  it("takes a share of the whole group, however few of it change", async () => {
    expect(await wavesOf(group("{ batch: 25% }", { count: 8, changed: [1, 3, 5] }))).toEqual(["1 3", "5"]);
  });

  it("numbers by value, in the order of the instances", async () => {
    expect((await wavesOf(group("{}", { count: 12 }))).join(" ")).toBe("0 1 2 3 4 5 6 7 8 9 10 11");
  });

  it("has none where nothing is taken out of service", async () => {
    const renamed = `${WEB}, name: "front-\${index}"`;
    expect(await orderText(group(TCP, { declared: renamed, changed: [] }))).toBe(text`
      update vms.web[0]
      update vms.web[1]
      update vms.web[2]
    `);
  });

  it("asks nobody who is declared to be off", async () => {
    expect(await orderText(group(TCP, { declared: `${WEB}, power: "off"`, count: 2 }))).toBe(text`
      update vms.web[0]
      update vms.web[1]
        after update vms.web[0]
    `);
  });

  it("has nothing for a machine that is alone; YAML is told", async () => {
    const yaml = `vms: { web: { ${WEB}, lifecycle: { rollout: ${TCP} } } }`;
    const live = JSON.stringify({ vm: { 100: webVm(CHANGED) } });
    expect(await orderText({ yaml, live, tracked: `vms.web: { is: vm 100, applied: { tariff: m } }` })).toBe(
      "update vms.web",
    );
  });
});

describe("a replacement", () => {
  it("that deletes first: the old one goes in its wave, the check comes after the new one", async () => {
    const options = { allow: DELETES, replace: ["vms.web"] };
    expect(await orderText(group(TCP, { declared: WEB_MADE, count: 2, changed: [], more: { options } }))).toBe(text`
      check vms.web[0]
        after create vms.web[0]
        after delete vms.web[0]
      check vms.web[1]
        after create vms.web[1]
        after delete vms.web[1]
      create vms.web[0]
        after delete vms.web[0]
      create vms.web[1]
        after delete vms.web[1]
      delete vms.web[0]
      delete vms.web[1]
        after check vms.web[0]
    `);
  });

  it("that creates first: the old one stays until the new one is well, and the next wave until it has gone", async () => {
    const options = { allow: DELETES, replace: ["vms.web"] };
    const situation = group(TCP, {
      lifecycle: "replace: create-first,",
      declared: WEB_MADE,
      count: 2,
      changed: [],
      more: { options },
    });
    expect(await orderText(situation)).toBe(text`
      check vms.web[0]
        after create vms.web[0]
      check vms.web[1]
        after create vms.web[1]
      create vms.web[0]
      create vms.web[1]
        after delete-deposed vms.web[0]
      delete-deposed vms.web[0]
        after check vms.web[0]
        after create vms.web[0]
      delete-deposed vms.web[1]
        after check vms.web[1]
        after create vms.web[1]
    `);
  });

  it("whose check has failed keeps the old one until the new one is well", async () => {
    const situation = group(TCP, { lifecycle: "replace: create-first,", declared: WEB_MADE, count: 2, changed: [] });
    const live = JSON.parse(situation.live ?? "{}") as { vm: Record<string, object> };
    const old = { 99: webVm({ name: "web-0" }) };
    const tracked = `{ 'vms.web[0]': { is: vm 100, deposed: [{ remoteId: "99", name: web-0 }] }, 'vms.web[1]': vm 101 }`;
    expect(await orderText({ ...situation, live: JSON.stringify({ vm: { ...old, ...live.vm } }), tracked })).toBe(text`
      check vms.web[0]
      delete-deposed vms.web[0] 99
        after check vms.web[0]
    `);
  });

  it("keeps the parts with their machine: disks, interfaces, addresses, snapshots", async () => {
    const declared =
      "provider: gcore, flavor: g1, volumes: { boot: { image: ubuntu, size: 10GiB, boot: true } }, interfaces: { pub: { type: external } }";
    const of = (index: number) =>
      `'vms.web[${index}]': vm e${index}, 'vms.web[${index}].volumes.boot': volume v${index}, 'vms.web[${index}].interfaces.pub': interface p${index}`;
    const vm = (index: number) => ({ name: `web-${index}`, flavor: "g1", tags: {}, sshKeys: [], placementGroup: null });
    const live = {
      vm: { e0: { ...vm(0), power: "on" }, e1: { ...vm(1), power: "on" } },
      volume: { v0: volumeOf("e0", { name: "web-0-boot" }), v1: volumeOf("e1", { name: "web-1-boot" }) },
      interface: { p0: { name: "pub", parentId: "e0", lost: [] }, p1: { name: "pub", parentId: "e1", lost: [] } },
    };
    expect(
      await orderText({
        yaml: `vms: { web: { count: 2, ${declared}, lifecycle: { rollout: ${TCP} } } }`,
        live: JSON.stringify(live),
        tracked: `{ ${of(0)}, ${of(1)} }`,
        options: { allow: DELETES, replace: ["vms.web"] },
      }),
    ).toBe(text`
      check vms.web[0]
        after create vms.web[0]
        after create vms.web[0].interfaces.pub
        after create vms.web[0].volumes.boot
        after delete vms.web[0]
        after delete vms.web[0].volumes.boot
      check vms.web[1]
        after create vms.web[1]
        after create vms.web[1].interfaces.pub
        after create vms.web[1].volumes.boot
        after delete vms.web[1]
        after delete vms.web[1].volumes.boot
      create vms.web[0]
        after create vms.web[0].volumes.boot
        after delete vms.web[0]
      create vms.web[0].interfaces.pub
        after create vms.web[0]
        alone at vms.web[0]
      create vms.web[0].volumes.boot
        after delete vms.web[0].volumes.boot
        alone at vms.web[0]
      create vms.web[1]
        after create vms.web[1].volumes.boot
        after delete vms.web[1]
      create vms.web[1].interfaces.pub
        after create vms.web[1]
        alone at vms.web[1]
      create vms.web[1].volumes.boot
        after delete vms.web[1].volumes.boot
        alone at vms.web[1]
      delete vms.web[0]
      delete vms.web[0].volumes.boot
        after delete vms.web[0]
        alone at vms.web[0]
      delete vms.web[1]
        after check vms.web[0]
      delete vms.web[1].volumes.boot
        after delete vms.web[1]
        alone at vms.web[1]
    `);
  });
});

describe("machines that go to another project", () => {
  const PROJECTS = "{ serveroid: { project: 111 }, serveroid.far: { project: 222 } }";
  const far = (more: Partial<Situation> = {}): Situation => {
    const situation = group(TCP, { declared: WEB_MADE.replace("serveroid", "serveroid.far"), count: 2, changed: [] });
    const live = JSON.stringify({ serveroid: JSON.parse(situation.live ?? "{}") as object, "serveroid.far": {} });
    const accounts = { "serveroid.far": { project: "222", label: "Serveroid project 222" } };
    return { ...situation, live, providers: PROJECTS, accounts, ...more };
  };

  it("go one by one: the old one stays until the new one is well, and the next is not begun before it has gone", async () => {
    const situation = far({ options: { allow: DELETES, replace: ["vms.web"] } });
    expect(await orderText(situation)).toBe(text`
      check vms.web[0]
        after create vms.web[0]
      check vms.web[1]
        after create vms.web[1]
      create vms.web[0]
      create vms.web[1]
        after delete vms.web_left[0]
      delete vms.web_left[0]
        after check vms.web[0]
        after create vms.web[0]
      delete vms.web_left[1]
        after check vms.web[1]
        after create vms.web[1]
    `);
    const [rollout] = (await planOf(situation)).rollouts ?? [];
    // The state remembers where they go: no flag has to be given again.
    expect(rollout?.asked).toEqual({});
  });

  it("later, too: what was left stays until its new one is well, and none is begun before", async () => {
    const place = JSON.stringify({ ...placeOf(accountOf("serveroid")), project: "222" });
    const situation = far({
      live: JSON.stringify({
        serveroid: { vm: { 100: webVm({ name: "web-0" }), 101: webVm({ name: "web-1" }) } },
        "serveroid.far": { vm: { 200: webVm({ name: "web-0" }) } },
      }),
      tracked: `{ 'vms.web[0]': { is: vm 200, place: ${place} }, 'vms.web_left[0]': { is: vm 100, replacedBy: 'vms.web[0]' },
        'vms.web_left[1]': { is: vm 101, replacedBy: 'vms.web[1]' } }`,
      options: { allow: DELETES },
    });
    expect(await orderText(situation)).toBe(text`
      check vms.web[0]
      check vms.web[1]
        after create vms.web[1]
      create vms.web[1]
        after check vms.web[0]
      delete vms.web_left[0]
        after check vms.web[0]
      delete vms.web_left[1]
        after check vms.web[1]
        after create vms.web[1]
    `);
  });
});

describe("a rebuild", () => {
  it("goes in waves", async () => {
    const options = { allow: DELETES, rebuild: ["vms.web"] };
    const { rollouts } = await planOf(group(TCP, { count: 2, changed: [], more: { options } }));
    expect(rollouts?.[0]?.asked).toEqual({ "vms.web[0]": "rebuild", "vms.web[1]": "rebuild" });
    expect(await orderText(group(TCP, { count: 2, changed: [], more: { options } }))).toBe(text`
      check vms.web[0]
        after rebuild vms.web[0]
      check vms.web[1]
        after rebuild vms.web[1]
      rebuild vms.web[0]
      rebuild vms.web[1]
        after check vms.web[0]
    `);
  });
});

describe("machines that are new, and those that go", () => {
  it("new ones come first, and are well before the first wave", async () => {
    const options = { allow: DELETES };
    const situation = group(TCP, { declared: WEB_MADE, count: 3, there: 2, more: { options } });
    expect(await orderText(situation)).toBe(text`
      check vms.web[0]
        after update vms.web[0]
      check vms.web[1]
        after update vms.web[1]
      check vms.web[2]
        after create vms.web[2]
      create vms.web[2]
      update vms.web[0]
        after check vms.web[2]
      update vms.web[1]
        after check vms.web[0]
    `);
  });

  it("one that needs a machine of a wave comes after that", async () => {
    const declared = `instances: { a: {}, b: { dependsOn: ['vms.web["a"]'] } }, ${WEB_MADE}`;
    const yaml = `vms: { web: { ${declared}, lifecycle: { rollout: ${TCP} } } }`;
    const live = JSON.stringify({ vm: { 100: webVm({ name: "web-a", ...CHANGED }) } });
    const tracked = `{ 'vms.web["a"]': { is: vm 100, applied: { tariff: m } } }`;
    expect(await problemsIn({ yaml, live, tracked })).toBe("");
    expect(await orderText({ yaml, live, tracked })).toBe(text`
      check vms.web["a"]
        after update vms.web["a"]
      create vms.web["b"]
        after update vms.web["a"]
      update vms.web["a"]
    `);
  });

  it("one that is to be started is asked once it was", async () => {
    const situation = group(TCP, { declared: `${WEB}, power: "on"`, count: 2, changed: [1] });
    const live = JSON.stringify({
      vm: { 100: webVm({ name: "web-0", power: "off" }), 101: webVm({ name: "web-1", ...CHANGED }) },
    });
    expect(await orderText({ ...situation, live })).toBe(text`
      check vms.web[0]
        after update vms.web[0]
      check vms.web[1]
        after update vms.web[1]
      update vms.web[0]
      update vms.web[1]
        after check vms.web[0]
    `);
  });

  it("one that cannot be made keeps the others as they are, unless it is left out", async () => {
    const declared = `instances: { a: { dependsOn: [keys.ops] }, b: {} }, ${WEB_MADE}`;
    const situation: Situation = {
      yaml: `
        keys: { ops: { provider: serveroid, publicKey: ${PUBLIC_KEY} } }
        vms: { web: { ${declared}, lifecycle: { rollout: ${TCP} } } }`,
      live: JSON.stringify({ vm: { 100: webVm({ name: "web-b", ...CHANGED }) } }),
      tracked: `{ 'vms.web["b"]': { is: vm 100, applied: { tariff: m } } }`,
      pending: [{ address: "keys.ops", vendor: "serveroid", provider: "serveroid", type: "key", phase: "unknown" }],
    };
    expect(await orderText(situation)).toBe("");
    expect((await planOf(situation)).blocked.find(({ address }) => address === 'vms.web["b"]')?.reason).toBe(
      'the rollout of vms.web waits for vms.web["a"], which cannot be made now',
    );
    expect(await orderText({ ...situation, options: { excludes: ['vms.web["a"]'] } })).toContain('update vms.web["b"]');
  });

  it("alone they wait for nothing", async () => {
    expect(await orderText(group(TCP, { declared: WEB_MADE, count: 3, there: 1, changed: [] }))).toBe(text`
      create vms.web[1]
      create vms.web[2]
    `);
  });

  it("those that go wait for nothing, and are not asked", async () => {
    const options = { allow: DELETES };
    expect(await orderText(group(TCP, { count: 1, there: 2, changed: [0], more: { options } }))).toBe(text`
      check vms.web[0]
        after update vms.web[0]
      delete vms.web[1]
      update vms.web[0]
    `);
  });
});

describe("a part of a rollout", () => {
  it("--target does one of them alone; the others must be well", async () => {
    const options = { targets: ["vms.web[1]"] };
    expect(await orderText(group(TCP, { more: { options } }))).toBe(text`
      check vms.web[0]
      check vms.web[1]
        after update vms.web[1]
      check vms.web[2]
      update vms.web[1]
        after check vms.web[0]
        after check vms.web[2]
    `);
  });

  it("--exclude leaves one out: it is not asked either, and nothing waits for it", async () => {
    const options = { excludes: ["vms.web[1]"] };
    expect(await orderText(group(TCP, { more: { options } }))).toBe(text`
      check vms.web[0]
        after update vms.web[0]
      check vms.web[2]
        after update vms.web[2]
      update vms.web[0]
      update vms.web[2]
        after check vms.web[0]
    `);
  });

  it("a saved plan does not go on over one that is gone, unless a person has left it out", async () => {
    const situation = group(TCP, { more: { options: { excludes: ["vms.web[0]"] } } });
    const names = ["web-1", "web-2"].map((name, index) => [101 + index, webVm({ name, ...CHANGED })]);
    const gone = { ...situation, live: JSON.stringify({ vm: Object.fromEntries(names) }) };
    expect(await orderText({ ...gone, leftOut: ["vms.web[0]"] })).toBe("");
    expect(await orderText(gone)).toContain("update vms.web[1]");
  });

  it("one that another of the group needs goes before it", async () => {
    const yaml = `vms: { web: { instances: { a: { dependsOn: ['vms.web["b"]'] }, b: {} }, ${WEB}, lifecycle: { rollout: {} } } }`;
    const live = JSON.stringify({
      vm: { 100: webVm({ name: "web-a", ...CHANGED }), 101: webVm({ name: "web-b", ...CHANGED }) },
    });
    const tracked = `{ 'vms.web["a"]': { is: vm 100, applied: { tariff: m } }, 'vms.web["b"]': { is: vm 101, applied: { tariff: m } } }`;
    expect(await wavesOf({ yaml, live, tracked })).toEqual(['"b"', '"a"']);
  });
});

describe("a command", () => {
  it("is refused without --allow-exec, before anything is sent", async () => {
    expect(await problemsIn(group("{ check: { command: [./is-well, '${ip}'] } }"))).toContain(
      "error rollout.exec-not-allowed 4:",
    );
  });

  it("is refused where one of the machines alone has it", async () => {
    const alone = "b: { lifecycle: { rollout: { check: { command: [./is-well] } } } }";
    const yaml = `vms: { web: { instances: { a: {}, ${alone} }, ${WEB}, lifecycle: { rollout: {} } } }`;
    const live = JSON.stringify({
      vm: { 100: webVm({ name: "web-a", ...CHANGED }), 101: webVm({ name: "web-b", ...CHANGED }) },
    });
    const tracked = `{ 'vms.web["a"]': { is: vm 100, applied: { tariff: m } }, 'vms.web["b"]': { is: vm 101, applied: { tariff: m } } }`;
    expect(await problemsIn({ yaml, live, tracked })).toContain("error rollout.exec-not-allowed");
  });

  it("is no matter where no wave waits for it", async () => {
    expect(await problemsIn(group("{ check: { command: [./is-well, '${ip}'] } }", { changed: [] }))).toBe("");
  });
});
