// What is needed to open the state of a configuration, whatever its backend.
import type { Clock } from "../core/clock.ts";
import type { StateSettings } from "../core/desired.ts";
import type { Redactor } from "../http/redactor.ts";
import type { StateCodec } from "../state/state-codec.ts";
import type { RequestLog } from "./request-log.ts";

export interface StateRequest {
  readonly settings: StateSettings;
  readonly stack: string;
  /** The configuration's folder: relative paths start there. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
  /** Told the credentials of the state. */
  readonly redactor: Redactor;
  readonly version: string;
  readonly log?: RequestLog;
  /** How a document is stored; default: as `state.encryption` says. */
  readonly codec?: StateCodec;
  /** For what moves a state or mends it: states that were migrated are read, too, and nothing is read before the lock. */
  readonly isUnguarded?: boolean;
}
