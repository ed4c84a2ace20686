// The library: validate, plan and apply as the program does them, without a terminal. Events and questions are callbacks.

import type { Printer } from "./cli/printer.ts";
import type { ApplyFlags, ConfigurationOptions, PlanFlags } from "./cli/program-options.ts";
import { applyFlow } from "./cli/session/apply-flow.ts";
import { loadFiles } from "./cli/session/load-configuration-files.ts";
import { openSession } from "./cli/session/open-session.ts";
import { buildPlanOptions, planFlow } from "./cli/session/plan-flow.ts";
import type { Terminal } from "./cli/terminal.ts";
import type { Configuration } from "./core/desired.ts";
import type { Diagnostic } from "./core/diagnostic.ts";
import type { OperationResult, RunEvent } from "./core/event.ts";
import type { Plan } from "./core/plan.ts";

export type { Configuration, Desired } from "./core/desired.ts";
export type { Diagnostic } from "./core/diagnostic.ts";
export { DiagnosticsError, ProviderError, StateError } from "./core/errors.ts";
export type { OperationResult, RunEvent } from "./core/event.ts";
export type { Plan, PlanEntry } from "./core/plan.ts";
export type { ApplyFlags, ConfigurationOptions, PlanFlags };

export interface Surroundings {
  /** Relative paths start here; default: the working folder. */
  readonly cwd?: string;
  /** Default: the process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly onEvent?: (event: RunEvent) => void;
  readonly onWarning?: (message: string) => void;
}

export interface ApplyOptions extends Surroundings, Omit<ApplyFlags, "autoApprove"> {
  /** Called with the plan before anything is sent; false cancels. */
  readonly approve: (plan: Plan) => boolean;
  readonly mode?: "normal" | "destroy";
}

export interface ApplyResult {
  /** As the program's exit code: 0 done, 3 something is undone, 1 nothing was sent. */
  readonly exitCode: number;
  readonly plan: Plan | undefined;
  readonly results: readonly OperationResult[];
}

/** Everything that needs no network. Never throws for what is wrong in the configuration. */
export async function validate(
  options: ConfigurationOptions & Surroundings = {},
): Promise<{ readonly configuration?: Configuration; readonly diagnostics: readonly Diagnostic[] }> {
  return loadFiles(quietTerminal(options), options, "validate");
}

/** Reads live state and plans; takes no lock, writes nothing. Throws `DiagnosticsError`, `ProviderError`, `StateError`. */
export async function plan(options: PlanFlags & Surroundings & { readonly destroy?: boolean } = {}): Promise<Plan> {
  const session = await openSession({ terminal: quietTerminal(options), options, warn: options.onWarning ?? ignore });
  try {
    const planned = await planFlow(
      session,
      buildPlanOptions(options, options.destroy === true ? "destroy" : "normal"),
      options.onEvent ?? ignore,
    );
    return planned.plan;
  } finally {
    await session.close();
  }
}

/** Plans, asks `approve`, and carries out under the lock. Throws before the first request; afterwards it reports. */
export async function apply(options: ApplyOptions): Promise<ApplyResult> {
  const session = await openSession({ terminal: quietTerminal(options), options, warn: options.onWarning ?? ignore });
  let planned: Plan | undefined;
  let results: readonly OperationResult[] = [];
  const printer: Printer = {
    event: options.onEvent ?? ignore,
    diagnostics: ignore,
    plan: (made) => {
      planned = made;
    },
    summary: (ended) => {
      results = ended;
    },
    outputs: ignore,
    note: ignore,
    failure: ignore,
    close: ignore,
  };
  try {
    const answer = options.mode === "destroy" ? session.configuration.stack : "yes";
    const ask = async () => (planned !== undefined && options.approve(planned) ? answer : undefined);
    const terminal: Terminal = { ...quietTerminal(options), isInTerminal: true, ask };
    const exitCode = await applyFlow({ session, flags: options, mode: options.mode ?? "normal", terminal, printer });
    return { exitCode, plan: planned, results };
  } finally {
    await session.close();
  }
}

function ignore(): void {
  // What nobody asked to hear.
}

function quietTerminal({ cwd, env }: Surroundings): Terminal {
  return {
    out: ignore,
    err: ignore,
    env: env ?? process.env,
    cwd: cwd ?? process.cwd(),
    isOutTerminal: false,
    isErrTerminal: false,
    isInTerminal: false,
    columns: 80,
    rows: undefined,
    ask: async () => undefined,
    onSignal: () => ignore,
  };
}
