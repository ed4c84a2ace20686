// A test of `src/run` as a specification: runs in, text out. Simulator, HTTP, provider, planner, executor and state are the
// real thing, on a virtual clock; what happens from outside happens at a named line of the text.
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { OperationResult } from "../../../src/core/event.ts";
import type { Prober } from "../../../src/core/prober.ts";
import type { StateDocument } from "../../../src/core/state-document.ts";

import { createStopControl } from "../../../src/executor/stop-control.ts";
import type { PlanOptions } from "../../../src/planner/plan-input.ts";
import { applyStack } from "../../../src/run/apply.ts";
import { changeState } from "../../../src/run/change-state.ts";
import { planStack } from "../../../src/run/plan.ts";
import type { Stack } from "../../../src/run/stack.ts";
import type { FaultRule } from "../../../src/simulators/engine/fault-rule.ts";
import { dedent } from "../../support/dedent.ts";
import { type Fleet, startFleet } from "../../support/fleet.ts";
import { SMALL_ACCOUNT } from "../../support/small-account.ts";
import { configurationOf } from "../config/configuration-fixture.ts";
import {
  formatApplyEnd,
  formatDiagnostic,
  formatError,
  formatPlanned,
  formatState,
  listUnended,
} from "./format-run.ts";
import {
  type Act,
  type Ann,
  carryOutAct,
  createAnn,
  createDisk,
  type Disk,
  gateBackend,
  gateProvider,
} from "./meanwhile.ts";
import { createTranscript, type Transcript } from "./transcript.ts";

/** One run. What is left out is as in the run before it: `yaml`, `stack`. */
export interface Run {
  /** The sections below `version`, `stack: shop` and `providers`. */
  readonly yaml?: string;
  readonly stack?: string;
  /** Other files that are loaded beside it; they stay where they are in later runs. */
  readonly files?: Readonly<Record<string, string>>;
  /** Default: an apply. */
  readonly command?: "plan";
  /** A change of the state alone instead. */
  readonly change?: (document: StateDocument) => StateDocument;
  readonly options?: Partial<PlanOptions>;
  readonly answer?: "yes" | "no";
  /** Default: nobody looks at the plan. */
  readonly isAttended?: boolean;
  readonly lockWaitMs?: number;
  /** Operations at a time; default: one, so that the order of the lines is certain. */
  readonly parallelism?: number;
  readonly assumeAbsent?: readonly string[];
  readonly assumeDone?: readonly string[];
  readonly faults?: readonly FaultRule[];
  /** How machines answer to the checks of rollouts; default: all are well. */
  readonly probe?: Prober["probe"];
  /** Before it begins. */
  readonly first?: readonly Act[];
  /** By the beginning of a line of the text: what happens right after it, once. */
  readonly meanwhile?: Readonly<Record<string, Act | readonly Act[]>>;
}

/** The account at the beginning, in Serveroid's own shapes; default: two projects with nothing in them. */
export interface Account {
  readonly pubkeys?: readonly object[];
}

/** Nothing of a run may be under way so long after its end. */
const AFTERWARDS_MS = 600_000;
const ENV = { SERVEROID_CLIENT_ID: "1", SERVEROID_API_KEY: "k".repeat(20) };
const BY_HAND = { operation: "state", mayLose: Number.MAX_SAFE_INTEGER };
const OPTIONS: PlanOptions = { mode: "normal", targets: [], excludes: [], replace: [], rebuild: [], allow: {} };

/** The text of the last of them. */
export async function textOf(...runs: readonly Run[]): Promise<string> {
  return (await textsOf(...runs)).at(-1) ?? "";
}

/** The text of each. */
export function textsOf(...runs: readonly Run[]): Promise<string[]> {
  return textsIn({}, ...runs);
}

export async function textsIn(account: Account, ...runs: readonly Run[]): Promise<string[]> {
  const disk = createDisk();
  const seed = { serveroid: { ...SMALL_ACCOUNT.serveroid, ...account } };
  const fleet = await startFleet({ seed, project: "111", files: disk.files, ownPollIntervalMs: 3000 });
  const setting: Setting = { fleet, disk, ann: undefined, nextId: 1, ended: [] };
  const texts: string[] = [];
  let known: Run = {};
  try {
    for (const run of runs) {
      const { yaml = known.yaml ?? "", stack = known.stack ?? "shop" } = run;
      known = { ...run, yaml, stack };
      texts.push(await textOfRun(setting, known));
    }
    await setting.ann?.goes();
    await fleet.clock.advance(AFTERWARDS_MS);
    for (const assertEnded of setting.ended) assertEnded();
  } finally {
    await fleet.stop();
  }
  return texts;
}

interface Setting {
  readonly fleet: Fleet;
  readonly disk: Disk;
  ann: Ann | undefined;
  nextId: number;
  /** Throw where a run has told something after its end. */
  readonly ended: (() => void)[];
}

