// `trueup watch`: looks at stacks again and again, tells what has changed once, and puts right what it may.
import { isAbsolute, resolve } from "node:path";
import { assertFolders, findStacks, type StackFolders } from "../../compose/find-stacks.ts";
import { createWatchedOpeners } from "../../compose/open-watched.ts";
import { realClock } from "../../compose/real-clock.ts";
import { resolveFolder } from "../../compose/resolve-folder.ts";
import { VERSION } from "../../compose/version.ts";
import type { WatchEvent } from "../../core/watch-event.ts";
import { createStopControl, type StopControl } from "../../executor/stop-control.ts";
import { createRedactor, type Redactor } from "../../http/redactor.ts";
import { buildErrorDiagnostics } from "../../render/format-error.ts";
import { buildWatchEventDocument, formatWatchEvent } from "../../render/format-watch.ts";
import { formatWatchMetrics } from "../../render/watch-metrics.ts";
import type { StackEnd } from "../../run/watch/judge-stack.ts";
import { type StatusServer, serveStatus } from "../../run/watch/serve-status.ts";
import { type SystemdTeller, tellSystemd } from "../../run/watch/tell-systemd.ts";
import type { LookResult, WatchPorts } from "../../run/watch/watch-ports.ts";
import { type Watching, watchStacks } from "../../run/watch/watch-stacks.ts";
import type { WatchStatus } from "../../run/watch/watch-status.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT, exitCodeOfSignal } from "../exit-code.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import { openTeller } from "../tell-drift.ts";
import type { StopSignal, Terminal } from "../terminal.ts";
import { createWatchLook } from "../watch-look.ts";
import { isOpenToOthers, type WatchFlags } from "../watch-options.ts";
import { createMetricsWriter } from "../write-watch-metrics.ts";

const INTERVAL_MS = 900_000;
const TIMEOUT_MS = 600_000;
const GRACE_MS = 8000;
const CONCURRENCY = 8;

export async function runWatch(terminal: Terminal, named: readonly string[], flags: WatchFlags): Promise<number> {
  const cwd = resolveFolder(terminal.cwd, flags.chdir);
  const isHere = named.length === 0 && flags.stacks === undefined;
  const below = flags.stacks === undefined ? {} : { below: flags.stacks };
  const folders: StackFolders = { cwd, folders: isHere ? ["."] : named, ...below };
  await assertFolders(folders);
  const redactor = createRedactor();
  surroundingsOf(terminal).useRedactor?.(redactor);
  // A target that cannot be one is said at once.
  await openTeller(terminal, flags, { redactor, clock: realClock });
  const emit = createTeller(terminal, flags, redactor);
  const stop = createStopControl();
  const signals = listenForSignals(terminal, stop);
  let watching: Watching | undefined;
  let looks: readonly LookResult[] = [];
  const status = () => watching?.status();
  const server = await openServer(flags, emit, { status, metrics: () => formatMetrics(status(), looks) });
  const warn = (text: string): void => emit({ type: "trouble", text });
  const manager = tellSystemd({
    env: terminal.env,
    pid: process.pid,
    clock: realClock,
    isAlive: () => status()?.condition !== "stuck",
    warn,
  });
  const writeMetrics = createMetricsWriter({ cwd, file: flags.metricsFile, warn });
  const ports = buildPorts({ terminal, flags, folders, redactor, cwd, emit: tellManager(emit, manager) });
  try {
    watching = watchStacks(
      {
        ...ports,
        async publish(all) {
          looks = all;
          const now = status();
          if (now !== undefined) manager.status(now);
          await writeMetrics(() => formatMetrics(now, all));
        },
      },
      buildOptions(flags, server),
      stop,
    );
    const ends = await watching.ended;
    return signals.exitCode() ?? worstOf(ends);
  } finally {
    signals.close();
    await server?.close();
    await manager.close();
  }
}

interface PortsRequest {
  readonly terminal: Terminal;
  readonly flags: WatchFlags;
  readonly folders: StackFolders;
  readonly redactor: Redactor;
  readonly cwd: string;
  readonly emit: (event: WatchEvent) => void;
}

