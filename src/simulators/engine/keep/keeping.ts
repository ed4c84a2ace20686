// What `--keep` asks of a vendor: its world as data, where it can be told as such, and what reads leave behind. Types only.
import type { JsonObject } from "../json.ts";

export interface Keeping {
  /**
   * The whole world, for `resume` of its definition. Undefined while work is under way whose end is known only as code:
   * then it comes back from an earlier snapshot by carrying out the calls since then once more.
   */
  snapshot(): unknown;
  /** What reads change, too (sessions, the number of requests), as plain data. Nothing that comes later may depend on more. */
  traces(): JsonObject;
  takeTraces(traces: JsonObject): void;
  /** For work that starts from now on. */
  setSpeed(speed: number): void;
}
