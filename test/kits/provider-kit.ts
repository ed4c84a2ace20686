// One suite for every vendor: what a provider must do whatever its API looks like. Knows no vendor; skips only by
// declared capability.
import { afterEach, describe, expect, it } from "vitest";
import { parseAddress } from "../../src/core/address.ts";
import type { Configuration, Desired } from "../../src/core/desired.ts";
import { AbortedError } from "../../src/core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/core/json.ts";
import type { Plan } from "../../src/core/plan.ts";
import { createStopControl } from "../../src/executor/stop-control.ts";
import { VENDORS } from "../../src/generated/shapes.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { asSecrets } from "../support/as-secrets.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { OPS_KEY, RANGE, sampleConfiguration } from "../support/sample-desired.ts";

export interface ProviderFixture {
  readonly vendor: "serveroid" | "zomro" | "gcore";
  readonly seed?: object;
  /** A fleet that uses every type the vendor has; made from nothing but what the seed holds. */
  readonly fleet: readonly Desired[];
  /** Changes in place, each from the fleet above. */
  readonly updates: Readonly<Record<string, readonly Desired[]>>;
  /** Fault names of the vendor's methods. */
  readonly methods: {
    /** The list of machines. */
    readonly list: string;
    /** Requests that make something, once each in the fleet. */
    readonly makes: readonly string[];
    /** How often the request that makes is asked before it is submitted (a form's preview). */
    readonly previews?: Readonly<Record<string, number>>;
  };
  /** How many objects of ours the vendor holds now. */
  readonly count: (state: unknown) => number;
  /** Deletes one sub-object or key of the fleet behind our back; returns the address. */
  readonly deleteOutside: (fleet: Fleet) => Promise<string>;
  /** Brings the machine of the fleet into a state in which the provider, or nobody, looks after it; a word that tells it. */
  readonly trouble: (fleet: Fleet) => Promise<string>;
  readonly secret: string;
  readonly capabilities: {
    /** Asynchronous work can fail after it was accepted. */
    readonly operationsFail: readonly string[];
    /** What is deleted outside is made again without a word. */
    readonly recreates: boolean;
  };
}

function renameAll(desired: Desired, rename: (value: string) => string): Desired {
  const inside = (value: Json): Json => {
    if (typeof value === "string") return rename(value);
    if (Array.isArray(value)) return value.map(inside);
    return isJsonObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inside(item)]))
      : value;
  };
  return { ...desired, address: rename(desired.address), attributes: inside(desired.attributes) as JsonObject };
}

/** The address, and the id of each object of it but one. */
async function listMadeTwice(current: Fleet): Promise<(readonly [string, string])[]> {
  const { surplus = [], pending = [] } = (await current.state()) ?? {};
  return [
    ...surplus.map(({ address, remoteId }) => [address, remoteId] as const),
    ...pending.flatMap(({ address, found = [] }) => found.slice(1).map((id) => [address, id] as const)),
  ];
}

const listTexts = (value: Json): string[] =>
  typeof value === "string"
    ? [value]
    : isJsonObject(value) || Array.isArray(value)
      ? Object.values(value).flatMap(listTexts)
      : [];

const POLICY = { publicEnv: [], assumeAbsentAfterMs: 60_000 };

