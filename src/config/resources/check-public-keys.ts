// Declared SSH keys: the body says its own type and lengths, so that one which is cut, mixed up or mistyped is seen here. Pure.
import type { Desired } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";

/** How many fields a body has, its type included (RFC 4253 6.6, RFC 5656 3.1, RFC 8709 4, OpenSSH's PROTOCOL.u2f). */
const FIELDS: Readonly<Record<string, number>> = {
  "ssh-rsa": 3,
  "ssh-dss": 5,
  "ssh-ed25519": 2,
  "ecdsa-sha2-nistp256": 3,
  "ecdsa-sha2-nistp384": 3,
  "ecdsa-sha2-nistp521": 3,
  "sk-ssh-ed25519@openssh.com": 3,
  "sk-ecdsa-sha2-nistp256@openssh.com": 4,
};

export function checkPublicKeys(resources: readonly Desired[]): readonly Diagnostic[] {
  return resources.flatMap((resource) => {
    const { publicKey } = resource.attributes;
    if (resource.type !== "key" || typeof publicKey !== "string" || publicKey.includes("${")) return [];
    const problem = findProblem(publicKey);
    if (problem === undefined) return [];
    return [
      buildError("config.public-key", `${resource.address}.publicKey ${problem}`, {
        range: resource.ranges["publicKey"] ?? resource.range,
        address: resource.address,
        fix: "copy the whole line of the .pub file; `ssh-keygen -l -f FILE` tells whether it is one",
      }),
    ];
  });
}

/** Undefined also where the text is of another shape: the schema has said that. */
function findProblem(text: string): string | undefined {
  const [type = "", body = ""] = text.trim().split(/\s+/);
  const count = Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined;
  if (count === undefined || body === "") return undefined;
  const bytes = decode(body);
  if (bytes === undefined) return "is no base64 after its type: nobody could log in with it";
  const fields = splitFields(bytes);
  const own = fields?.[0] === undefined ? undefined : String.fromCharCode(...fields[0]);
  if (own !== undefined && Object.hasOwn(FIELDS, own) && own !== type)
    return `says ${type}, but its body is a key of type ${own}`;
  if (own !== type || fields === undefined) return "is cut off or damaged: its body does not decode to a key";
  if (fields.length !== count || fields.some((field) => field.length === 0) || !isOfLength(type, fields))
    return "is cut off or damaged: its body does not have the parts of such a key";
  return undefined;
}

function decode(body: string): readonly number[] | undefined {
  try {
    return [...atob(body)].map((character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Each field has its length before it, in four bytes. Undefined where they do not end where the body ends. */
function splitFields(bytes: readonly number[]): readonly (readonly number[])[] | undefined {
  const fields: (readonly number[])[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(at, at + 4);
    const length = a * 0x1000000 + b * 0x10000 + c * 0x100 + d;
    at += 4;
    if (at + length > bytes.length) return fields.length === 0 ? undefined : [...fields, []];
    fields.push(bytes.slice(at, at + length));
    at += length;
  }
  return fields;
}

const isOfLength = (type: string, fields: readonly (readonly number[])[]): boolean =>
  !type.includes("ed25519") || fields[1]?.length === 32;
