// `state` and `policy`: the blocks that stand once. Pure; opens no backend.
import type { Policy, StateSettings } from "../../core/desired.ts";
import { buildError } from "../../core/diagnostic.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { buildBlock } from "../resources/build-block.ts";
import { buildMap, childOf, entryOf, type Located, type LocatedMap } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import { suggestFix } from "../text/suggest.ts";
import { interpolateScalar } from "../values/interpolate.ts";
import type { Scope } from "../values/scope.ts";

const BACKENDS = ["local", "s3", "postgres", "http"] as const;
type Backend = (typeof BACKENDS)[number];
const DEFAULT_LEASE_MS = 60_000;

export interface BuiltState {
  readonly settings: StateSettings;
  readonly node: Located | undefined;
}

export function buildState(scope: Scope, root: LocatedMap): BuiltState {
  const entry = entryOf(root, "state");
  const fallback: StateSettings = { backend: "local", leaseMs: DEFAULT_LEASE_MS, fields: {} };
  if (entry === undefined || entry.value.kind !== "map") return { settings: fallback, node: undefined };
  const backend = readBackend(scope, childOf(entry.value, "backend"));
  if (backend === undefined) return { settings: fallback, node: undefined };
  const built = buildBlock(scope, `state.${backend}`, "state", entry.value, entry.keySpan);
  const { backend: _backend, lease, ...fields } = built.fields;
  const leaseMs = typeof lease === "number" ? lease : DEFAULT_LEASE_MS;
  return { settings: { backend, leaseMs, fields, range: buildRange(entry.keySpan) }, node: built.node };
}

function readBackend(scope: Scope, node: Located | undefined): Backend | undefined {
  if (node === undefined) return "local";
  const text = node.kind === "scalar" ? interpolateScalar(scope, node).text : "";
  const backend = BACKENDS.find((name) => name === text);
  if (backend !== undefined) return backend;
  const fix = suggestFix(text, BACKENDS) ?? `one of ${BACKENDS.join(", ")}`;
  scope.diagnostics.push(
    buildError("config.invalid-value", "state.backend is no kind of backend", { range: buildRange(node.span), fix }),
  );
  return undefined;
}

export function buildPolicy(scope: Scope, root: LocatedMap): Policy {
  const entry = entryOf(root, "policy");
  if (entry === undefined) return { publicEnv: [] };
  const block =
    entry.value.kind === "scalar" && entry.value.value === null ? buildMap(new Map(), entry.value.span) : entry.value;
  return readPolicy(buildBlock(scope, "policy", "policy", block, entry.keySpan).fields);
}

/** The normalised block as core's type. */
export function readPolicy(fields: JsonObject): Policy {
  const number = (key: string): number | undefined => (typeof fields[key] === "number" ? fields[key] : undefined);
  const increase = readIncrease(fields["maxMonthlyIncrease"]);
  const found = {
    maxDeletes: number("maxDeletes"),
    maxDeletePercent: number("maxDeletePercent"),
    maxMonthlyIncrease: increase,
    assumeAbsentAfterMs: number("assumeAbsentAfter"),
    maxPlanAgeMs: number("maxPlanAge"),
    intermediaries:
      fields["intermediaries"] === "refuse" || fields["intermediaries"] === "warn"
        ? fields["intermediaries"]
        : undefined,
  };
  const given = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  const publicEnv = Array.isArray(fields["publicEnv"]) ? fields["publicEnv"].map(String).sort() : [];
  return { ...given, publicEnv };
}

function readIncrease(value: Json | undefined): Policy["maxMonthlyIncrease"] | undefined {
  if (!isJsonObject(value) || typeof value["amount"] !== "number" || typeof value["currency"] !== "string")
    return undefined;
  return {
    amount: value["amount"],
    currency: value["currency"],
    unknown: value["unknown"] === "refuse" ? "refuse" : "warn",
  };
}

/** Read before anything is interpolated: it decides what is a secret. */
export function readPublicEnv(root: LocatedMap): ReadonlySet<string> {
  const list = childOf(childOf(root, "policy"), "publicEnv");
  const names = list?.kind === "list" ? list.items : [];
  return new Set(
    names.flatMap((item) => (item.kind === "scalar" && typeof item.value === "string" ? [item.value] : [])),
  );
}
