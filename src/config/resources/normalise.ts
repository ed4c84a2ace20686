// A located value to the plain one that the rest of the program sees: sizes in MiB, durations in ms, words for booleans,
// references as addresses, sets sorted. Reports wrong units and references; types were checked before. Pure.
import { buildError, buildWarning, type Diagnostic } from "../../core/diagnostic.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { SHORTEST_SECRET } from "../../core/shortest-secret.ts";
import { fieldOf, type Shape } from "../shape/shape.ts";
import { joinPath, type Located, type LocatedScalar } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import { formatYamlDuration, formatYamlSize, parseUnit } from "../values/parse-units.ts";

export interface Normalising {
  readonly diagnostics: Diagnostic[];
  readonly secretValues: Set<string>;
  /** `vms.web`: begins the summaries. */
  readonly label: string;
  readonly address?: string;
  /** Paths that hold a secret; filled. */
  readonly secrets: Set<string>;
  /** Paths whose value is not at hand; filled. */
  readonly unknown?: Set<string>;
  /** What a name in a field with `reference` means; undefined: keep the text. */
  readonly refer?: (shape: Shape, scalar: LocatedScalar, path: string, isList: boolean) => Json | undefined;
}

export function normalise(work: Normalising, node: Located, shape: Shape | undefined, path = "", isList = false): Json {
  switch (node.kind) {
    case "scalar":
      return normaliseScalar(work, node, shape, path, isList);
    case "list":
      return normaliseList(work, node.items, shape, path);
    case "map":
      return normaliseMap(work, node.entries, shape, path);
  }
}

/** Items have no name that lasts (a set is sorted): one secret among them makes the whole list one. */
function normaliseList(work: Normalising, nodes: readonly Located[], shape: Shape | undefined, path: string): Json {
  const [secrets, unknown] = [new Set<string>(), new Set<string>()];
  const items = nodes.flatMap((item, index) => {
    const at = joinPath(path, String(index));
    const value = normalise({ ...work, secrets, unknown }, item, shape?.items ?? onlySensitive(shape), at, true);
    return shape?.items?.reference !== undefined && Array.isArray(value) ? value : [value];
  });
  if (secrets.size > 0) work.secrets.add(path);
  if (unknown.size > 0) work.unknown?.add(path);
  return shape?.set === true ? sortSet(items) : items;
}

function normaliseMap(
  work: Normalising,
  entries: ReadonlyMap<string, { readonly value: Located }>,
  shape: Shape | undefined,
  path: string,
): JsonObject {
  const keys = [...entries.keys()].sort();
  return Object.fromEntries(
    keys.map((key) => {
      const value = entries.get(key)?.value;
      return [
        key,
        value === undefined
          ? null
          : normalise(work, value, fieldOf(shape, key) ?? onlySensitive(shape), joinPath(path, key)),
      ];
    }),
  );
}

/** A secret is one in the wrong shape, too: what stands in a list or a map where text belongs is masked all the same. */
function onlySensitive(shape: Shape | undefined): Shape | undefined {
  return shape?.sensitive === true ? { types: shape.types, sensitive: true } : undefined;
}

function sortSet(items: readonly Json[]): Json {
  if (!items.every((item) => typeof item === "string")) return items;
  return [...new Set(items)].sort();
}

function normaliseScalar(
  work: Normalising,
  scalar: LocatedScalar,
  shape: Shape | undefined,
  path: string,
  isList: boolean,
): Json {
  if (scalar.secret === true) work.secrets.add(path);
  if (shape?.sensitive === true) noteSensitive(work, scalar, shape, path);
  if (scalar.unknown === true) {
    work.unknown?.add(path);
    return scalar.text;
  }
  if (scalar.secret === true && (shape?.public === true || shape?.reference !== undefined))
    refuseSecret(work, scalar, path);
  if (shape?.unit !== undefined) return normaliseUnit(work, scalar, shape, shape.unit, path);
  if (shape?.words !== undefined && typeof scalar.value === "boolean")
    return shape.words[String(scalar.value)] ?? scalar.value;
  if (shape?.text === true && scalar.value !== null) return scalar.text;
  if (shape?.reference !== undefined && typeof scalar.value === "string") {
    return work.refer?.(shape, scalar, path, isList) ?? scalar.value;
  }
  return scalar.value;
}

