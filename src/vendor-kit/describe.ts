// What vendors share when they describe live objects as YAML: keys by their text, snapshots by their machine. Pure.
import { type Described, type LeftOut, refersTo } from "../core/described.ts";
import type { JsonObject } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";

export function leaveOut({ type, remoteId, name }: Observed, reason: string): LeftOut {
  return { object: { type, remoteId, name }, reason };
}

export function describeKey(object: Observed): Described {
  return { object, fields: { publicKey: object.attributes["publicKey"] ?? "" } };
}

export function describeVmSnapshot(object: Observed): Described {
  const { description } = object.attributes;
  const isDescribed = typeof description === "string" && description !== "";
  return { object, fields: { vm: refersTo("vm", object.parentId ?? ""), ...(isDescribed ? { description } : {}) } };
}

/** Without what is not known. */
export function pickKnown(attributes: JsonObject, paths: readonly string[]): JsonObject {
  return Object.fromEntries(
    paths.flatMap((path) => {
      const value = attributes[path];
      return value === undefined || value === null || value === "" ? [] : [[path, value]];
    }),
  );
}
