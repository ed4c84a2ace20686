// The fields that many bodies share: names, tags, ids, addresses. Limits as in the vendor's OpenAPI document, [SPEC].
import { isIP, isIPv4 } from "node:net";
import { isJsonObject } from "../../engine/json.ts";
import { type Field, integer, object, optional, optionalOrNull, refuse, text, word } from "./body-shape.ts";

export const name = text({ pattern: /^[a-zA-Z0-9][a-zA-Z 0-9._-]{1,61}[a-zA-Z0-9._]$/ });
export const nameTemplate = text({ pattern: /^[a-zA-Z0-9{][a-zA-Z 0-9._\-}{]{1,61}[a-zA-Z0-9._}]$/ });
export const longName = text({ pattern: /^[a-zA-Z0-9][a-zA-Z 0-9._-]{1,108}[a-zA-Z0-9._]$/ });
export const uuid = text({ pattern: /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/ });
export const attachmentTag = text({ pattern: /^[^,/]{1,60}$/ });
export const interfaceName = text({ max: 37 });
export const size = integer({ min: 1 });
export const ipFamily = optionalOrNull(word("ipv4", "ipv6", "dual"));
export const withId = object({ id: uuid });

export const VOLUME_TYPES = ["standard", "ssd_hiiops", "ssd_lowlatency", "ssd_local", "cold", "ultra"] as const;
export const volumeType = word(...VOLUME_TYPES);

const KEY = /^[^\s=]+$/;
const VALUE = /^[^ \t\n\r\f\v]([^\t\n\r\f\v]*[^ \t\n\r\f\v])?$/;

export type Tags = Record<string, string>;
/** A merge patch: null takes a key away. */
export type TagsPatch = Record<string, string | null>;

function readTags<T>(mayBeNull: boolean): Field<Record<string, T>> {
  return (value, at, problems) => {
    if (!isJsonObject(value)) return refuse(problems, at, "Input should be a valid dictionary");
    for (const [key, found] of Object.entries(value)) {
      const place = at === "" ? key : `${at}.${key}`;
      if (key.length > 255 || !KEY.test(key)) refuse(problems, place, "Keys have 1 to 255 characters, no space, no =");
      if (found === null && mayBeNull) continue;
      if (typeof found !== "string") refuse(problems, place, "Input should be a valid string");
      else if (found.length > 255 || !VALUE.test(found)) refuse(problems, place, "Values have 1 to 255 characters");
    }
    return value as Record<string, T>;
  };
}

export const allTags: Field<Tags> = readTags<string>(false);
export const tags = optional(allTags);
export const tagsPatch: Field<TagsPatch | null | undefined> = optionalOrNull(readTags<string | null>(true));

export const ip: Field<string> = (value, at, problems) => {
  const read = text()(value, at, problems);
  return read === undefined || isIP(read) ? read : refuse(problems, at, "value is not a valid IPv4 or IPv6 address");
};

export const ipv4: Field<string> = (value, at, problems) => {
  const read = text()(value, at, problems);
  return read === undefined || isIPv4(read) ? read : refuse(problems, at, "Input is not a valid IPv4 address");
};

export const network: Field<string> = (value, at, problems) => {
  const read = text()(value, at, problems);
  if (read === undefined) return read;
  const [address = "", bits, ...rest] = read.split("/");
  const family = isIP(address);
  const isFine = family > 0 && rest.length === 0 && (bits === undefined || isPrefix(bits, family === 4 ? 32 : 128));
  return isFine ? read : refuse(problems, at, "value is not a valid IPv4 or IPv6 network");
};

function isPrefix(bits: string, max: number): boolean {
  return /^\d{1,3}$/.test(bits) && Number(bits) <= max;
}
