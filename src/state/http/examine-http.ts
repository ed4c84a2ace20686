// What a server of Terraform's HTTP protocol promises. There is no way to ask: two locks are tried for, and whether the second
// is refused is what counts. A write with another lock's id is not tried, since a server that takes it has then written.
import { StateError } from "../../core/errors.ts";
import { type Judgement, judgeOk, judgeProblem, judgeSkipped } from "../../core/finding.ts";
import type { Lease } from "../../core/state-port.ts";
import { acquireHttpLock, describeSelf, type HttpLockSetting } from "./http-lock.ts";
import { formatLockInfo } from "./lock-info.ts";

const CODE = "doctor.store";
const FENCE = "no lease; the lock's id on each write is the only fence, which is not tried here (GitLab checks it)";

export async function examineHttp(
  setting: HttpLockSetting,
  { mayProbe }: { readonly mayProbe: boolean },
): Promise<readonly Judgement[]> {
  if (!mayProbe) return [judgeSkipped(CODE, `--no-probe; ${FENCE}`)];
  const lease = await tryLease(setting);
  if (lease === undefined) return [judgeOk(CODE, `a second lock was refused; ${FENCE}`)];
  try {
    const second = describeSelf(setting, "doctor: is a second lock refused?");
    const answer = await setting.server.lock(formatLockInfo(second));
    if (answer.outcome === "refused")
      return [judgeOk(CODE, `a second lock was refused (HTTP ${answer.status}); ${FENCE}`)];
    await setting.server.unlock(formatLockInfo(second), second.id);
    return [
      judgeProblem(CODE, "the server gave one lock to two: two applies at once would overwrite each other's state", {
        fixes: ["keep the state at another server, or use the backend postgres or s3"],
      }),
    ];
  } finally {
    await lease.release();
  }
}

/** Undefined where somebody else holds the lock: then the refusal was seen already. */
async function tryLease(setting: HttpLockSetting): Promise<Lease | undefined> {
  const request = { operation: "doctor: is a second lock refused?", waitMs: 0 };
  try {
    return await acquireHttpLock(setting, request, () => Promise.resolve(0));
  } catch (error) {
    if (error instanceof StateError && error.problem === "locked") return undefined;
    throw error;
  }
}
