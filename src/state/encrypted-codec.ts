// A state document at rest under a passphrase: scrypt makes the key, AES-256-GCM encrypts. Lineage, serial, format and the
// writer's version stay clear and are authenticated. Never writes in clear, and takes nothing that is in clear.
import { createCipheriv, createDecipheriv, randomBytes, scryptSync, timingSafeEqual } from "node:crypto";

import { StateError } from "../core/errors.ts";
import { isJsonObject, type JsonObject } from "../core/json.ts";
import { STATE_FORMAT_VERSION, type StateDocument } from "../core/state-document.ts";
import { formatStateDocument } from "./format-state.ts";
import { isEncrypted, parseStateDocument } from "./parse-state.ts";
import type { StateCodec } from "./state-codec.ts";

export interface Encryption {
  /** What is written with; undefined where its variable is not set. */
  readonly passphrase: string | undefined;
  /** Former ones, good for reading only. */
  readonly previous: readonly string[];
}

/** Of the envelope, not of the document inside. */
const ENVELOPE_VERSION = 1;
const CIPHER = "aes-256-gcm";
const LOG2_N = 17;
/** What a file may ask for: more would be an attack on the memory of whoever reads it. */
const LARGEST_LOG2_N = 20;
const BLOCK = 8;
const KEY_BYTES = 32;
const CHECK_BYTES = 16;

interface Derived {
  readonly key: Buffer;
  /** Tells another passphrase from a damaged text; from it nothing leads back to the key. */
  readonly check: Buffer;
}

interface Envelope {
  readonly formatVersion: number;
  readonly trueupVersion: string;
  readonly serial: number;
  readonly lineage: string;
  readonly log2N: number;
  readonly salt: Buffer;
  readonly check: Buffer;
  readonly nonce: Buffer;
  readonly tag: Buffer;
  readonly content: Buffer;
}

/**
 * A key takes about half a second and 128 MiB, and is derived once for each salt: a run that reads the newest state, and
 * writes under the salt that it found there, derives one. `isFresh`: writes under a salt of its own, whatever it reads.
 * `scrypt`: the key derivation, Node's own unless a caller counts its calls.
 * Both functions throw `StateError`: wrong-passphrase, not-encrypted, corrupt, newer-format.
 */
export function createEncryptedCodec(
  { passphrase, previous }: Encryption,
  { isFresh = false, scrypt = scryptSync }: { readonly isFresh?: boolean; readonly scrypt?: typeof scryptSync } = {},
): StateCodec {
  const derive = createDeriver(scrypt);
  let salt: Buffer | undefined;
  const assertGiven = (label: string): string => {
    if (passphrase !== undefined) return passphrase;
    throw new StateError("wrong-passphrase", `${label} is encrypted, and the passphrase is not set`, {
      hint: "set the variable that state.encryption.passphrase names",
    });
  };
  return {
    format(document) {
      salt ??= randomBytes(KEY_BYTES);
      return seal(document, salt, derive(assertGiven("the state"), salt, LOG2_N));
    },
    parse(text, label) {
      const current = assertGiven(label);
      const envelope = readEnvelope(text, label);
      for (const candidate of [current, ...previous]) {
        const derived = derive(candidate, envelope.salt, envelope.log2N);
        if (!timingSafeEqual(derived.check, envelope.check)) continue;
        if (!isFresh && candidate === current && envelope.log2N === LOG2_N) salt ??= envelope.salt;
        return parseStateDocument(open(envelope, derived, label), label);
      }
      throw new StateError("wrong-passphrase", `${label} was encrypted with another passphrase`, {
        hint: "nothing was changed. Check the variable that state.encryption.passphrase names; a former passphrase belongs into state.encryption.previous",
      });
    },
  };
}

function createDeriver(scrypt: typeof scryptSync): (passphrase: string, salt: Buffer, log2N: number) => Derived {
  const known = new Map<string, Derived>();
  return (passphrase, salt, log2N) => {
    const name = `${log2N} ${salt.toString("base64")} ${passphrase}`;
    const found = known.get(name) ?? compute(scrypt, passphrase, salt, log2N);
    known.set(name, found);
    return found;
  };
}

function compute(scrypt: typeof scryptSync, passphrase: string, salt: Buffer, log2N: number): Derived {
  const options = { N: 2 ** log2N, r: BLOCK, p: 1, maxmem: 2 ** (log2N + 11) };
  // The same letters typed on another system may be other code points.
  const bytes = scrypt(passphrase.normalize("NFC"), salt, KEY_BYTES + CHECK_BYTES, options);
  return { key: bytes.subarray(0, KEY_BYTES), check: bytes.subarray(KEY_BYTES) };
}

