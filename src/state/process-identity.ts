// Who a process is beyond its pid, and proof that one is gone. Only Linux offers proof; elsewhere nothing is ever proven.
import { readFile, readlink } from "node:fs/promises";

/** What, together with host and pid, names one process for all time. */
export interface ProcessIdentity {
  readonly bootId: string;
  readonly pidNamespace: string;
  readonly startTime: string;
}

export interface ProcessWitness {
  /** Undefined where the platform cannot tell. */
  self(): Promise<ProcessIdentity | undefined>;
  /** True only if it is certain that the process is not running any more. */
  isGone(pid: number, identity: ProcessIdentity): Promise<boolean>;
}

export const linuxWitness: ProcessWitness = {
  async self() {
    const [boot, startTime] = await Promise.all([readBoot(), readStart(process.pid)]);
    return boot === undefined || startTime === undefined ? undefined : { ...boot, startTime };
  },
  async isGone(pid, identity) {
    const boot = await readBoot();
    // Another boot or another namespace may be another machine that has the same name: no proof.
    if (boot?.bootId !== identity.bootId || boot.pidNamespace !== identity.pidNamespace) return false;
    return (await readStart(pid)) !== identity.startTime;
  },
};

async function readBoot(): Promise<{ bootId: string; pidNamespace: string } | undefined> {
  try {
    const bootId = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    return { bootId: bootId.trim(), pidNamespace: await readlink("/proc/self/ns/pid") };
  } catch {
    return undefined;
  }
}

/** Start time in clock ticks since boot; undefined where there is no such process or where it is only a zombie. */
async function readStart(pid: number): Promise<string | undefined> {
  let stat: string;
  try {
    stat = await readFile(`/proc/${pid}/stat`, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH"))
      return undefined;
    // Not readable is not "not there".
    throw error;
  }
  // The command name stands in brackets and may hold brackets and blanks itself.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
}
