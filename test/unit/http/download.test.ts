// Downloads from a server of this test: whole or not at all, never over a file, and without the link in any message.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { download } from "../../../src/http/download.ts";

let folder = "";
let server: Server | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trueup-download-"));
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function fetchFrom(serve: RequestListener, signal = new AbortController().signal) {
  const made = createServer(serve);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(made.address() as AddressInfo).port}/?p=s3cr3t-token`;
  const seen: (number | undefined)[] = [];
  const size = await download({
    url,
    path: join(folder, "copy"),
    partPath: join(folder, ".copy.part"),
    env: { HTTPS_PROXY: "http://203.0.113.1:1" },
    signal,
    onProgress: (bytes, total) => seen.push(bytes, total),
  });
  return { size, seen };
}

const failureOf = (run: Promise<unknown>) =>
  run.then(
    () => "",
    (error: unknown) => String(error),
  );

describe("a download", () => {
  it("is there when it is whole, readable by its owner only, and leaves nothing else", async () => {
    const { size, seen } = await fetchFrom((_request, response) => response.end("hello"));
    expect(size).toBe(5);
    expect(seen).toEqual([5, 5]);
    expect(await readFile(join(folder, "copy"), "utf8")).toBe("hello");
    expect((await stat(join(folder, "copy"))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(["copy"]);
  });

  it("that ends too early, or is refused, leaves nothing and does not show its link", async () => {
    const cut: RequestListener = (_request, response) => {
      response.writeHead(200, { "content-length": "10" });
      response.write("hello");
      setImmediate(() => response.destroy());
    };
    const failures = [
      await failureOf(fetchFrom(cut)),
      await failureOf(fetchFrom((_request, response) => response.writeHead(404).end())),
      await failureOf(
        fetchFrom((_request, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end()),
      ),
    ];
    expect(failures).toEqual([
      expect.stringMatching(/broke off|ended after/),
      expect.stringContaining("HTTP 404"),
      expect.stringContaining("HTTP 302"),
    ]);
    expect(failures.join()).not.toContain("s3cr3t");
    expect(await readdir(folder)).toEqual([]);
  });

  it("never takes the place of a file that has appeared meanwhile", async () => {
    await writeFile(join(folder, "copy"), "mine");
    expect(await failureOf(fetchFrom((_request, response) => response.end("hello")))).toContain("EEXIST");
    expect(await readFile(join(folder, "copy"), "utf8")).toBe("mine");
    expect(await readdir(folder)).toEqual(["copy"]);
  });

  it("goes nowhere without TLS but to this machine, and stops when it is asked to", async () => {
    const to = { path: join(folder, "copy"), partPath: join(folder, ".part"), env: {}, onProgress: () => undefined };
    const plain = download({ ...to, url: "http://203.0.113.9/?p=s3cr3t", signal: new AbortController().signal });
    expect(await failureOf(plain)).toContain("not https");
    const stop = new AbortController();
    const hanging = fetchFrom((_request, response) => {
      response.writeHead(200).write("he");
      setImmediate(() => stop.abort());
    }, stop.signal);
    expect(await failureOf(hanging)).toMatch(/abort/i);
    expect(await readdir(folder)).toEqual([]);
  });
});
