// Where looks for drift remember what they have seen: a small file beside the local state, no part of the state. Losing it
// costs a second notice, so that a damaged one is begun anew.
import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Attribution } from "../../core/plan.ts";
import { sayFileReason } from "../../state/file-failure.ts";
import { nodeFiles, type StateFiles } from "../../state/state-files.ts";
import { type DriftMemory, NO_MEMORY, type Remembered } from "./drift-memory.ts";

const FORMAT_VERSION = "1.0";

export interface ReadMemory {
  readonly memory: DriftMemory;
  /** Whether there was a file. */
  readonly isThere: boolean;
  /** Why it was begun anew. */
  readonly problem?: string;
}

/** Throws `DiagnosticsError` where the file is another stack's. */
export async function readMemory(path: string, stack: string, files: StateFiles = nodeFiles): Promise<ReadMemory> {
  let text: string | undefined;
  try {
    text = await files.read(path);
  } catch (error) {
    return { memory: NO_MEMORY, isThere: true, problem: sayFileReason(error) };
  }
  if (text === undefined) return { memory: NO_MEMORY, isThere: false };
  const document = parse(text);
  if (!isJsonObject(document) || document["format_version"] !== FORMAT_VERSION)
    return { memory: NO_MEMORY, isThere: true, problem: "it is damaged, or of another version" };
  if (document["stack"] !== stack)
    throw new DiagnosticsError([
      buildError("drift.memory", `${path} is what another stack has seen (${String(document["stack"])})`, {
        fix: "give each stack a --memory of its own",
      }),
    ]);
  return { memory: parseMemory(document), isThere: true };
}

/** A name that a person has typed may be that of a state, a configuration or a device, which must not be written over. */
export async function assertMemoryFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.isDirectory()) return;
  const text = found.isFile() ? (await readFile(path, "utf8").catch(() => "")).trim() : undefined;
  // Also what is left of one that was cut off.
  if (text === "" || (text !== undefined && /^\{\s*"format_version":\s*"/.test(text))) return;
  const what = text === undefined ? "is no regular file" : "holds something else: it is not written over";
  throw new DiagnosticsError([
    buildError("drift.memory", `--memory ${path} ${what}`, { fix: "name a file of its own" }),
  ]);
}

/** In one step, 0600. Throws what the file system says. */
export async function writeMemory(
  path: string,
  stack: string,
  memory: DriftMemory,
  files: StateFiles = nodeFiles,
): Promise<void> {
  await files.makeFolder(dirname(path));
  await files.replace(path, `${JSON.stringify(formatMemory(stack, memory), null, 2)}\n`);
}

function formatMemory(stack: string, { lastSuccessMs, seen, told }: DriftMemory): JsonObject {
  return {
    format_version: FORMAT_VERSION,
    stack,
    ...(lastSuccessMs === undefined ? {} : { last_success: timeText(lastSuccessMs) }),
    seen: Object.fromEntries(Object.entries(seen).map(([key, one]) => [key, formatRemembered(one)])),
    told: told as JsonObject,
  };
}

function formatRemembered({ mark, firstSeenMs, subject, by }: Remembered): JsonObject {
  return {
    mark,
    first_seen: timeText(firstSeenMs),
    subject,
    ...(by === undefined
      ? {}
      : {
          by: {
            who: by.who,
            what: by.what,
            ...(by.whenMs === undefined ? {} : { when: timeText(by.whenMs) }),
          },
        }),
  };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** What is not as it was written is left out: it is seen anew. */
function parseMemory(document: JsonObject): DriftMemory {
  const lastSuccessMs = timeOf(document["last_success"]);
  const seen = entriesOf(document["seen"]).flatMap(([key, value]) => {
    const remembered = parseRemembered(value);
    return remembered === undefined ? [] : [[key, remembered] as const];
  });
  const told = entriesOf(document["told"]).map(([target, marks]) => [
    target,
    Object.fromEntries(entriesOf(marks).filter((entry): entry is [string, string] => typeof entry[1] === "string")),
  ]);
  return {
    ...(lastSuccessMs === undefined ? {} : { lastSuccessMs }),
    seen: Object.fromEntries(seen),
    told: Object.fromEntries(told),
  };
}

function parseRemembered(value: Json | undefined): Remembered | undefined {
  if (!isJsonObject(value)) return undefined;
  const { mark, subject, by } = value;
  const firstSeenMs = timeOf(value["first_seen"]);
  if (typeof mark !== "string" || typeof subject !== "string" || firstSeenMs === undefined) return undefined;
  const told = parseAttribution(by);
  return { mark, subject, firstSeenMs, ...(told === undefined ? {} : { by: told }) };
}

function parseAttribution(value: Json | undefined): Attribution | undefined {
  if (!isJsonObject(value)) return undefined;
  const { who, what } = value;
  const whenMs = timeOf(value["when"]);
  if (typeof who !== "string" || typeof what !== "string") return undefined;
  return { who, what, ...(whenMs === undefined ? {} : { whenMs }) };
}

function entriesOf(value: Json | undefined): [string, Json][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function timeOf(value: Json | undefined): number | undefined {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

const timeText = (ms: number): string => new Date(ms).toISOString();
