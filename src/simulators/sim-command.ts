// `trueup sim`: starts the stand-ins, says where they are, and ends with the signal or with the command that they were started for.
import { constants } from "node:os";
import type { FaultRule } from "./engine/fault-rule.ts";
import { loadInputFile } from "./engine/load-input-file.ts";
import { parseListen } from "./engine/parse-listen.ts";
import { shellQuote } from "./engine/shell-quote.ts";
import { SimInputError } from "./engine/sim-input-error.ts";
import type { CommandEnd, SimIo, StopSignal } from "./engine/sim-io.ts";
import { type RunningSimulators, type SimulatorOptions, startSimulators } from "./start-simulators.ts";
import { VENDOR_NAMES, type VendorName } from "./vendors.ts";

export interface SimOptions {
  /** Paths of YAML or JSON files. */
  seed?: string;
  faults?: string;
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

/** Returns the exit code: the command's own, 128 + signal, or 1 for wrong input. */
export async function runSim(options: SimOptions, io: SimIo): Promise<number> {
  const simulators = await startOrExplain(options, io);
  if (!simulators) return 1;
  try {
    const [command, ...args] = options.command ?? [];
    if (command !== undefined) return await runCommand(command, args, simulators, io);
    io.out(options.env ? exportLines(simulators) : endpointLines(simulators));
    return signalCode(await nextSignal(io));
  } finally {
    await simulators.stop();
  }
}

async function startOrExplain(options: SimOptions, io: SimIo): Promise<RunningSimulators | undefined> {
  try {
    return await startSimulators(await simulatorOptions(options, io));
  } catch (error) {
    const problems = error instanceof SimInputError ? error.problems : portProblem(error);
    if (!problems) throw error;
    io.err(problems.map((problem) => `sim: ${problem}\n`).join(""));
    return undefined;
  }
}

function portProblem(error: unknown): string[] | undefined {
  const isPort = error instanceof Error && "syscall" in error && error.syscall === "listen";
  return isPort ? [`cannot listen: ${error.message}`] : undefined;
}

async function simulatorOptions(options: SimOptions, io: SimIo): Promise<SimulatorOptions> {
  const { host, port } = parseListen(options.listen ?? "127.0.0.1");
  const ports: Partial<Record<VendorName, number>> = {};
  VENDOR_NAMES.forEach((name, index) => {
    ports[name] = options.ports?.[name] ?? (port === 0 ? 0 : port + index);
  });
  const seed = options.seed === undefined ? undefined : await loadInputFile(options.seed, io.readText);
  const faults = options.faults === undefined ? undefined : await loadInputFile(options.faults, io.readText);
  return {
    host,
    ports,
    seed,
    // Unchecked until the fault set has read it.
    ...(faults !== undefined && { faults: faults as FaultRule[] }),
    ...(options.speed !== undefined && { speed: options.speed }),
    ...(options.latencyMs !== undefined && { latencyMs: options.latencyMs }),
  };
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

function endpointLines({ endpoints }: RunningSimulators): string {
  const width = Math.max(...VENDOR_NAMES.map((name) => name.length));
  const lines = Object.entries(endpoints).map(([name, endpoint]) => `${name.padEnd(width)}  ${endpoint}`);
  return `${lines.join("\n")}\n\nFaults, log and state: ENDPOINT/_sim/. Ctrl-C stops.\n`;
}

function exportLines({ env }: RunningSimulators): string {
  return Object.entries(env)
    .map(([name, value]) => `export ${name}=${shellQuote(value)}\n`)
    .join("");
}
