// Who holds the lock on the state, for people who must decide whether to remove it.
import type { LockHolder } from "../core/errors.ts";
import { escapeAll } from "./escape-for-terminal.ts";

export function formatLockHolder(unsafe: LockHolder): string {
  const { id, who, host, pid, operation, created, jobUrl } = escapeAll(unsafe);
  return [
    `who        ${who} on ${host}, process ${pid}`,
    `doing      ${operation}`,
    `since      ${created} (by its clock)`,
    ...(jobUrl === undefined ? [] : [`job        ${jobUrl}`]),
    `lock id    ${id}`,
  ].join("\n");
}
