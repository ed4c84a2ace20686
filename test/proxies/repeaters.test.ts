// Real proxies that send a GET again by themselves when the first answer is lost, between the built program and Serveroid,
// which buys by GET: one machine on record, the other one told, and nothing deleted by itself.

import net from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import { afterEach, describe, expect, it, type TestContext } from "vitest";
import { type Bench, closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { EMPTY, head, key, vm } from "../support/shop.ts";
import { skipOutsideCi } from "../support/skip-outside-ci.ts";
import { makeCertificate } from "../unit/http/certificate.ts";
import {
  interceptTls,
  makeAuthority,
  startNginx,
  startSquid,
  startVarnish,
  stopIntermediariesAfterEach,
} from "./intermediary.ts";

closeBenchesAfterEach();
stopIntermediariesAfterEach();

const fronts: net.Server[] = [];
afterEach(() => {
  for (const front of fronts.splice(0)) front.close();
});

const ONE = `${head("", "{}")}keys:\n${key("ops")}vms:\n${vm("web")}`;
const machines = (bench: Bench): number[] =>
  (bench.sim.state("serveroid")["vms"] as { readonly id: number }[]).map(({ id }) => id);

async function openLosing(): Promise<{ bench: Bench; port: number }> {
  const bench = await openBench({
    seed: EMPTY,
    files: { "trueup.yaml": ONE },
    faults: [{ effect: "lost-after", match: { method: "install", nth: 1 } }],
  });
  return { bench, port: Number(new URL(bench.sim.endpoints.serveroid ?? "").port) };
}

/** TLS in front of the stand-in, byte by byte: what is cut behind it is cut before it. */
async function startTlsFront(context: TestContext, port: number): Promise<number> {
  const certificate = makeCertificate() ?? skipOutsideCi(context, "openssl");
  const front = createServer({ ...certificate, ALPNProtocols: ["http/1.1"] }, (socket: TLSSocket) => {
    const behind = net.connect(port, "127.0.0.1");
    const end = () => {
      socket.destroy();
      behind.destroy();
    };
    socket.on("error", end).on("close", end).pipe(behind);
    behind.on("error", end).on("close", end).pipe(socket);
  });
  fronts.push(front);
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  return (front.address() as net.AddressInfo).port;
}

const WAYS: Record<string, (context: TestContext, bench: Bench, port: number) => Promise<void>> = {
  "squid that intercepts TLS (ssl_bump bump all)": async (context, bench, port) => {
    const tlsPort = await startTlsFront(context, port);
    const authority = await makeAuthority(bench.dir);
    const rules = (own: number, dir: string) => interceptTls(own, dir, authority);
    const squid = await startSquid(context, rules, "127.0.0.1 vendor.test\n");
    Object.assign(bench.env, {
      SERVEROID_ENDPOINT: `https://vendor.test:${tlsPort}`,
      HTTPS_PROXY: squid.url,
      NODE_EXTRA_CA_CERTS: authority.certificate,
    });
  },
  "nginx with an upstream block and keepalive": async (context, bench, port) => {
    const nginx = await startNginx(
      context,
      (own) => `
  upstream vendor { server 127.0.0.1:${port}; keepalive 8; }
  server {
    listen 127.0.0.1:${own};
    location / { proxy_pass http://vendor; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }`,
    );
    bench.env["SERVEROID_ENDPOINT"] = nginx.url;
  },
  Varnish: async (context, bench, port) => {
    bench.env["SERVEROID_ENDPOINT"] = (await startVarnish(context, port)).url;
  },
};

describe.each(Object.keys(WAYS))("behind %s, the answer to an order is lost", (way) => {
  it("two machines are told at once and by every later plan, until one is deleted by its id", async (context) => {
    const { bench, port } = await openLosing();
    await WAYS[way]?.(context, bench, port);
    const applied = await bench.run(["apply", "-y"]);
    expectCode(applied, 3);
    if (way.startsWith("squid")) expect(applied.all).toContain("TLS by the private authority test authority");
    const [first = 0, second = 0] = machines(bench);
    expect(machines(bench)).toHaveLength(2);
    for (const ended of [applied, await bench.run(["plan"]), await bench.run(["apply", "-y"])]) {
      expect(ended.all).toContain(`vm ${second}`);
      expect(ended.all).toContain(`vm ${first}`);
      expect(ended.all).toContain(`trueup apply --delete-surplus vms.web=${first}`);
      expect(ended.all).not.toContain("No changes");
    }
    expect(machines(bench)).toHaveLength(2);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 2);
    expectCode(await bench.run(["apply", "-y", "--delete-surplus", `vms.web=${first}`]), 0);
    expect(machines(bench)).toEqual([second]);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
  }, 60_000);
});

it("behind nginx the account holds no second machine: the refused copy is no refused order", async (context) => {
  const limited = { serveroid: { ...EMPTY.serveroid, limits: { vms: 1 } } };
  const bench = await openBench({
    seed: limited,
    files: { "trueup.yaml": ONE },
    faults: [{ effect: "lost-after", match: { method: "install", nth: 1 } }],
  });
  await WAYS["nginx with an upstream block and keepalive"]?.(
    context,
    bench,
    Number(new URL(bench.sim.endpoints.serveroid ?? "").port),
  );
  expectCode(await bench.run(["apply", "-y"]), 0);
  expect(machines(bench)).toHaveLength(1);
  expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
});
