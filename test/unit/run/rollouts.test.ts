// docs/rollouts.md: waves that wait for their checks; what a failed one leaves, and how the next run goes on.
import { describe, expect, it } from "vitest";
import type { Prober } from "../../../src/core/prober.ts";
import { text } from "../../support/dedent.ts";
import { VM } from "./declared.ts";
import { type Run, textsOf } from "./run-specification.ts";

const CHECK = "check: { command: [is-well, '${name}'] }";

interface Declared {
  readonly rollout?: string;
  readonly lifecycle?: string;
  readonly count?: number;
}

/** Less memory restarts a machine. */
const machines = (memory: string, { rollout = CHECK, lifecycle = "", count = 3 }: Declared = {}): string =>
  `vms: { web: { count: ${count}, ${VM.replace("1GiB", memory)}, allowRestart: true, lifecycle: { ${lifecycle} rollout: { ${rollout} } } } }`;

/** By name, how often a machine is asked before it is well. */
function slow(tries: Readonly<Record<string, number>>): Prober["probe"] {
  const asked = new Map<string, number>();
  return async (check) => {
    const name = "command" in check ? (check.command[1] ?? "") : "";
    const count = (asked.get(name) ?? 0) + 1;
    asked.set(name, count);
    return count > (tries[name] ?? 0)
      ? { isWell: true, said: "" }
      : { isWell: false, said: "it ended with exit code 1" };
  };
}

const unwell = (...names: readonly string[]) => slow(Object.fromEntries(names.map((name) => [name, 999])));

/** What happened to machines, in short: `restart 0`, `check 0`, and how it ended. */
function inShort(told: string): string[] {
  return told.split("\n").flatMap((line) => {
    const [, word = "", action = "", index = ""] = /^(started|failed|blocked) (\S+) vms\.web\[(\d+)\]/.exec(line) ?? [];
    if (word === "started") return [`${action} ${index}`];
    if (word !== "") return [`${word} ${index}`];
    return line.startsWith("end ") ? [line] : [];
  });
}

/** The machines are made, with 2 GiB each; then come these runs. */
async function runsOf(...runs: readonly Run[]): Promise<string[]> {
  const [, ...told] = await textsOf({ yaml: machines("2GiB"), parallelism: 9 }, ...runs);
  return told;
}

describe("a check that fails", () => {
  it("keeps the rest as it is; the next run asks that machine first, and goes on where it stopped", async () => {
    const yaml = machines("1GiB");
    const told = await runsOf({ yaml, probe: unwell("web-1") }, { yaml, probe: unwell("web-1") }, { yaml });
    expect(told.map(inShort)).toEqual([
      ["update 0", "check 0", "update 1", "check 1", "failed 1", "end undone: 3 of 6 done"],
      ["check 0", "check 1", "blocked 1", "end undone: 1 of 4 done"],
      ["check 0", "check 1", "update 2", "check 2", "end done: 4 of 4 done"],
    ]);
    const fixes = told.flatMap((one) => one.split("\n").filter((line) => line.includes("| fix: ")));
    expect(fixes.join("\n")).toBe(
      text`
      check vms.web[1] (2): failed | fix: mend it, then go on with trueup apply, which asks this machine first; or go on without it: trueup apply --exclude 'vms.web[1]'
      check vms.web[1] (2): blocked | fix: mend it, then trueup apply; or go on without it: trueup apply --exclude 'vms.web[1]'
    `.replace(/^/gm, "  "),
    );
  });

  it("is left behind by --exclude", async () => {
    const yaml = machines("1GiB");
    const probe = unwell("web-1");
    const [, told = ""] = await runsOf({ yaml, probe }, { yaml, probe, options: { excludes: ["vms.web[1]"] } });
    expect(inShort(told)).toEqual(["check 0", "update 2", "check 2", "end done: 3 of 3 done"]);
  });

  it("stops the rest of its own wave, too, but for what has begun", async () => {
    const yaml = machines("1GiB", { rollout: `batch: 5, ${CHECK}` });
    const [told = ""] = await runsOf({ yaml, probe: unwell("web-0"), parallelism: 1 });
    expect(inShort(told)).toEqual(["update 0", "check 0", "failed 0", "end undone: 1 of 6 done"]);
  });

  it("of a replacement that deletes first, in the middle of its wave: the one that is gone is made anew", async () => {
    const yaml = machines("2GiB", { rollout: `batch: 5, ${CHECK}`, count: 3 });
    const options = { replace: ["vms.web[0]", "vms.web[1]"], allow: { deletes: 9 } };
    const [, told = ""] = await textsOf({ yaml }, { yaml, options, probe: unwell("web-0"), parallelism: 2 });
    const created = inShort(told).filter((line) => /^(create|delete) /.test(line));
    expect(created.filter((line) => line.startsWith("create")).length).toBe(
      created.filter((line) => line.startsWith("delete")).length,
    );
  });

  it("of a replacement that creates first: the old one stays, also in the next run, until the new one is well", async () => {
    const yaml = machines("2GiB", { lifecycle: "replace: create-first,", count: 2 });
    const options = { replace: ["vms.web"], allow: { deletes: 9 } };
    const [, ...told] = await textsOf(
      { yaml },
      { yaml, options, probe: unwell("web-0") },
      { yaml, options: { allow: { deletes: 9 } }, probe: unwell("web-0") },
      { yaml, options: { allow: { deletes: 9 } } },
    );
    expect(told.map(inShort)).toEqual([
      ["create 0", "check 0", "failed 0", "end undone: 1 of 6 done"],
      ["check 0", "blocked 0", "end undone: 0 of 2 done"],
      ["check 0", "delete-deposed 0", "end done: 2 of 2 done"],
    ]);
  });
});