export function describeProvider(fixture: ProviderFixture): void {
  let fleet: Fleet | undefined;
  afterEach(async () => {
    await fleet?.stop();
    fleet = undefined;
  });
  const start = async (faults: readonly object[] = []) => {
    fleet = await startFleet({
      vendor: fixture.vendor,
      faults: faults as FaultRule[],
      ...(fixture.seed === undefined ? {} : { seed: fixture.seed }),
    });
    return fleet;
  };
  const config = (resources: readonly Desired[]): Configuration => sampleConfiguration(resources, { policy: POLICY });
  const declared = config(fixture.fleet);
  const moved = fixture.fleet.map(({ address }) => ({ from: address, to: `${address}-moved`, range: RANGE }));
  const renameMoved = (value: string) =>
    moved.find(({ from }) => value === from || value.startsWith(`${from}.`)) === undefined
      ? value
      : value.replace(/^(\w+\.[\w-]+)/, "$1-moved");
  const moveEach = () => ({ ...config(fixture.fleet.map((desired) => renameAll(desired, renameMoved))), moved });
  const actions = (plan: Plan) =>
    plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => `${entry.action} ${entry.address}`);
  const expectEmpty = async (current: Fleet, configuration: Configuration) => {
    expect(actions(await current.plan(configuration))).toEqual([]);
    current.sim.log.clear();
    await current.apply(configuration);
    expect(current.sim.log.entries({ mutating: true })).toEqual([]);
  };
  const countNow = (current: Fleet) => fixture.count(current.sim.state(fixture.vendor));

  describe(`the provider kit: ${fixture.vendor}`, () => {
    it("makes a fleet; the second plan is empty; destroys it and leaves the rest", async () => {
      const current = await start();
      const before = countNow(current);
      const { results } = await current.apply(declared);
      expect(results.filter((result) => result.outcome !== "done")).toEqual([]);
      await expectEmpty(current, declared);
      await current.apply(declared, { mode: "destroy" });
      expect(countNow(current)).toBe(before);
      const left = Object.values((await current.state())?.resources ?? {});
      expect(left).toEqual([]);
    });

    const updates = Object.entries(fixture.updates).flatMap(([title, resources]) => [
      { title, from: fixture.fleet, to: resources },
      { title: `${title}, from secret references`, from: asSecrets(fixture.fleet), to: asSecrets(resources) },
    ]);
    for (const { title, from, to } of updates) {
      it(`changes in place: ${title}`, async () => {
        const current = await start();
        await current.apply(config(from));
        const { plan, results } = await current.apply(config(to));
        expect(plan.counts).toMatchObject({ add: 0, destroy: 0 });
        expect(results.map((result) => result.outcome)).toEqual(results.map(() => "done"));
        expect(results.length).toBeGreaterThan(0);
        await expectEmpty(current, config(to));
      });
    }

    it("a name that reads the same is the same, whatever spaces it is written with", async () => {
      const current = await start();
      const named = (space: string) =>
        config(fixture.fleet.map((item) => (item.type === "vm" ? { ...item, name: `the${space}${item.name}` } : item)));
      await current.apply(named(" "));
      await expectEmpty(current, named("\u00a0"));
      await current.changeState((document) => ({ ...document, resources: {} }));
      const plan = await current.plan(named("\u00a0"));
      expect(plan.entries.filter(({ action }) => action === "create")).toEqual([]);
    });

    it("another comment on a key is no other key, and nothing to put into a machine", async () => {
      const current = await start();
      await current.apply(declared);
      const rewritten = fixture.fleet.map((item) =>
        item.type === "key" && typeof item.attributes["publicKey"] === "string"
          ? {
              ...item,
              attributes: { ...item.attributes, publicKey: `${item.attributes["publicKey"]} of a new laptop` },
            }
          : item,
      );
      expect(rewritten).not.toEqual(fixture.fleet);
      await expectEmpty(current, config(rewritten));
    });

    it("reads with a number of requests that does not depend on what it reads twice", async () => {
      const current = await start();
      await current.apply(declared);
      const counts: number[] = [];
      for (let round = 0; round < 2; round++) {
        current.sim.log.clear();
        await current.plan(declared);
        counts.push(current.sim.log.entries().length);
      }
      expect(counts[0]).toBe(counts[1]);
    });

    it("sees what was deleted behind our back", async () => {
      const current = await start();
      await current.apply(declared);
      const address = await fixture.deleteOutside(current);
      const plan = await current.plan(declared);
      expect(plan.drift.map((entry) => [entry.address, entry.class])).toEqual([[address, "vanished"]]);
      if (!fixture.capabilities.recreates) return;
      await current.apply(declared);
      await expectEmpty(current, declared);
    });

    it("an account under another name: an error, until a person accepts it; then the records follow, and no other", async () => {
      const current = await start();
      await current.apply(declared);
      const now = (await current.state())?.resources ?? {};
      const asMade = { account: "another", project: "1", region: "1" };
      await current.changeState((document) => ({
        ...document,
        resources: Object.fromEntries(
          Object.entries(document.resources).map(([address, record]) => [address, { ...record, place: asMade }]),
        ),
      }));
      const refused = await current.plan(declared);
      const errors = refused.diagnostics.filter(({ severity }) => severity === "error");
      expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(["provider.moved"]));
      expect(actions(refused)).toEqual([]);

      current.sim.log.clear();
      const { plan } = await current.apply(declared, { allow: { accounts: [fixture.vendor] } });
      expect(actions(plan)).toEqual([]);
      expect(plan.diagnostics.map(({ code }) => code)).toContain("provider.accepted");
      expect(current.sim.log.entries({ mutating: true })).toEqual([]);
      const after = (await current.state())?.resources ?? {};
      for (const [address, { place, remoteId }] of Object.entries(now))
        expect(after[address], address).toMatchObject({ place, remoteId });
      await expectEmpty(current, declared);
    });

    it("an answer that is no list is an error, never an empty account", async () => {
      const current = await start();
      await current.apply(declared);
      current.sim.log.clear();
      const method = fixture.methods.list;
      current.sim.faults.set([{ effect: "empty-list", shape: "missing", match: { method } } as FaultRule]);
      await expect(current.apply(declared)).rejects.toMatchObject({ name: "ProviderError", fault: "malformed" });
      expect(current.sim.log.entries({ mutating: true })).toEqual([]);
    });

    it("what has no price does not pass a limit on the bill in silence", async () => {
      const current = await start();
      const limited = (unknown: "warn" | "refuse") =>
        sampleConfiguration(fixture.fleet, {
          policy: { ...POLICY, maxMonthlyIncrease: { amount: 1_000_000, currency: "EUR", unknown } },
        });
      const warned = await current.plan(limited("warn"));
      expect(warned.prices?.unknown).not.toEqual([]);
      expect(warned.diagnostics.map(({ code }) => code)).toContain("policy.price-unknown");
      expect(warned.refusals.map(({ code }) => code)).not.toContain("guard.max-monthly-increase");
      const refused = await current.plan(limited("refuse"));
      expect(refused.refusals.map(({ code }) => code)).toContain("guard.max-monthly-increase");
      await current.apply(declared);
      expect((await current.plan(limited("refuse"))).refusals).toEqual([]);
    });

    it("refused credentials are an error, never an empty account", async () => {
      const current = await start();
      await current.apply(declared);
      current.sim.faults.set([{ effect: "unauthorised" } as FaultRule]);
      await expect(current.plan(declared)).rejects.toMatchObject({ name: "ProviderError", fault: "unauthorised" });
    });

    it("waits as long as 429 says, and repeats reads that failed with 5xx", async () => {
      const { list } = fixture.methods;
      const current = await start([
        { effect: "429", retryAfter: 7, match: { method: list, nth: 1 } },
        { effect: "http-5xx", match: { method: list, nth: 2 } },
      ]);
      const began = current.clock.monotonic();
      await current.apply(declared);
      expect(current.clock.monotonic() - began).toBeGreaterThanOrEqual(7000);
      await expectEmpty(current, declared);
    });

    for (const method of fixture.methods.makes) {
      const nth = 1 + (fixture.methods.previews?.[method] ?? 0);
      for (const effect of ["lost-before", "lost-after", "reset-mid-answer"]) {
        it(`${effect} on ${method}: once in the end`, async () => {
          const clean = await start();
          await clean.apply(declared);
          const expected = countNow(clean);
          await clean.stop();
          // Transport faults of mutations count only what is submitted.
          const current = await start([{ effect, match: { method, nth: effect === "reset-mid-answer" ? nth : 1 } }]);
          for (let round = 0; round < 3; round++) await current.apply(declared).catch(() => undefined);
          expect(countNow(current)).toBe(expected);
          expect((await current.state())?.pending).toEqual([]);
          await expectEmpty(current, declared);
        });
      }
    }

    for (const method of fixture.methods.makes) {
      it(`${method} carried out twice on the way: told by every plan, deleted only by its id`, async () => {
        const clean = await start();
        await clean.apply(declared);
        const expected = countNow(clean);
        await clean.stop();
        const nth = 1 + (fixture.methods.previews?.[method] ?? 0);
        const current = await start([{ effect: "doubled", match: { method, nth } }]);
        await current.apply(declared);
        await current.apply(declared);
        const names = (await listMadeTwice(current)).map(([address, id]) => `${address}=${id}`);
        const { pending = [] } = (await current.state()) ?? {};
        const plan = await current.plan(declared);
        const strays = plan.diagnostics.filter(({ code }) => code === "adopt.stray");
        if (pending.length === 0) expect(names.length + strays.length).toBe(countNow(current) - expected);
        for (const name of names)
          expect(plan.blocked.map(({ fix }) => fix).join("\n")).toContain(`--delete-surplus ${name}`);
        current.sim.log.clear();
        await current.apply(declared);
        expect(current.sim.log.entries({ mutating: true })).toEqual([]);
        await current.apply(declared, { deleteSurplus: names });
        await current.apply(declared);
        expect(await current.state()).toMatchObject({ pending: [] });
        expect((await current.state())?.surplus ?? []).toEqual([]);
        expect(countNow(current)).toBe(expected + strays.length);
        await expectEmpty(current, declared);
      });
    }

    for (const method of fixture.methods.makes) {
      it(`${method} carried out twice: deleted under a new address, by a request that is carried out twice, too`, async () => {
        const nth = 1 + (fixture.methods.previews?.[method] ?? 0);
        const current = await start([{ effect: "doubled", match: { method, nth } }]);
        await current.apply(declared);
        await current.apply(declared);
        const named = await listMadeTwice(current);
        const after = moveEach();
        const told = (await current.plan(after)).blocked.map(({ fix }) => fix).join("\n");
        for (const [address, id] of named) expect(told).toContain(`--delete-surplus ${renameMoved(address)}=${id}`);
        current.sim.faults.set([{ effect: "doubled", match: { provider: fixture.vendor } }]);
        // By the old address, which the state knows, or by the new one, which the plan tells.
        const names = named.map(([address, id], index) => `${index === 0 ? address : renameMoved(address)}=${id}`);
        const { results } = await current.apply(after, { deleteSurplus: names });
        expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
        expect((await current.state())?.surplus ?? []).toEqual([]);
        await current.apply({ ...after, moved: [] });
        expect(await current.state()).toMatchObject({ pending: [] });
        await expectEmpty(current, { ...after, moved: [] });
      });
    }

    for (const method of fixture.capabilities.operationsFail) {
      it(`an operation of ${method} that fails is said, recorded, and mended by the next applies`, async () => {
        const current = await start([{ effect: "operation-fails", leaves: "nothing", match: { method, nth: 1 } }]);
        const { results } = await current.apply(declared);
        expect(results.some((result) => result.outcome === "failed")).toBe(true);
        await current.apply(declared);
        await expectEmpty(current, declared);
      });
    }

    it("tells every attribute that outputs may name", async () => {
      const current = await start();
      await current.apply(declared);
      const tells = VENDORS[fixture.vendor]?.outputs ?? {};
      const outputs = Object.keys((await current.state())?.resources ?? {}).flatMap((address) => {
        const parts = parseAddress(address);
        const paths = tells[parts?.child?.kind ?? parts?.section ?? ""] ?? [];
        return paths.map((path, index) => ({
          name: `o${index}-${address}`,
          parts: [{ address, path }],
          sensitive: false,
          range: RANGE,
        }));
      });
      const { plan } = await current.apply({ ...declared, outputs });
      expect(plan.diagnostics.filter(({ code }) => code === "output.missing")).toEqual([]);
      expect(Object.keys((await current.state())?.outputs ?? {}).sort()).toEqual(
        outputs.map(({ name }) => name).sort(),
      );
    });

    it("a machine in trouble is told by plan and by drift for as long as it lasts", async () => {
      const current = await start();
      await current.apply(declared);
      const word = await fixture.trouble(current);
      const machine = fixture.fleet.find(({ type }) => type === "vm")?.address;
      for (const round of [1, 2]) {
        const { plan } = await current.apply(declared);
        const told = plan.diagnostics.filter(({ code }) => code === "provider.unhealthy");
        expect([told[0]?.address, told[0]?.severity, told.length], `round ${round}`).toEqual([machine, "warning", 1]);
        expect(told[0]?.summary).toContain(word);
        const drift = plan.drift.filter((entry) => entry.class === "unhealthy");
        expect(drift.map(({ address, detail }) => [address, detail?.includes(word)])).toEqual([[machine, true]]);
      }
    });

    const machineOf = fixture.fleet.find(({ type }) => type === "vm");
    const machine = machineOf?.address ?? "";
    const narrowings = {
      "--exclude of the machine": { excludes: [machine] },
      "--target of the machine": { targets: [machine] },
      "--exclude of a key": { excludes: [fixture.fleet.find(({ type }) => type === "key")?.address ?? ""] },
    };
    it.each(Object.entries(narrowings))(
      "%s: what is taken over is what is shown, and is on record",
      async (_, options) => {
        const current = await start();
        await current.apply(declared);
        const { resources = {} } = (await current.state()) ?? {};
        const imports = fixture.fleet.map(({ address }) => ({
          to: address,
          id: resources[address]?.remoteId ?? "",
          range: RANGE,
        }));
        await current.changeState((document) => ({ ...document, resources: {} }));
        current.sim.log.clear();
        const { plan } = await current.apply({ ...declared, imports }, options);
        const shown = plan.entries.flatMap(({ importing, address }) => (importing === undefined ? [] : [address]));
        expect(Object.keys((await current.state())?.resources ?? {}).sort()).toEqual([...shown].sort());
        expect(plan.counts.import).toBe(shown.length);
        const needs = "excludes" in options ? options.excludes : [];
        const isLeftOut = [machine, ...listTexts(machineOf?.attributes ?? {})].some((address) =>
          needs.includes(address),
        );
        expect(shown.includes(machine)).toBe(!isLeftOut);
        expect(shown.length).toBeLessThan(Object.keys(resources).length);
        // What needs something that is not taken over is not made anew, and what is needed is taken over along.
        expect(current.sim.log.entries({ mutating: true })).toEqual([]);
        await current.apply({ ...declared, imports });
        await expectEmpty(current, declared);
      },
    );

    it.each(Object.entries(narrowings))("%s: what is let go is what is shown", async (_, options) => {
      const current = await start();
      await current.apply(declared);
      const before = Object.keys((await current.state())?.resources ?? {});
      const removed = fixture.fleet.map(({ address }) => ({ from: address, destroy: false, range: RANGE }));
      const { plan } = await current.apply({ ...config([]), removed }, options);
      const shown = plan.entries.flatMap(({ action, address }) => (action === "forget" ? [address] : []));
      const left = Object.keys((await current.state())?.resources ?? {});
      expect(before.filter((address) => !left.includes(address)).sort()).toEqual([...shown].sort());
      expect(shown.includes(machine)).toBe("targets" in options || !options.excludes.includes(machine));
    });

    it("a move sends nothing, whatever refers to what has moved", async () => {
      const current = await start();
      await current.apply(declared);
      const after = moveEach();
      const plan = await current.plan(after);
      expect(plan.debt).toEqual([]);
      expect(new Set(plan.entries.flatMap(({ action, child }) => (child === true ? [] : [action])))).toEqual(
        new Set(["move"]),
      );
      current.sim.log.clear();
      await current.apply(after);
      expect(current.sim.log.entries({ mutating: true })).toEqual([]);
      await expectEmpty(current, { ...after, moved: [] });
    });

    for (const take of ["after", undefined]) {
      it(`a replaced machine takes along what hangs on it (take: ${take}): nothing stays undone`, async () => {
        const current = await start();
        const resources = fixture.fleet.map((desired) =>
          desired.type === "snapshot" && take !== undefined
            ? { ...desired, attributes: { ...desired.attributes, take } }
            : desired,
        );
        await current.apply(config(resources));
        const machine = resources.find(({ type }) => type === "vm")?.address ?? "";
        const { results } = await current.apply(config(resources), { replace: [machine], allow: { deletes: 9 } });
        expect(results.filter((result) => result.outcome !== "done")).toEqual([]);
        const next = await current.plan(config(resources));
        expect(next.blocked).toEqual([]);
        expect(next.drift).toEqual([]);
        if (take === undefined) await current.apply(config(resources));
        await expectEmpty(current, config(resources));
      });
    }

    it("an interrupt before the first request sends nothing", async () => {
      const current = await start();
      const stop = createStopControl();
      stop.request();
      await expect(current.apply(declared, {}, { stop })).rejects.toBeInstanceOf(AbortedError);
      expect(current.sim.log.entries({ mutating: true })).toEqual([]);
    });

    it("every value from a secret reference: made, compared and changed like a literal one, and in no state", async () => {
      const current = await start();
      const secret = config(asSecrets(fixture.fleet));
      const { results } = await current.apply(secret);
      expect(results.filter((result) => result.outcome !== "done")).toEqual([]);
      const kept = JSON.stringify(await current.state());
      for (const text of [fixture.secret, OPS_KEY]) expect(kept).not.toContain(text);
      const { debt, notVerifiable, diagnostics } = await current.plan(secret);
      expect({ debt, notVerifiable, errors: diagnostics.filter(({ severity }) => severity === "error") }).toEqual({
        debt: [],
        notVerifiable: [],
        errors: [],
      });
      await expectEmpty(current, secret);
    });

    it("what was literal and comes from a secret reference now, or the other way round, is no change", async () => {
      const current = await start();
      await current.apply(declared);
      for (const configuration of [config(asSecrets(fixture.fleet)), declared]) {
        const plan = await current.plan(configuration);
        expect([actions(plan), plan.debt]).toEqual([[], []]);
        await expectEmpty(current, configuration);
        expect((await current.plan(configuration)).debt).toEqual([]);
      }
    });

    it("keeps secrets out of the state and of every event", async () => {
      const current = await start();
      await current.apply(declared);
      const kept = JSON.stringify([await current.state(), current.events]);
      expect(kept).not.toContain(fixture.secret);
      expect(kept).not.toContain(Buffer.from(fixture.secret).toString("base64"));
    });
  });
}
