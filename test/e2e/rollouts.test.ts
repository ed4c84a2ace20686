// docs/rollouts.md on the built program: ten machines, and the fourth does not come up well.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type Bench, closeBenchesAfterEach, expectCode, openBench, until } from "../support/cli.ts";
import { EMPTY, head, key, vm } from "../support/shop.ts";

closeBenchesAfterEach();

const COMMAND = "{ command: [sh, is-well, '${name}'] }";
/** Not well is the machine that the file `broken` names. */
const IS_WELL = 'test "$1" != "$(cat broken)"\n';

function servers(count: number, memory: string, rollout: string): string {
  const group = vm("web", `count: ${count}\nallowRestart: true\nlifecycle: { rollout: ${rollout} }`);
  return `${head("concurrency: 16")}keys:\n${key("ops")}vms:\n${group.replace("memory: 1GiB", `memory: ${memory}`)}`;
}

async function openServers(count: number, rollout: string): Promise<Bench> {
  const files = { "trueup.yaml": servers(count, "2GiB", rollout), "is-well": IS_WELL, broken: "web-3" };
  const bench = await openBench({ seed: EMPTY, files });
  expectCode(await bench.run(["apply", "-y"]), 0);
  await bench.write("trueup.yaml", servers(count, "1GiB", rollout));
  bench.sim.log.clear();
  return bench;
}

const changed = ({ sim }: Bench): string[] =>
  (sim.state("serveroid")["vms"] as { name: string; memory: number }[])
    .flatMap(({ name, memory }) => (memory === 1024 ? [name] : []))
    .sort();

const flat = (text: string): string => text.replace(/\s+/g, " ");

describe("ten machines at Serveroid", () => {
  it("touches no fifth when the check of the fourth fails, nor does the next run", async () => {
    const bench = await openServers(10, `{ check: ${COMMAND}, timeout: 300ms }`);
    const stopped = await bench.run(["apply", "-y", "--allow-exec"]);
    expectCode(stopped, 3);
    expect(changed(bench)).toEqual(["web-0", "web-1", "web-2", "web-3"]);
    expect(bench.sent()).toEqual(Array.from({ length: 4 }, () => "memory_change"));
    expect(flat(stopped.out)).toContain(
      "vms.web: stopped at vms.web[3]; done: vms.web[0..2]; as they were: vms.web[4..9]",
    );
    expect(flat(stopped.out)).toContain("did not pass within 300ms: it ended with exit code 1");

    // As cron would: it does not roll on over the one that is not well.
    const again = await bench.run(["apply", "-y", "--allow-exec"]);
    expectCode(again, 3);
    expect(bench.sent()).toHaveLength(4);
    expect(flat(again.out)).toContain("or go on without it: trueup apply --exclude 'vms.web[3]'");
  });

  it("an interrupt ends the waiting at once; a rehearsal takes checks as passed", async () => {
    const bench = await openServers(2, "{ wait: 1h, check: { tcp: 22 } }");
    const rehearsed = await bench.run(["plan", "--rehearse"]);
    expectCode(rehearsed, 0);
    expect(flat(rehearsed.out)).toContain("vms.web: 2 machines in 2 waves of 1, each checked by tcp 22, 1h after");
    expect(flat(rehearsed.out)).toContain("Checks of machines were not made: each was taken as passed.");
    expect(bench.sent()).toEqual([]);
    const run = bench.start(["apply", "-y"]);
    await until(() => expect(run.all()).toContain("vms.web[0]: Checking"));
    run.kill("SIGINT");
    expectCode(await run.ended, 130);
    expect(changed(bench)).toEqual(["web-0"]);
    expect((await bench.state()).pending).toEqual([]);
  });
});

describe("ten machines at Gcore", () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  it("goes in waves of a share, by a saved plan; the one that fails stops the rest", async () => {
    const asked: string[] = [];
    server = createServer((request, answer) => {
      asked.push(request.url ?? "");
      answer.writeHead(request.url === "/edge-3" ? 503 : 200).end();
    }).listen(0, "127.0.0.1");
    await until(() => expect(server?.listening).toBe(true));
    const { port } = server.address() as AddressInfo;
    const rollout = `{ batch: 25%, timeout: 300ms, check: { http: "http://127.0.0.1:${port}/\${name}" } }`;
    const yaml = (flavor: string) => `version: 1
stack: shop
providers:
  gcore: { region: Luxembourg-2, pollInterval: 50ms, requestsPerSecond: 1000, concurrency: 16 }
vms:
  edge:
    provider: gcore
    count: 10
    flavor: ${flavor}
    allowRestart: true
    volumes: { boot: { image: ubuntu-24.04-x64, size: 20GiB, boot: true } }
    interfaces: { public: { type: external } }
    lifecycle: { rollout: ${rollout} }
`;
    const bench = await openBench({ files: { "trueup.yaml": yaml("g2-standard-2-4") } });
    expectCode(await bench.run(["apply", "-y"]), 0);
    bench.sim.log.clear();
    await bench.write("trueup.yaml", yaml("g2-standard-4-8"));
    expectCode(await bench.run(["plan", "--out", "plan.json"]), 0);
    const stopped = await bench.run(["apply", "plan.json"]);
    expectCode(stopped, 3);
    expect(bench.sent("instances.changeflavor")).toHaveLength(4);
    expect([...new Set(asked)].sort()).toEqual(["/edge-0", "/edge-1", "/edge-2", "/edge-3"]);
    expect(flat(stopped.out)).toContain("stopped at vms.edge[3]; done: vms.edge[0..2]; as they were: vms.edge[4..9]");
    expect(flat(stopped.out)).toContain("HTTP 503");
  });
});