describe("a machine whose order was lost", () => {
  it.each([CHECK, "batch: 1"])(
    "keeps its group as it is, also in later runs, until it is left behind: %s",
    async (rollout) => {
      const yaml = machines("2GiB", { rollout });
      const options = { replace: ["vms.web"], allow: { deletes: 9 } };
      const faults = [{ effect: "lost-before", match: { method: "install", nth: 1 } }] as const;
      const [, ...told] = await textsOf(
        { yaml },
        { yaml, options, faults },
        { yaml, options },
        { yaml, options: { ...options, excludes: ["vms.web[0]"] } },
      );
      const begun = told.map((one) => inShort(one).filter((line) => /^(create|delete) /.test(line)));
      expect(begun).toEqual([["delete 0", "create 0"], [], ["delete 1", "create 1", "delete 2", "create 2"]]);
      expect(told[1]).toContain("blocked: vms.web[0], vms.web[1], vms.web[2]");
    },
  );
});

describe("before the first wave", () => {
  it("one that is not well keeps its group as it is; it is asked twice", async () => {
    const yaml = machines("1GiB");
    const target = { targets: ["vms.web[0]"] };
    const told = await runsOf(
      { yaml, options: target, parallelism: 9, probe: slow({ "web-2": 2 }) },
      { yaml, options: target, parallelism: 9, probe: slow({ "web-2": 1 }) },
    );
    expect(told.map((one) => inShort(one).slice(2))).toEqual([
      ["blocked 2", "end undone: 1 of 4 done"],
      ["update 0", "check 0", "end done: 4 of 4 done"],
    ]);
  });

  it("new ones are made and asked", async () => {
    const yaml = machines("1GiB", { count: 4 });
    const [told = ""] = await runsOf({ yaml, probe: unwell("web-3") });
    expect(inShort(told)).toEqual(["create 3", "check 3", "failed 3", "end undone: 1 of 8 done"]);
  });
});

describe("a check", () => {
  it("is repeated until it passes, after the pause", async () => {
    const yaml = machines("1GiB", { rollout: `wait: 30s, ${CHECK}`, count: 1 });
    const [, told = ""] = await textsOf(
      { yaml: machines("2GiB", { count: 1 }) },
      { yaml, probe: slow({ "web-0": 3 }) },
    );
    expect(told).toContain(text`
      started check vms.web[0]
        waiting check vms.web[0]: 30s to pass
        waiting check vms.web[0]: its check to pass: it ended with exit code 1
      done check vms.web[0]
      end done: 2 of 2 done
    `);
  });

  it("is given up after its time", async () => {
    const yaml = machines("1GiB", { rollout: `timeout: 7s, ${CHECK}`, count: 1 });
    const [, told = ""] = await textsOf({ yaml: machines("2GiB", { count: 1 }) }, { yaml, probe: unwell("web-0") });
    expect(told).toContain(
      "failed check vms.web[0]: its check (command is-well ${name}) did not pass within 7s: it ended with exit code 1",
    );
  });

  it("reaches the machine by the address that it has by then", async () => {
    const asked: string[] = [];
    const probe: Prober["probe"] = async (check) => {
      asked.push(JSON.stringify(check));
      return { isWell: true, said: "" };
    };
    const rollout = "check: { http: 'http://${ip}:8080/${name}/${index}' }";
    const withAddress = (yaml: string) => yaml.replace("cpu: 2", "cpu: 2, ips: 1");
    await textsOf(
      { yaml: withAddress(machines("2GiB", { count: 2 })) },
      { yaml: withAddress(machines("1GiB", { rollout, count: 2 })), probe },
    );
    expect(asked.map((one) => one.replace(/\d+\.\d+\.\d+\.\d+/, "IP"))).toEqual([
      '{"http":"http://IP:8080/web-0/0"}',
      '{"http":"http://IP:8080/web-1/1"}',
    ]);
  });

  it.each([
    ["while it waits for its time", `wait: 1h, ${CHECK}`, "waiting check vms.web[0]: 1h to pass"],
    ["while it is repeated", `timeout: 1h, ${CHECK}`, "waiting check vms.web[0]: its check to pass"],
  ])("ends at once with an interrupt %s; what was changed is on record", async (_when, rollout, at) => {
    const yaml = machines("1GiB", { rollout, count: 2 });
    const [, told = "", next = ""] = await textsOf(
      { yaml: machines("2GiB", { count: 2 }) },
      { yaml, probe: unwell("web-0"), meanwhile: { [at]: "stop" } },
      { yaml: machines("1GiB", { count: 2 }) },
    );
    expect(told).toContain(text`
      end undone: 1 of 4 done
        check vms.web[0] (1): interrupted
        check vms.web[1]: interrupted (not started)
        update vms.web[1]: interrupted (not started)
    `);
    expect(inShort(next)).toEqual(["check 0", "update 1", "check 1", "end done: 3 of 3 done"]);
  });
});
