// The table behind `${var:NAME}`: YAML's vars, overridden by files and the command line. Pure.
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { type Evaluated, interpolateScalar, type Scope } from "./interpolate.ts";
import { buildScalar, type Located, type LocatedMap, type LocatedScalar } from "./located.ts";
import { buildRange } from "./source.ts";

export interface Variables {
  readonly names: readonly string[];
  readonly resolve: (name: string) => Evaluated | undefined;
}

/** `overrides` win over `declared`; both may refer to the environment and to other variables. */
export function buildVariables(
  declared: Located | undefined,
  overrides: ReadonlyMap<string, string>,
  scope: Omit<Scope, "variable" | "variableNames">,
): Variables {
  const entries: LocatedMap["entries"] = declared?.kind === "map" ? declared.entries : new Map();
  const names = [...new Set([...entries.keys(), ...overrides.keys()])].sort();
  const done = new Map<string, Evaluated>();
  const open = new Set<string>();
  const resolve = (name: string): Evaluated | undefined => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const override = overrides.get(name);
    const node = entries.get(name)?.value;
    if (override === undefined && node === undefined) return undefined;
    if (override === undefined && node?.kind !== "scalar") return literalOf("", true);
    if (open.has(name)) return reportCycle(scope.diagnostics, [...open, name], node);
    open.add(name);
    const evaluated =
      override === undefined
        ? evaluate({ ...scope, variable: resolve, variableNames: names }, node as LocatedScalar)
        : literalOf(override, false);
    open.delete(name);
    done.set(name, evaluated);
    return evaluated;
  };
  return { names, resolve };
}

function evaluate(scope: Scope, scalar: LocatedScalar): Evaluated {
  const found = interpolateScalar(scope, scalar.value === null ? buildScalar("", scalar.span) : scalar);
  return {
    text: found.text,
    secret: found.secret ?? false,
    unknown: found.unknown ?? false,
    external: found.external ?? false,
    env: found.env ?? [],
    parts: found.parts ?? [{ length: found.text.length, trusted: false }],
  };
}

function literalOf(text: string, unknown: boolean): Evaluated {
  const parts = [{ length: text.length, trusted: false }];
  return { text, secret: false, unknown, external: false, env: [], parts };
}

function reportCycle(diagnostics: Diagnostic[], path: readonly string[], node: Located | undefined): Evaluated {
  const start = path.indexOf(path.at(-1) ?? "");
  const summary = `variables refer to each other in a circle: ${path.slice(start).join(" → ")}`;
  diagnostics.push(buildError("config.cycle", summary, node === undefined ? {} : { range: buildRange(node.span) }));
  return literalOf("", true);
}
