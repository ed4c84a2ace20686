// How a state stands where it is kept: in clear, or encrypted as the configuration says. Pure but for the cipher.
import { isJsonObject, type JsonObject } from "../core/json.ts";
import { createEncryptedCodec, type Encryption } from "./encrypted-codec.ts";
import { formatStateDocument } from "./format-state.ts";

import { isEncrypted } from "./parse-state.ts";
import { PLAIN_CODEC, type StateCodec } from "./state-codec.ts";

/** `state.encryption` of the configuration, after interpolation; undefined where there is none. */
export function readEncryption(fields: JsonObject): Encryption | undefined {
  const block = fields["encryption"];
  if (!isJsonObject(block)) return undefined;
  const { passphrase, previous } = block;
  return {
    passphrase: isGiven(passphrase) ? passphrase : undefined,
    previous: Array.isArray(previous) ? previous.filter(isGiven) : [],
  };
}

/** The name of a variable that is not set stands for its value where only the form is checked: never a passphrase. */
const isGiven = (value: unknown): value is string => typeof value === "string" && !/\$\{(env|exec|file):/.test(value);

export function chooseCodec(encryption: Encryption | undefined): StateCodec {
  return encryption === undefined ? PLAIN_CODEC : createEncryptedCodec(encryption);
}

/**
 * For the commands that change how the state is kept: reads both, and writes under a new salt, or in clear with
 * `isPlain`.
 */
export function createRekeyCodec(encryption: Encryption | undefined, isPlain: boolean): StateCodec {
  const encrypted = encryption === undefined ? PLAIN_CODEC : createEncryptedCodec(encryption, { isFresh: true });
  return {
    format: isPlain ? formatStateDocument : encrypted.format,
    parse: (text, label) => (isEncryptedText(text) ? encrypted : PLAIN_CODEC).parse(text, label),
  };
}

export function isEncryptedText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) && isEncrypted(value);
  } catch {
    return false;
  }
}
