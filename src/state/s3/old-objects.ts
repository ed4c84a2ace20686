// The objects of the past: which serials can still be read, and which objects are old enough to go. By the store's clock only.
import type { StoredSerial } from "../../core/state-port.ts";
import { KEPT_MS, KEPT_SERIALS, numbersOf } from "../numbered-store.ts";
import type { S3Client } from "./s3-client.ts";

/** Bounds what one run may have to clear away. */
const LARGEST_CLEARING = 200;

export async function listKeptSerials(client: S3Client, prefix: string): Promise<readonly StoredSerial[]> {
  const { objects } = await client.list(`${prefix}serial-`);
  return objects
    .flatMap(({ key, modifiedMs }) =>
      numbersOf([key.slice(prefix.length)], "serial").map((serial) => ({ serial, writtenMs: modifiedMs })),
    )
    .sort((a, b) => b.serial - a.serial);
}

/** Numbers that are younger than a day stay: a writer that was stopped before its write could create them again. */
export async function clearOldObjects(client: S3Client, prefix: string, newest: number): Promise<void> {
  for (const [kind, isKept] of [
    ["serial", (serial: number) => serial > newest - KEPT_SERIALS],
    ["lease", (token: number, last: number) => token >= last],
  ] as const) {
    const { objects, nowMs } = await client.list(`${prefix}${kind}-`);
    const numbered = objects.flatMap((object) =>
      numbersOf([object.key.slice(prefix.length)], kind).map((number) => ({ ...object, number })),
    );
    const last = Math.max(0, ...numbered.map(({ number }) => number));
    const old = numbered.filter(({ number, modifiedMs }) => !isKept(number, last) && nowMs - modifiedMs >= KEPT_MS);
    for (const { key } of old.sort((a, b) => a.number - b.number).slice(0, LARGEST_CLEARING)) await client.remove(key);
  }
}