type Clear = Pick<Envelope, "formatVersion" | "trueupVersion" | "serial" | "lineage">;

/** What nobody may change without the passphrase, in one form only. */
function authenticated({ formatVersion, trueupVersion, serial, lineage }: Clear): Buffer {
  return Buffer.from(JSON.stringify(["trueup state", ENVELOPE_VERSION, formatVersion, trueupVersion, lineage, serial]));
}

function seal(document: StateDocument, salt: Buffer, { key, check }: Derived): string {
  const nonce = randomBytes(12);
  const { format_version, trueup_version, serial, lineage } = document;
  const cipher = createCipheriv(CIPHER, key, nonce);
  cipher.setAAD(authenticated({ formatVersion: format_version, trueupVersion: trueup_version, serial, lineage }));
  const content = Buffer.concat([cipher.update(formatStateDocument(document), "utf8"), cipher.final()]);
  const encryption = {
    version: ENVELOPE_VERSION,
    cipher: CIPHER,
    kdf: "scrypt",
    log2_n: LOG2_N,
    salt: salt.toString("base64"),
    check: check.toString("base64"),
    nonce: nonce.toString("base64"),
    tag: cipher.getAuthTag().toString("base64"),
  };
  const envelope = { format_version, trueup_version, serial, lineage, encryption, content: content.toString("base64") };
  return `${JSON.stringify(envelope, null, 2)}\n`;
}

function open({ nonce, tag, content, ...clear }: Envelope, { key }: Derived, label: string): string {
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: tag.length });
    decipher.setAAD(authenticated(clear));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(content), decipher.final()]).toString("utf8");
  } catch (error) {
    throw damaged(label, "its content, serial or lineage was changed after it was encrypted", error);
  }
}

function readEnvelope(text: string, label: string): Envelope {
  const value = parseJson(text, label);
  if (!isEncrypted(value)) {
    // Whatever else is wrong with it is told as what it is.
    parseStateDocument(text, label);
    throw new StateError("not-encrypted", `${label} is in clear, but the configuration wants it encrypted`, {
      hint: "nothing was changed. trueup state rekey encrypts it; or remove state.encryption",
    });
  }
  const encryption = value["encryption"] as JsonObject;
  const numbers = { formatVersion: value["format_version"], serial: value["serial"], log2N: encryption["log2_n"] };
  const { formatVersion, serial, log2N } = numbers;
  const { trueup_version: trueupVersion, lineage } = value;
  if (isNewer(encryption["version"], ENVELOPE_VERSION) || isNewer(formatVersion, STATE_FORMAT_VERSION))
    throw new StateError("newer-format", `${label} was written by a newer trueup`, {
      hint: `use trueup ${typeof trueupVersion === "string" ? trueupVersion : "of that version"} or newer`,
    });
  if (!isCount(formatVersion) || !isCount(serial) || typeof trueupVersion !== "string" || typeof lineage !== "string")
    throw damaged(label, "format_version, serial, trueup_version or lineage is missing");
  const isKnown = encryption["cipher"] === CIPHER && encryption["kdf"] === "scrypt";
  if (!isKnown || !isCount(log2N) || log2N < LOG2_N || log2N > LARGEST_LOG2_N)
    throw damaged(label, "the description of its encryption makes no sense");
  return {
    ...{ formatVersion, trueupVersion, serial, lineage, log2N },
    salt: readBytes(encryption, "salt", KEY_BYTES, label),
    check: readBytes(encryption, "check", CHECK_BYTES, label),
    nonce: readBytes(encryption, "nonce", 12, label),
    tag: readBytes(encryption, "tag", 16, label),
    content: readBytes(value, "content", undefined, label),
  };
}

function parseJson(text: string, label: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // The reader of what is in clear says what is wrong, and where.
  }
  parseStateDocument(text, label);
  throw damaged(label, "it is not a JSON object");
}

const isNewer = (value: unknown, known: number): boolean => typeof value === "number" && value > known;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function readBytes(value: JsonObject, key: string, length: number | undefined, label: string): Buffer {
  const text = value[key];
  const bytes = typeof text === "string" ? Buffer.from(text, "base64") : undefined;
  if (bytes === undefined || (length !== undefined && bytes.length !== length))
    throw damaged(label, `its ${key} is missing or cut`);
  return bytes;
}

function damaged(label: string, why: string, cause?: unknown): StateError {
  return new StateError("corrupt", `${label} is damaged: ${why}`, {
    hint: "nothing was changed; trueup state history lists what else is kept",
    ...(cause === undefined ? {} : { cause }),
  });
}
