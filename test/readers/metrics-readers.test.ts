// Prometheus' own promtool and node_exporter on a metrics file of ours, with the worst that can stand in it.
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { buildDriftMetrics } from "../../src/metrics/build-drift-metrics.ts";
import { writeMetricsFile } from "../../src/metrics/write-metrics-file.ts";
import { findFreePort, findProgram, hasServer, runProgram, untilListening } from "../servers/run-server.ts";
import { driftedReport, failedLook, quietReport } from "../support/sample-drift.ts";

const EXPORTER = "prometheus-node-exporter";
const NASTY = 'a"b\\c\nd\r\u0000\u001b[31me\ud800f\u{1f600}';
const looks = [driftedReport(), quietReport({ stack: "blog" }), failedLook({ stack: NASTY })];
const buildText = () => buildDriftMetrics(looks, { version: "0.1.0" });

const folders = new Set<string>();
afterEach(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  folders.clear();
});

describe("readers of the metrics file", () => {
  it.skipIf(!hasServer("promtool", ["promtool"]))(
    "promtool finds nothing wrong with it, in form or in names",
    async () => {
      const check = (input: string) =>
        spawnSync(findProgram("promtool") ?? "", ["check", "metrics"], { input, encoding: "utf8" });
      const { status, stdout, stderr } = check(await buildText());
      expect([status, stdout, stderr]).toEqual([0, "", ""]);
      expect(check("trueup_x 1 1\ntrueup_x 2\n").status).not.toBe(0);
    },
  );

  it.skipIf(!hasServer("node_exporter", [EXPORTER]))("node_exporter serves each sample of it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "trueup-textfile-"));
    folders.add(folder);
    expect(await writeMetricsFile(join(folder, "trueup.prom"), await buildText())).toEqual([]);
    const port = await findFreePort();
    const exporter = runProgram(EXPORTER, [
      `--web.listen-address=127.0.0.1:${port}`,
      "--collector.disable-defaults",
      "--collector.textfile",
      `--collector.textfile.directory=${folder}`,
    ]);
    const scrape = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    try {
      await untilListening(port, exporter);
      const text = await scrape();
      expect(text).toContain("node_textfile_scrape_error 0\n");
      const served = text.split("\n").filter((line) => line.startsWith("trueup_"));
      const written = (await buildText()).split("\n").filter((line) => line.startsWith("trueup_"));
      expect(served.map(asRead).sort()).toEqual(written.map(asRead).sort());
      // What shows that it would have been told: another file with the same name and another HELP.
      await writeFile(join(folder, "other.prom"), "# HELP trueup_build_info x\ntrueup_build_info 1 1\n");
      expect(await scrape()).toContain("node_textfile_scrape_error 1\n");
    } finally {
      await exporter.stop();
    }
  });
});

/** Labels in order of their names, the number as a number: both write them in ways of their own. */
function asRead(line: string): string {
  const [, name, labels = "", value] = /^(\w+)\{(.*)\} (\S+)$/.exec(line) ?? [];
  const pairs = [...labels.matchAll(/\w+="(?:[^"\\]|\\.)*"/g)].map(([pair]) => pair).sort();
  return `${name}{${pairs.join(",")}} ${Number(value)}`;
}
