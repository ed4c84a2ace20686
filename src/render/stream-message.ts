// One object of the event stream before it gets its time and module. Data only.
import type { JsonObject } from "../core/json.ts";

export type Level = "info" | "warn" | "error";

/** A message without what all messages share. */
export interface Message {
  readonly level: Level;
  readonly message: string;
  readonly type: string;
  readonly body: JsonObject;
}
