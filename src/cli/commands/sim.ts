// `trueup sim`: hands the flags to the simulators, which share no code with the rest.

import { processSimIo } from "../../simulators/engine/sim-io.ts";
import { runSim } from "../../simulators/sim-command.ts";

interface SimFlags {
  readonly seed?: string;
  readonly faults?: string;
  readonly keep?: string;
  readonly listen?: string;
  readonly serveroidPort?: number;
  readonly zomroPort?: number;
  readonly gcorePort?: number;
  readonly latency?: number;
  readonly speed?: number;
  readonly env?: boolean;
}

export function runSimCommand(command: readonly string[], flags: SimFlags): Promise<number> {
  const { seed, faults, keep, listen, serveroidPort, zomroPort, gcorePort, latency, speed, env } = flags;
  return runSim(
    {
      ...(seed === undefined ? {} : { seed }),
      ...(faults === undefined ? {} : { faults }),
      ...(keep === undefined ? {} : { keep }),
      ...(listen === undefined ? {} : { listen }),
      ports: {
        ...(serveroidPort === undefined ? {} : { serveroid: serveroidPort }),
        ...(zomroPort === undefined ? {} : { zomro: zomroPort }),
        ...(gcorePort === undefined ? {} : { gcore: gcorePort }),
      },
      ...(latency === undefined ? {} : { latencyMs: latency }),
      ...(speed === undefined ? {} : { speed }),
      ...(env === undefined ? {} : { env }),
      ...(command.length === 0 ? {} : { command }),
    },
    processSimIo(),
  );
}