async function textOfRun(setting: Setting, run: Run): Promise<string> {
  const { fleet, disk } = setting;
  const { stack, close } = await openStack(setting, run);
  const { probe = stack.prober.probe } = run;
  const { backend } = stack;
  setting.ann ??= createAnn(backend.label, fleet);
  const world = { fleet, backend, disk, ann: setting.ann, stop: createStopControl() };
  for (const act of run.first ?? []) await carryOutAct(act, world, () => undefined);
  fleet.sim.faults.set([...(run.faults ?? [])]);
  const before = await backend.read();
  const transcript = createTranscript(fleet, run.meanwhile ?? {}, (act, say) => carryOutAct(act, world, say));
  const gated: Stack = {
    ...stack,
    prober: { ...stack.prober, probe },
    backend: gateBackend(backend, transcript),
    providers: new Map([...stack.providers].map(([id, provider]) => [id, gateProvider(provider, transcript)])),
  };
  try {
    await carryOut(gated, run, transcript, world.stop);
  } finally {
    await close();
  }
  setting.ended.push(transcript.end());
  disk.isFull = false;
  const lines = [...inOrder(transcript.lines), ...(await listLeft(stack, before))];
  return withoutPlaces(lines.join("\n"), dirname(backend.label));
}

/** What is told of several at one time comes in the order of their answers: here it is that of the addresses, once each. */
function inOrder(lines: readonly string[]): string[] {
  const wordOf = (line: string) => /^\s*(waiting|done|still-running|interrupted) /.exec(line)?.[1];
  const groups: string[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const word = wordOf(line);
    if (group !== undefined && word !== undefined && wordOf(group[0] ?? "") === word) group.push(line);
    else groups.push([line]);
  }
  return groups.flatMap((group) => [...new Set(group)].sort());
}

async function openStack(setting: Setting, { yaml = "", stack: name = "shop", files = {} }: Run) {
  const { fleet } = setting;
  const text = `version: 1\nstack: ${name}\nproviders: { serveroid: {} }\n${dedent(yaml)}\n`;
  const names = ["trueup.yaml", ...Object.keys(files)];
  const loaded = await configurationOf({ "trueup.yaml": text, ...files }, { env: ENV, files: names });
  const { stack, close } = fleet.open(loaded);
  const folder = join(dirname(stack.backend.label), "configuration");
  await mkdir(folder, { recursive: true });
  await Promise.all(Object.keys(files).map((file) => writeFile(join(folder, file), "")));
  const random = { ...stack.random, uuid: () => `id-${setting.nextId++}` };
  return { close, stack: { ...stack, random, configuration: { ...stack.configuration, folder } } };
}

type Stop = ReturnType<typeof createStopControl>;

async function carryOut(stack: Stack, run: Run, transcript: Transcript, stop: Stop): Promise<void> {
  const options = { ...OPTIONS, ...run.options };
  const { emit } = transcript;
  const results: OperationResult[] = [];
  const conclude = (lines: readonly string[]): void => {
    for (const line of lines) transcript.say(line);
  };
  try {
    if (run.change !== undefined) {
      const { backend, configuration } = stack;
      await changeState({ backend, stack: configuration.stack, version: "0.0.0" }, BY_HAND, run.change);
      transcript.say("end changed");
    } else if (run.command === "plan") {
      const { plan } = await planStack(stack, { options, emit, signal: stop.waiting });
      conclude([formatPlanned(plan), ...plan.diagnostics.flatMap(formatDiagnostic).map((line) => `told ${line}`)]);
    } else {
      const end = await applyStack(stack, askFor(run, options, transcript, stop));
      results.push(...end.results);
      conclude(formatApplyEnd(end));
    }
  } catch (error) {
    conclude(formatError(error).map((line) => `threw ${line}`));
  }
  conclude(listUnended(transcript.events, results).map((name) => `nobody was told how it ended: ${name}`));
}

function askFor(run: Run, options: PlanOptions, transcript: Transcript, stop: Stop): Parameters<typeof applyStack>[1] {
  const { answer = "yes", isAttended = false, parallelism = 1, lockWaitMs, assumeAbsent, assumeDone } = run;
  return {
    options,
    emit: transcript.emit,
    stop,
    approve: async () => {
      transcript.say(`asked: ${answer}`);
      await transcript.before();
      return answer === "yes";
    },
    isUnattended: !isAttended,
    parallelism,
    ...(lockWaitMs === undefined ? {} : { lockWaitMs }),
    ...(assumeAbsent === undefined ? {} : { assumeAbsent }),
    ...(assumeDone === undefined ? {} : { assumeDone }),
  };
}

/** The state, the lock, and what is kept beside them. */
async function listLeft({ backend, recoveryFolder }: Stack, before: StateDocument | undefined): Promise<string[]> {
  const holder = await backend.holder();
  const kept = await readdir(recoveryFolder).catch(() => []);
  return [
    formatState(before, await backend.read()),
    ...(holder === undefined ? [] : [`lock held by ${holder.who} at ${holder.host}`]),
    ...(kept.length === 0 ? [] : [`kept: ${kept.sort().join(", ")}`]),
  ];
}

/** Without what differs from one test run to the next. */
function withoutPlaces(lines: string, folder: string): string {
  return lines.replaceAll(`${folder}/`, "").replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1");
}
