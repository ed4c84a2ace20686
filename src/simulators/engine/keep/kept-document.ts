// The text of a kept file and back: worlds, clock and ports under a digest. Reads and writes no disk.
import { createHash } from "node:crypto";
import { isJsonObject, type JsonObject } from "../json.ts";
import { SimInputError } from "../sim-input-error.ts";
import type { KeptAct, KeptWorld } from "./kept-vendor.ts";

/** Goes up whenever a world is told in another way; a file of another number is refused. */
export const KEPT_FORMAT = 1;
const MARK = "trueup-simulators";

export interface KeptDocument {
  /** Epoch ms by the simulators' clock when it was written, and by how much that was pushed. */
  at: number;
  pushedMs: number;
  /** By vendor. */
  ports: Record<string, number>;
  worlds: Record<string, KeptWorld>;
}

/** One act a line: what was written once is not written anew by the next save. */
export function createDocumentWriter(): (document: KeptDocument) => string {
  const texts = new WeakMap<object, string>();
  const textOf = (part: object): string => {
    const text = texts.get(part) ?? JSON.stringify(part);
    texts.set(part, text);
    return text;
  };
  const worldText = ({ base, acts, traces }: KeptWorld): string =>
    `{"base":${textOf(base)},\n"acts":[${acts.map((act: KeptAct) => `\n${textOf(act)}`).join(",")}],\n"traces":${JSON.stringify(traces)}}`;
  return ({ at, pushedMs, ports, worlds }) => {
    const told = Object.entries(worlds).map(([name, world]) => `${JSON.stringify(name)}:${worldText(world)}`);
    const head = `{"${MARK}":${KEPT_FORMAT},\n"at":${at},"pushedMs":${pushedMs},"ports":${JSON.stringify(ports)},\n`;
    return sealed(`${head}"worlds":{\n${told.join(",\n")}\n}`);
  };
}

function sealed(text: string): string {
  return `${text},\n"digest":"${digestOf(text)}"}\n`;
}

function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** Throws SimInputError, with `path` in each problem, for what these simulators have not written just so. */
export function parseKept(text: string, path: string): KeptDocument {
  const refuse = (why: string): never => {
    throw new SimInputError([`${path}: ${why}`]);
  };
  const read = readJson(text);
  const format = isJsonObject(read) ? read[MARK] : undefined;
  if (!isJsonObject(read) || format === undefined) {
    return looksCut(text)
      ? refuse("this file is damaged: its end is missing; it is left as it is")
      : refuse("this file holds no kept worlds; it is left as it is (objects to start with are given by --seed)");
  }
  if (format !== KEPT_FORMAT) {
    return refuse(
      `kept by another version of trueup (format ${JSON.stringify(format)}, this one reads ${KEPT_FORMAT}); name another file to start anew`,
    );
  }
  const cut = text.lastIndexOf(',\n"digest":"');
  if (cut < 0 || sealed(text.slice(0, cut)) !== text) {
    return refuse("this file is damaged or was changed by hand: its digest does not fit; it is left as it is");
  }
  // Written by the function above, as the digest says.
  return read as unknown as KeptDocument;
}

function looksCut(text: string): boolean {
  return text.startsWith(`{"${MARK}":`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return undefined;
  }
}
