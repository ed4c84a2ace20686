// Tells of a look for drift elsewhere than here: metrics in a file, notices to webhooks, each thing once until it changes.
import { resolve } from "node:path";
import type { OpenedStack } from "../compose/open-stack.ts";
import { VERSION } from "../compose/version.ts";
import { type Diagnostic, hasErrors } from "../core/diagnostic.ts";
import type { DriftFinding, DriftReport } from "../core/drift-report.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { FailedLook } from "../core/failed-look.ts";
import type { NoticeTarget } from "../notify/notice-target.ts";
import { type DriftMemory, forgetTold, listFresh, rememberFailure, rememberTold } from "../run/drift/drift-memory.ts";
import { findErrors } from "../run/drift/list-findings.ts";
import type { DriftToldFlags } from "./drift-told-options.ts";
import type { Terminal } from "./terminal.ts";

export interface Told {
  /** With what each target was told of. */
  readonly memory: DriftMemory;
  readonly diagnostics: readonly Diagnostic[];
}

export interface DriftTeller {
  /** Whether anything is told elsewhere: then the time of the last success is worth keeping, too. */
  readonly isAsked: boolean;
  tell(look: DriftReport | FailedLook, memory: DriftMemory): Promise<Told>;
}

/** Throws `DiagnosticsError` where a target cannot be one. */
export async function openTeller(
  { env, cwd }: Pick<Terminal, "env" | "cwd">,
  flags: DriftToldFlags,
  { redactor, clock }: Pick<OpenedStack, "redactor" | "clock">,
): Promise<DriftTeller> {
  const targets = await parseTargets(flags, env, redactor);
  return {
    isAsked: targets.length > 0 || flags.metricsFile !== undefined,
    async tell(look, memory) {
      const sent = targets.length === 0 ? { memory, diagnostics: [] } : await notify(look, memory);
      return { ...sent, diagnostics: [...sent.diagnostics, ...(await writeMetrics(look))] };
    },
  };

  async function notify(look: DriftReport | FailedLook, memory: DriftMemory): Promise<Told> {
    const { sendNotices } = await import("../notify/send-notices.ts");
    const findings = "findings" in look ? look.findings : asFindings(look);
    const known =
      "findings" in look
        ? forgetTold(
            memory,
            targets.map(({ id }) => id),
          )
        : memory;
    const errands = targets
      .map((target) => ({ target, fresh: listFresh(known, target.id, findings) }))
      .filter(({ fresh }) => fresh.length > 0);
    const results = await sendNotices(errands, { look, version: VERSION, redactor, clock, env });
    const arrived = results.filter(({ isTold }) => isTold).map(({ target }) => target.id);
    const [failure] = findings;
    const remember = (before: DriftMemory, id: string) =>
      "findings" in look || failure === undefined
        ? rememberTold(before, id, findings)
        : rememberFailure(before, id, failure);
    return {
      memory: arrived.reduce(remember, known),
      diagnostics: results.flatMap(({ diagnostic }) => diagnostic ?? []),
    };
  }

  async function writeMetrics(look: DriftReport | FailedLook): Promise<readonly Diagnostic[]> {
    if (flags.metricsFile === undefined) return [];
    const [{ buildDriftMetrics }, { writeMetricsFile }] = await Promise.all([
      import("../metrics/build-drift-metrics.ts"),
      import("../metrics/write-metrics-file.ts"),
    ]);
    return await writeMetricsFile(
      resolve(cwd, flags.metricsFile),
      await buildDriftMetrics([look], { version: VERSION }),
    );
  }
}

async function parseTargets(
  { notify }: DriftToldFlags,
  env: Terminal["env"],
  redactor: OpenedStack["redactor"],
): Promise<readonly NoticeTarget[]> {
  if (notify === undefined && (env["TRUEUP_NOTIFY_URL"] ?? "").trim() === "") return [];
  const { parseNoticeTargets } = await import("../notify/notice-target.ts");
  const { targets, secrets, diagnostics } = parseNoticeTargets(notify, env);
  for (const secret of secrets) redactor.add(secret);
  if (hasErrors(diagnostics)) throw new DiagnosticsError(diagnostics);
  return targets;
}

function asFindings({ errors, stack, startedMs }: FailedLook): DriftFinding[] {
  return findErrors(errors, stack).map(({ key, mark, subject }) => ({ key, mark, subject, firstSeenMs: startedMs }));
}
