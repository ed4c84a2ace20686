// Ceph's S3 gateway on one object store in memory, from Debian's packages: the daemons alone, without services or root.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { findFreePort, type RunningProgram, runProgram, runToEnd, untilListening } from "./run-server.ts";
import { type S3Server, TEST_KEYS } from "./s3-server.ts";

export const CEPH_PROGRAMS = ["ceph-mon", "ceph-osd", "radosgw", "radosgw-admin", "monmaptool", "ceph"];
const CLUSTER = "5b1f7c0a-6a3b-4f57-9a57-0a6a5f0f8a01";
const STORE = "0d3c4d57-6f0e-4d0a-8a7e-7a1c9e0b2c02";

export async function startCeph(): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), "ceph-"));
  const [port, monitor] = [await findFreePort(), await findFreePort()];
  const at = (name: string): string => join(folder, name);
  for (const name of ["mon", "osd", "rgw", "run"]) await mkdir(at(name));
  const settings = at("ceph.conf");
  const address = `v2:127.0.0.1:${monitor}`;
  await writeFile(settings, formatSettings(folder, address, port));
  const with_ = (...args: string[]): string[] => ["-c", settings, ...args];
  runToEnd("monmaptool", ["--create", "--clobber", "--fsid", CLUSTER, "--addv", "a", `[${address}]`, at("monmap")]);
  runToEnd("ceph-mon", with_("--mkfs", "-i", "a", "--monmap", at("monmap")));
  const running: RunningProgram[] = [];
  const stop = async (): Promise<void> => {
    for (const program of running.reverse()) await program.stop("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  };
  let gateway: RunningProgram | undefined;
  const start = async (): Promise<void> => {
    gateway = runProgram("radosgw", with_("-n", "client.rgw", "-f"));
    running.push(gateway);
    await untilListening(port, gateway);
  };
  try {
    running.push(runProgram("ceph-mon", with_("-i", "a", "-f")));
    await untilListening(monitor, running[0] as RunningProgram);
    runToEnd("ceph", with_("--connect-timeout", "30", "osd", "new", STORE));
    runToEnd("ceph-osd", with_("-i", "0", "--mkfs", "--osd-uuid", STORE));
    running.push(runProgram("ceph-osd", with_("-i", "0", "-f")));
    await start();
    const { accessKeyId, secretAccessKey } = TEST_KEYS;
    const user = [
      "--uid",
      "test",
      "--display-name",
      "test",
      "--access-key",
      accessKeyId,
      "--secret-key",
      secretAccessKey,
    ];
    runToEnd("radosgw-admin", with_("-n", "client.rgw", "user", "create", ...user));
  } catch (error) {
    await stop();
    throw error;
  }
  // What is stored stays: only the gateway goes.
  const crash = async (): Promise<void> => await gateway?.stop("SIGKILL");
  return { name: "Ceph RGW", endpoint: `http://127.0.0.1:${port}`, port, stop, crash, start };
}

function formatSettings(folder: string, monitor: string, port: number): string {
  return [
    "[global]",
    `fsid = ${CLUSTER}`,
    `mon host = ${monitor}`,
    "mon initial members = a",
    "public network = 127.0.0.0/8",
    "auth cluster required = none",
    "auth service required = none",
    "auth client required = none",
    // Without authentication there are no keys to encrypt with.
    "ms mon client mode = crc secure",
    "osd pool default size = 1",
    "osd pool default min size = 1",
    "osd pool default pg num = 1",
    "osd pool default pgp num = 1",
    "osd pool default pg autoscale mode = off",
    "mon allow pool size one = true",
    "osd objectstore = memstore",
    "memstore device bytes = 1073741824",
    "osd class load list = *",
    "osd class default list = *",
    `run dir = ${join(folder, "run")}`,
    `admin socket = ${join(folder, "run")}/$name.asok`,
    `log file = ${folder}/$name.log`,
    `mon data = ${join(folder, "mon")}`,
    `osd data = ${join(folder, "osd")}`,
    `rgw data = ${join(folder, "rgw")}`,
    "rgw thread pool size = 64",
    "[client.rgw]",
    `rgw frontends = beast endpoint=127.0.0.1:${port}`,
    "",
  ].join("\n");
}
