// What every run works with: one stack with its providers and its state. Made by the composition root, or by a test.
import type { Clock } from "../core/clock.ts";
import type { Configuration } from "../core/desired.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Prober } from "../core/prober.ts";
import type { Provider } from "../core/provider.ts";
import type { StateBackend } from "../core/state-port.ts";
import type { StateCodec } from "../state/state-codec.ts";

export interface Stack {
  /** Disks and addresses are resources of their own in it. */
  readonly configuration: Configuration;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly backend: StateBackend;
  readonly clock: Clock;
  /** Asks machines whether they are well, where a rollout waits for that. */
  readonly prober: Prober;
  /** Adds the lines of YAML to what a plan finds wrong. */
  readonly illustrate?: (found: readonly Diagnostic[]) => readonly Diagnostic[];
  /** Of trueup, as the state records it. */
  readonly version: string;
  /** Where a run that loses its lock leaves what it has learned since. */
  readonly recoveryFolder: string;
  /** How it is left there; default: in clear. */
  readonly codec?: StateCodec;
  readonly random: Random;
  /** Digests of secrets under the state's salt (hexadecimal). */
  readonly createDigester: (salt: string) => { digest(value: string): Promise<string> };
}

export interface Random {
  uuid(): string;
  hex(bytes: number): string;
}