function buildPorts({ terminal, flags, folders, redactor, cwd, emit }: PortsRequest): Omit<WatchPorts, "publish"> {
  const absolute = (path: string): string => (isAbsolute(path) ? path : resolve(cwd, path));
  const { var: vars, varFile, allowExec } = flags;
  const policy = flags.policy ?? terminal.env["TRUEUP_POLICY"] ?? "";
  const warned = new Set<string>();
  const warn = (text: string): void => {
    if (!warned.has(text)) emit({ type: "trouble", text });
    warned.add(text);
  };
  const openers = createWatchedOpeners({
    surroundings: { ...surroundingsOf(terminal), warn },
    options: {
      ...(vars === undefined ? {} : { var: vars }),
      ...(varFile === undefined ? {} : { varFile: varFile.map(absolute) }),
      ...(allowExec === undefined ? {} : { allowExec }),
      ...(policy === "" ? {} : { policy: absolute(policy) }),
    },
    redactor,
    mayApply: flags.apply !== undefined,
    allowLocalState: flags.allowLocalState === true,
    ...createWatchLook({ terminal, notify: flags.notify, warn: (text) => emit({ type: "trouble", text }) }),
  });
  return {
    ...openers,
    listFolders: () => findStacks(folders),
    explain: buildErrorDiagnostics,
    emit,
    clock: realClock,
    random: Math.random,
  };
}

function buildOptions(flags: WatchFlags, server: StatusServer | undefined) {
  const { apply, interval, concurrency, timeout, grace } = flags;
  return {
    intervalMs: interval ?? INTERVAL_MS,
    allowed: apply === undefined ? undefined : new Set(apply === true ? [] : apply),
    isOnce: flags.once === true,
    concurrency: concurrency ?? CONCURRENCY,
    stackTimeoutMs: timeout ?? TIMEOUT_MS,
    graceMs: grace ?? GRACE_MS,
    ...(server === undefined ? {} : { url: server.url }),
  };
}

async function openServer(
  { listen }: WatchFlags,
  emit: (event: WatchEvent) => void,
  answers: Parameters<typeof serveStatus>[1],
): Promise<StatusServer | undefined> {
  if (listen === undefined) return undefined;
  if (isOpenToOthers(listen))
    emit({ type: "trouble", text: `--listen ${listen.host}: whoever reaches it may read how the stacks stand` });
  return serveStatus(listen, answers);
}

async function formatMetrics(status: WatchStatus | undefined, looks: readonly LookResult[]): Promise<string> {
  const { buildDriftMetrics } = await import("../../metrics/build-drift-metrics.ts");
  const drift = await buildDriftMetrics(looks, { version: VERSION });
  return `${drift.trimEnd()}\n${status === undefined ? "" : formatWatchMetrics(status)}`;
}

function tellManager(emit: (event: WatchEvent) => void, manager: SystemdTeller): (event: WatchEvent) => void {
  return (event) => {
    if (event.type === "watch-started") manager.ready();
    if (event.type === "watch-stopping") manager.stopping();
    emit(event);
  };
}

function createTeller(terminal: Terminal, flags: WatchFlags, redactor: Redactor): (event: WatchEvent) => void {
  const style = buildStyle(terminal, flags, "out");
  return (event) => {
    const time = new Date(realClock.now()).toISOString();
    const text =
      flags.json === true
        ? `${JSON.stringify(buildWatchEventDocument(event, time))}\n`
        : formatWatchEvent(event, time, style);
    terminal.out(redactor.redact(text));
  };
}

/** The first lets nothing more be sent, the second ends the waiting, too. */
function listenForSignals(terminal: Terminal, stop: StopControl) {
  let first: StopSignal | undefined;
  const close = terminal.onSignal((signal) => {
    if (first === undefined) stop.request();
    else stop.endWaiting();
    first ??= signal;
  });
  return { exitCode: () => (first === undefined ? undefined : exitCodeOfSignal(first)), close };
}

const CODES: readonly (readonly [end: StackEnd, code: number])[] = [
  ["undone", EXIT.undone],
  ["failed", EXIT.failed],
  ["locked", EXIT.locked],
  ["drift", EXIT.changes],
];

function worstOf(ends: readonly StackEnd[]): number {
  return CODES.find(([end]) => ends.includes(end))?.[1] ?? EXIT.done;
}
