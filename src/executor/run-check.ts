// Waits until a machine is well: the pause after its change, then its check, again and again until it passes or its time is
// over. One that this plan has not touched is asked twice at most. Sends nothing to a provider but reads.
import { quoteAddress } from "../core/address.ts";
import { AbortedError, ProviderError } from "../core/errors.ts";
import type { OperationResult } from "../core/event.ts";
import { isJsonObject, type Json } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { BoundCheck, Probed } from "../core/prober.ts";
import { describeCheck, type HealthCheck, type PlannedCheck } from "../core/rollout.ts";
import { formatDuration } from "../core/units.ts";
import { observeObject } from "./observe-objects.ts";
import { elapsed, emitWaiting, end, type Run } from "./operation-run.ts";
import { providerOf } from "./run-context.ts";

const MOST_PAUSE_MS = 5000;
const LEAST_PAUSE_MS = 100;
const MOST_PROBE_MS = 10_000;
const TELL_EVERY_MS = 10_000;
/** One that runs since long answers at once; a lost packet proves nothing. */
const TRIES_BEFORE = 2;

/** Throws `AbortedError` as soon as stopping is asked for. */
export async function runCheck(run: Run, { waitMs, isAsked }: PlannedCheck): Promise<OperationResult> {
  const { context, operation } = run;
  const check = context.resources.get(operation.address)?.rollout?.check;
  await passTime(run, waitMs);
  if (!isAsked || check === undefined) return end(run, "done", "");
  const { timeoutMs } = operation;
  const until = elapsed(run) + timeoutMs;
  const isBefore = isUntouched(run);
  const pauseMs = Math.min(MOST_PAUSE_MS, Math.max(LEAST_PAUSE_MS, timeoutMs / 20));
  for (let tries = 1; ; tries++) {
    const { isWell, said } = await ask(run, check, Math.min(MOST_PROBE_MS, timeoutMs));
    if (isWell) return end(run, "done", "");
    if (isBefore && tries >= TRIES_BEFORE) return endUnwell(run, check, said);
    if (!isBefore && elapsed(run) + pauseMs > until) return endFailed(run, check, said);
    emitWaiting(run, `its check to pass: ${said}`);
    await pause(run, pauseMs);
  }
}

/** Nothing of this plan comes before it: it is as the run has found it. */
function isUntouched({ operation: { needs } }: Run): boolean {
  return needs.length === 0;
}

/** Told again and again, so that a log shows that something goes on. */
async function passTime(run: Run, waitMs: number): Promise<void> {
  for (let left = waitMs; left > 0; left -= TELL_EVERY_MS) {
    emitWaiting(run, `${formatDuration(waitMs)} to pass`);
    await pause(run, Math.min(left, TELL_EVERY_MS));
  }
}

async function pause({ context: { clock, stop } }: Run, ms: number): Promise<void> {
  if (stop.isRequested()) throw new AbortedError();
  if (ms > 0) await clock.sleep(ms, stop.requested);
}

async function ask(run: Run, check: HealthCheck, timeoutMs: number): Promise<Probed> {
  const { prober, stop } = run.context;
  const bound = await bindCheck(run, check);
  if (stop.isRequested()) throw new AbortedError();
  return typeof bound === "string"
    ? { isWell: false, said: bound }
    : prober.probe(bound, { signal: stop.requested, timeoutMs });
}

/** With the machine's own address and name, or what they are missing for. */
async function bindCheck(run: Run, check: HealthCheck): Promise<BoundCheck | string> {
  const { context, operation } = run;
  const tracked = context.journal.document().resources[operation.address];
  if (tracked === undefined) return "it is not in the state";
  const name = tracked.name;
  if (!needsAddress(check)) return fill(check, { ip: "", name });
  try {
    const { type, remoteId } = tracked;
    const found = await observeObject(providerOf(context, operation.provider), { type, remoteId }, context.call);
    const ip = addressOf(found);
    return ip === undefined ? "it has no address yet" : fill(check, { ip, name });
  } catch (error) {
    if (error instanceof ProviderError) return `its address cannot be read: ${error.message}`;
    throw error;
  }
}

function needsAddress(check: HealthCheck): boolean {
  const texts = "http" in check ? [check.http] : "command" in check ? check.command : ["${ip}"];
  return texts.some((text) => text.includes("${ip}"));
}

/** The first public one; where there is none, the first of a private network. */
function addressOf(found: Observed | undefined): string | undefined {
  const outputs = isJsonObject(found?.outputs) ? found.outputs : {};
  const listed = [outputs["ips"], outputs["privateIps"]].flatMap((list): readonly Json[] =>
    Array.isArray(list) ? list : [],
  );
  return listed.find((ip): ip is string => typeof ip === "string" && ip !== "");
}

function fill(check: HealthCheck, { ip, name }: { readonly ip: string; readonly name: string }): BoundCheck {
  const put = (text: string, host: string) => text.replaceAll("${ip}", () => host).replaceAll("${name}", () => name);
  if ("tcp" in check) return { tcp: check.tcp, host: ip };
  return "http" in check
    ? { http: put(check.http, ip.includes(":") ? `[${ip}]` : ip) }
    : { command: check.command.map((word) => put(word, ip)) };
}

function endFailed(run: Run, check: HealthCheck, said: string): OperationResult {
  const { address, timeoutMs } = run.operation;
  const message = `its check (${describeCheck(check)}) did not pass within ${formatDuration(timeoutMs)}: ${said}`;
  return end(run, "failed", message, {
    fix: `mend it, then go on with trueup apply, which asks this machine first; or go on without it: trueup apply --exclude ${quoteAddress(address)}`,
  });
}

function endUnwell(run: Run, check: HealthCheck, said: string): OperationResult {
  const { address, rollout } = run.operation;
  const message = `it does not pass its check (${describeCheck(check)}): ${said}. Until it does, nothing of ${rollout?.group ?? "its group"} is taken out of service`;
  return end(run, "blocked", message, {
    fix: `mend it, then trueup apply; or go on without it: trueup apply --exclude ${quoteAddress(address)}`,
  });
}
