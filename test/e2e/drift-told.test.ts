// What a look for drift tells elsewhere: a webhook hears of each thing once, a failing look too; the metrics file says when a look
// last succeeded. The address of the webhook stands nowhere.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, it } from "vitest";
import { closeBenchesAfterEach, expectCode, mutate, openBench, readTree } from "../support/cli.ts";
import { EMPTY, ONE_VM } from "../support/shop.ts";

closeBenchesAfterEach();

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Notice {
  readonly stack: string;
  readonly new: readonly { readonly subject?: string; readonly address?: string }[];
}

async function openHook(): Promise<{ readonly url: string; readonly notices: Notice[]; status: number }> {
  const hook = { url: "", notices: [] as Notice[], status: 200 };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      hook.notices.push(JSON.parse(body) as Notice);
      response.writeHead(hook.status).end();
    });
  }).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  closing.push(() => server.close());
  hook.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/s3cr3t-path`;
  return hook;
}

const gauge = (metrics: string, name: string): number =>
  Number(new RegExp(`^${name}\\{[^}]*\\} (.*)$`, "m").exec(metrics)?.[1] ?? Number.NaN);

it("each thing once, a failed look once, and when a look last succeeded", async () => {
  const hook = await openHook();
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM }, env: { HOOK: hook.url } });
  expectCode(await bench.run(["apply", "-y"]), 0);
  const look = (env: Record<string, string> = {}) =>
    bench.run(["drift", "-q", "--metrics-file", "shop.prom", "--notify", "env:HOOK"], { env });
  const quiet = await look();
  expectCode(quiet, 0);
  expect(quiet.all).toBe("");
  expect(hook.notices).toEqual([]);
  const first = gauge(await bench.read("shop.prom"), "trueup_drift_last_success_timestamp_seconds");
  expect(first).toBeGreaterThan(1_700_000_000);

  const id = (await bench.state()).resources["vms.web"]?.remoteId ?? "";
  await mutate(bench, { kind: "vms", action: "patch", id, set: { memory: 2048 } });
  hook.status = 400;
  const refused = await look();
  expectCode(refused, 2);
  expect(refused.err).toContain("error[notify.failed]");
  hook.status = 200;
  expectCode(await look(), 2);
  expectCode(await look(), 2);
  expect(hook.notices.map(({ stack }) => stack)).toEqual(["shop", "shop"]);
  expect(JSON.stringify(hook.notices[1])).toContain("vms.web");
  expect(await bench.read("shop.prom")).toContain('trueup_drift_resources{stack="shop",class="conflict"} 1\n');

  // The provider is away for two nights.
  const away = { SERVEROID_ENDPOINT: "http://127.0.0.1:9" };
  const lost = await look(away);
  expectCode(lost, 1);
  expectCode(await look(away), 1);
  expect(hook.notices).toHaveLength(3);
  const failing = await bench.read("shop.prom");
  expect(gauge(failing, "trueup_drift_last_run_success")).toBe(0);
  expect(gauge(failing, "trueup_drift_last_success_timestamp_seconds")).toBeGreaterThanOrEqual(first);
  // It is back, and what was known before is not told again.
  expectCode(await look(), 2);
  expect(hook.notices).toHaveLength(3);
  expectCode(await look(away), 1);
  expect(hook.notices).toHaveLength(4);

  const everything = [...Object.values(await readTree(bench.dir)), refused.all, lost.all].join("\n");
  expect(everything).not.toContain("s3cr3t-path");
});

it("a target that cannot be one, and a file that cannot be written, are told before and after the look", async () => {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
  const unset = await bench.run(["drift", "--notify", "env:HOOK"]);
  expectCode(unset, 1);
  expect(unset.err).toContain("error[notify.target]");
  const unwritable = await bench.run(["drift", "--metrics-file", "missing/shop.prom"]);
  expectCode(unwritable, 1);
  expect(unwritable.err).toContain("error[metrics.unwritable]");
  expect(unwritable.out).toBe("No drift. Everything is as the last apply left it.\n");
});
