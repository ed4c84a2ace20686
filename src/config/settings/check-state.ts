// The checks of the state's block that no schema can say: keys that stores treat alike, addresses that a driver can use. Pure.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { isAddressProblem, parsePostgresAddress } from "../../core/postgres-address.ts";
import { childOf, type Located, type LocatedScalar } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import type { BuiltState } from "./build-state.ts";

const LONGEST_KEY_BYTES = 900;

interface Found {
  readonly problem: string;
  readonly fix: string;
}

export function checkState({ node, settings }: BuiltState): readonly Diagnostic[] {
  if (node === undefined) return [];
  const isInsecure = settings.fields["insecure"] === true;
  const checks: Readonly<Record<string, Readonly<Record<string, (text: string) => Found | undefined>>>> = {
    s3: { bucket: checkBucket, key: checkKey },
    postgres: { url: (text) => checkUrl(text, isInsecure) },
  };
  const found = Object.entries(checks[settings.backend] ?? {}).flatMap(([field, check]) => {
    const value = knownText(node, field);
    const problem = value === undefined ? undefined : check(value.text);
    return value === undefined || problem === undefined ? [] : [build(`state.${field}`, value.scalar, problem)];
  });
  return [...found, ...checkPairs(node, settings.backend)];
}

function build(label: string, scalar: LocatedScalar, { problem, fix }: Found): Diagnostic {
  return buildError("config.state", `${label} ${problem}`, { range: buildRange(scalar.span), fix });
}

function knownText(node: Located, field: string): { text: string; scalar: LocatedScalar } | undefined {
  const scalar = childOf(node, field);
  if (scalar?.kind !== "scalar" || typeof scalar.value !== "string" || scalar.value === "" || scalar.unknown === true)
    return undefined;
  return { text: scalar.value, scalar };
}

function checkBucket(bucket: string): Found | undefined {
  const isName = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(bucket) && !bucket.includes("..");
  return isName
    ? undefined
    : { problem: "is no name of a bucket", fix: "at most 63 letters, digits, dots and hyphens" };
}

/** Seen: stores that take such a key and then do not list it, list it under another name, or refuse it. */
function checkKey(key: string): Found | undefined {
  if (/[\u0000-\u001f\u007f\\]/.test(key))
    return { problem: "holds a control character or a backslash", fix: "use letters, digits and / . _ -" };
  if (key.split("/").some((part) => part === "" || part === "." || part === ".."))
    return {
      problem: "has a part that is empty, . or ..: not every store keeps such a key",
      fix: `no slash at the start, at the end or twice: key: ${tidy(key)}`,
    };
  const isTooLong = new TextEncoder().encode(key).byteLength > LONGEST_KEY_BYTES;
  return isTooLong ? { problem: `is longer than ${LONGEST_KEY_BYTES} bytes`, fix: "name a shorter one" } : undefined;
}

function tidy(key: string): string {
  const parts = key.split("/").filter((part) => !["", ".", ".."].includes(part));
  return parts.length === 0 ? "shop.json" : parts.join("/");
}

function checkUrl(url: string, isInsecure: boolean): Found | undefined {
  const address = parsePostgresAddress(url, isInsecure);
  return isAddressProblem(address) ? address : undefined;
}

/** One half of a login would be sent with the other half of the environment's. */
function checkPairs(node: Located, backend: string): readonly Diagnostic[] {
  const [first, second] = backend === "s3" ? ["accessKeyId", "secretAccessKey"] : ["password", "username"];
  if (backend !== "s3" && backend !== "http") return [];
  const [a, b] = [childOf(node, first), childOf(node, second)];
  const lonely =
    backend === "s3" ? (a === undefined ? b : b === undefined ? a : undefined) : b === undefined ? a : undefined;
  if (lonely === undefined) return [];
  const missing = lonely === a ? second : first;
  return [
    buildError("config.state", `state.${lonely === a ? first : second} stands without state.${missing}`, {
      range: buildRange(lonely.span),
      fix: `add ${missing}`,
    }),
  ];
}
