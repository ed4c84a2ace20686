// `trueup sim`: starts the stand-ins, says where they are, and ends with the signal or with the command that they were started for.
import { constants } from "node:os";
import type { FaultRule } from "./engine/fault-rule.ts";
import { loadInputFile } from "./engine/load-input-file.ts";
import { parseListen } from "./engine/parse-listen.ts";
import { exportLines } from "./engine/shell-quote.ts";
import { SimInputError } from "./engine/sim-input-error.ts";
import type { CommandEnd, SimIo, StopSignal } from "./engine/sim-io.ts";
import { type Keeping, keepWorlds, listOtherPorts } from "./keep-worlds.ts";
import { endpointText, envHint, greeting, isInteractiveShell } from "./sim-text.ts";
import { type RunningSimulators, type SimulatorOptions, startSimulators } from "./start-simulators.ts";
import { VENDOR_NAMES, type VendorName } from "./vendors.ts";

export interface SimOptions {
  /** Paths of YAML or JSON files. */
  seed?: string;
  faults?: string;
  /** Path of the file that the worlds are read from and kept in. */
  keep?: string;
  /** `HOST`, `HOST:PORT` or `:PORT`: the first vendor takes this port, the others the ones after it. */
  listen?: string;
  ports?: Partial<Record<VendorName, number>>;
  latencyMs?: number;
  speed?: number;
  /** Print the environment for the CLI instead of the endpoints. */
  env?: boolean;
  /** What stood after `--`. */
  command?: readonly string[];
}

/** Returns the exit code: the command's own, 128 + signal, or 1 for wrong input and for changes that could not be kept. */
export async function runSim(options: SimOptions, io: SimIo): Promise<number> {
  const started = await startOrExplain(options, io);
  if (!started) return 1;
  const { simulators, keeping } = started;
  let code = 1;
  try {
    code = await serveUntilEnd(options, simulators, io);
  } finally {
    await simulators.stop();
    const isKept = (await keeping?.end()) ?? true;
    if (!isKept && code === 0) code = 1;
  }
  return code;
}

async function serveUntilEnd(options: SimOptions, simulators: RunningSimulators, io: SimIo): Promise<number> {
  const [command, ...args] = options.command ?? [];
  if (command !== undefined) {
    const isForSomebody = io.isTerminal && io.isErrTerminal && isInteractiveShell(command, args);
    if (isForSomebody) io.err(greeting(simulators, options.keep));
    return runCommand(command, args, simulators, io);
  }
  io.out(options.env ? exportLines(simulators.env) : endpointText(simulators, options.keep));
  if (options.env && io.isErrTerminal) io.err(envHint(simulators, options.keep));
  return signalCode(await nextSignal(io));
}

interface Started {
  simulators: RunningSimulators;
  keeping: Keeping | undefined;
}

async function startOrExplain(options: SimOptions, io: SimIo): Promise<Started | undefined> {
  let keeping: Keeping | undefined;
  const tell = (problem: string): void => io.err(`sim: ${problem}\n`);
  try {
    if (options.keep !== undefined) keeping = await keepWorlds(options.keep, tell);
    const simulators = await startSimulators(await simulatorOptions(options, keeping, io));
    if (keeping === undefined || (await beginKeeping(keeping, simulators, options, tell)))
      return { simulators, keeping };
    await simulators.stop();
  } catch (error) {
    const problems = error instanceof SimInputError ? error.problems : portProblem(error);
    if (!problems) throw error;
    problems.forEach(tell);
  }
  await keeping?.end();
  return undefined;
}

async function beginKeeping(
  keeping: Keeping,
  simulators: RunningSimulators,
  { keep, seed }: SimOptions,
  tell: (problem: string) => void,
): Promise<boolean> {
  if (keeping.document !== undefined && seed !== undefined)
    tell(`${keep} goes on as it was kept; ${seed} is not read again`);
  for (const moved of listOtherPorts(keeping.document ?? {}, simulators)) tell(moved);
  return keeping.begin(simulators);
}

function portProblem(error: unknown): string[] | undefined {
  const isPort = error instanceof Error && "syscall" in error && error.syscall === "listen";
  return isPort ? [`cannot listen: ${error.message}`] : undefined;
}

async function simulatorOptions(
  options: SimOptions,
  keeping: Keeping | undefined,
  io: SimIo,
): Promise<SimulatorOptions> {
  const { host, port } = parseListen(options.listen ?? "127.0.0.1");
  const ports: Partial<Record<VendorName, number>> = {};
  VENDOR_NAMES.forEach((name, index) => {
    const wanted = options.ports?.[name] ?? (port === 0 ? undefined : port + index);
    if (wanted !== undefined) ports[name] = checkPort(name, wanted);
  });
  const isNew = keeping?.document === undefined;
  const seed = options.seed === undefined || !isNew ? undefined : await loadInputFile(options.seed, io.readText);
  const faults = options.faults === undefined ? undefined : await loadInputFile(options.faults, io.readText);
  return {
    host,
    ports,
    seed,
    ...(keeping && { keep: keeping, usualPorts: keeping.document?.ports ?? {} }),
    // Unchecked until the fault set has read it.
    ...(faults !== undefined && { faults: faults as FaultRule[] }),
    ...(options.speed !== undefined && { speed: options.speed }),
    ...(options.latencyMs !== undefined && { latencyMs: options.latencyMs }),
  };
}

/** The stand-ins have ports in a row, so that the last one may be too high where the first is not. */
function checkPort(name: VendorName, port: number): number {
  if (port > 65_535) throw new SimInputError([`${name}: there is no port ${port}; the highest is 65535`]);
  return port;
}

async function runCommand(command: string, args: string[], simulators: RunningSimulators, io: SimIo): Promise<number> {
  const child = io.run(command, args, { ...io.env, ...simulators.env });
  const stopListening = io.onSignal((signal) => {
    // A Ctrl-C reaches the command through the terminal already; twice would mean "stop at once" to it.
    if (signal === "SIGINT" && io.isTerminal) return;
    child.kill(signal);
  });
  const end = await child.ended;
  stopListening();
  if ("failure" in end) io.err(`sim: cannot run ${command}: ${end.failure.message}\n`);
  return endCode(end);
}

/** As a shell would say it. */
function endCode(end: CommandEnd): number {
  if ("code" in end) return end.code;
  if ("signal" in end) return signalCode(end.signal);
  return end.failure.code === "ENOENT" ? 127 : 126;
}

function signalCode(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

function nextSignal(io: SimIo): Promise<StopSignal> {
  return new Promise((resolve) => {
    const stopListening = io.onSignal((signal) => {
      stopListening();
      resolve(signal);
    });
  });
}