function refuseSecret(work: Normalising, scalar: LocatedScalar, path: string): void {
  const summary = `${joinPath(work.label, path)} cannot come from a secret: it is shown everywhere`;
  const fix = "list the variable in policy.publicEnv if its value may be shown";
  work.diagnostics.push(
    buildError("config.secret-in-name", summary, { range: buildRange(scalar.span), fix, ...at(work) }),
  );
}

function noteSensitive(work: Normalising, scalar: LocatedScalar, shape: Shape, path: string): void {
  if (shape.endpoint === true && scalar.secret !== true && !/:\/\/[^/@]*:[^/@]*@/.test(scalar.text)) return; // no password in it
  work.secrets.add(path);
  scalar.span.source.sensitiveSpans.push([scalar.span.start, scalar.span.end]);
  if (scalar.unknown === true || scalar.value === null || scalar.text === "") return;
  if (scalar.text.length >= SHORTEST_SECRET) work.secretValues.add(scalar.text);
  if (scalar.external === true) return;
  scalar.span.source.secretSpans.push([scalar.span.start, scalar.span.end]);
  const field = path.split(".").at(-1) ?? path;
  if (field === "userData" || field === "userDataBase64") return;
  work.diagnostics.push(
    buildWarning("config.literal-secret", `${joinPath(work.label, path)} stands literally in the YAML`, {
      range: buildRange(scalar.span),
      fix: "take it from the environment, ${env:NAME}, or a file, ${file:PATH}",
      ...at(work),
    }),
  );
}

function at(work: Normalising): { readonly address?: string } {
  return work.address === undefined ? {} : { address: work.address };
}

function normaliseUnit(
  work: Normalising,
  scalar: LocatedScalar,
  shape: Shape,
  unit: "size" | "duration",
  path: string,
): Json {
  if (typeof scalar.value !== "string" && typeof scalar.value !== "number") return scalar.value; // the schema said it
  const label = joinPath(work.label, path);
  const range = buildRange(scalar.span);
  const shown = scalar.secret === true || scalar.text.length > 40 ? "" : ` (${scalar.text})`;
  const result = parseUnit(unit, scalar.text);
  if (!result.ok) {
    const summary = `${label}${shown}: ${result.problem}`;
    work.diagnostics.push(buildError("config.unit", summary, { range, fix: result.fix, ...at(work) }));
    return scalar.text;
  }
  const problem = checkLimits(unit, result.value, shape);
  if (problem !== undefined) {
    work.diagnostics.push(buildError("config.out-of-range", `${label}${shown} ${problem}`, { range, ...at(work) }));
  }
  return result.value;
}

function checkLimits(unit: "size" | "duration", value: number, shape: Shape): string | undefined {
  const limit = (text: string | undefined): number | undefined => {
    const parsed = text === undefined ? undefined : parseUnit(unit, text);
    return parsed?.ok === true ? parsed.value : undefined;
  };
  const minimum = limit(shape.minimum);
  const maximum = limit(shape.maximum);
  const step = limit(shape.step);
  if (minimum !== undefined && value < minimum) return `is too small: at least ${shape.minimum}`;
  if (maximum !== undefined && value > maximum) return `is too large: at most ${shape.maximum}`;
  if (step !== undefined && value % step !== 0) {
    const format = unit === "size" ? formatYamlSize : formatYamlDuration;
    return `must be a multiple of ${shape.step}: ${format(Math.ceil(value / step) * step)} is the next one`;
  }
  if (shape.allowed !== undefined && !shape.allowed.some((text) => limit(text) === value)) {
    return `is not one of ${shape.allowed.join(", ")}`;
  }
  return undefined;
}
