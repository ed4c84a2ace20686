// Who holds the lock on the state, for people who must decide whether to remove it.
import type { LockHolder } from "../core/errors.ts";
import { sayMoment } from "../core/moment.ts";
import { escapeAll } from "./escape-for-terminal.ts";

export function formatLockHolder(holder: LockHolder): string {
  const { who, host, operation } = escapeAll(holder);
  return [`who        ${who} on ${host}`, `doing      ${operation}`, ...listLockDetails(holder)].join("\n");
}

/** What a message that names who and what has not told yet. */
export function listLockDetails(holder: LockHolder): readonly string[] {
  const { id, pid, created, jobUrl } = escapeAll(holder);
  return [
    `process    ${pid}`,
    `since      ${sayMoment(created)}, by its clock`,
    ...(jobUrl === undefined ? [] : [`job        ${jobUrl}`]),
    `lock id    ${id}`,
  ];
}
