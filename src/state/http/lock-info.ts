// The lock record of Terraform's HTTP protocol, and what it tells of its holder. Pure.
import type { LockHolder } from "../../core/errors.ts";
import { isJsonObject } from "../../core/json.ts";
import { UNKNOWN_HOLDER } from "../lease-record.ts";

/** All seven members are texts that must be there: GitLab refuses a record without one of them. */
export function formatLockInfo(holder: LockHolder): string {
  const { id, who, host, pid, operation, created, jobUrl } = holder;
  return JSON.stringify({
    ID: id,
    Operation: operation,
    Info: `pid ${pid}${jobUrl === undefined ? "" : ` ${jobUrl}`}`,
    Who: `${who}@${host}`,
    Version: "trueup",
    Created: created,
    Path: "",
  });
}

/** Of whatever program; a record that makes no sense is held by somebody unknown. */
export function parseLockInfo(text: string): LockHolder {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return UNKNOWN_HOLDER;
  }
  if (!isJsonObject(value) || typeof value["ID"] !== "string" || value["ID"] === "") return UNKNOWN_HOLDER;
  const textOf = (name: string): string => (typeof value[name] === "string" ? value[name] : "");
  const who = textOf("Who");
  const at = who.lastIndexOf("@");
  const info = textOf("Info");
  const jobUrl = /https?:\/\/\S+/.exec(info)?.[0];
  return {
    id: value["ID"],
    who: (at < 0 ? who : who.slice(0, at)) || "unknown",
    host: (at < 0 ? "" : who.slice(at + 1)) || "unknown",
    pid: Number(/\bpid (\d{1,10})\b/.exec(info)?.[1] ?? 0),
    operation: textOf("Operation") || "unknown",
    created: textOf("Created") || "unknown",
    ...(jobUrl === undefined ? {} : { jobUrl }),
  };
}
