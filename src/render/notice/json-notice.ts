// A notice as a JSON document for programs: docs/metrics-and-notices.md describes it, `format_version` counts its changes. Pure.
import type { Json, JsonObject } from "../../core/json.ts";
import type { Notice } from "./notice.ts";
import type { NoticeAuthor, NoticeItem } from "./notice-items.ts";
import { buildFitting } from "./notice-texts.ts";

const FORMAT_VERSION = "1.0";
const LARGEST_BYTES = 256 * 1024;
const MOST_ITEMS = 1000;

export function buildJsonNotice(notice: Notice): JsonObject {
  const { stack, version, atMs, outcome, title, counts, items, known, errors, changing, holder } = notice;
  const shown = buildFitting(items, { room: LARGEST_BYTES, most: MOST_ITEMS, build: buildItem, sizeOf });
  return {
    format_version: FORMAT_VERSION,
    type: "drift",
    timestamp: toTimestamp(atMs),
    trueup_version: version,
    stack,
    outcome,
    title,
    counts: { ...counts },
    new: shown,
    new_left_out: items.length - shown.length,
    known,
    errors: errors.slice(0, 100).map((error) => ({ ...error })),
    changing: changing.slice(0, 1000),
    ...(holder === undefined ? {} : { changed_by: { ...holder } }),
  };
}

function buildItem({ class: kind, subject, what, firstSeenMs, fields, detail, fix, by }: NoticeItem): JsonObject {
  const [vendor = "", type = ""] = what.split(" ");
  return {
    class: kind,
    subject,
    vendor,
    type,
    first_seen: toTimestamp(firstSeenMs),
    fields: fields.map(({ path, before, after, unit, isSecret }) => ({
      path,
      before,
      after,
      ...(unit === undefined ? {} : { unit }),
      ...(isSecret ? { sensitive: true } : {}),
    })),
    ...(detail === undefined ? {} : { detail }),
    ...(fix === undefined ? {} : { fix }),
    ...(by === undefined ? {} : { by: buildAuthor(by) }),
  };
}

function buildAuthor({ who, whenMs, what }: NoticeAuthor): JsonObject {
  return { who, what, ...(whenMs === undefined ? {} : { when: toTimestamp(whenMs) }) };
}

const toTimestamp = (ms: number): string => new Date(ms).toISOString();

const encoder = new TextEncoder();
const sizeOf = (value: Json): number => encoder.encode(JSON.stringify(value)).byteLength;
