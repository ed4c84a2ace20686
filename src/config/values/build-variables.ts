// The table behind `${var:NAME}`: YAML's vars, overridden by files and the command line. Pure.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { buildScalar, type Located, type LocatedMap, type LocatedScalar } from "../text/located.ts";
import { buildRange, type Span } from "../text/source.ts";
import { interpolateScalar } from "./interpolate.ts";
import type { Evaluated, Scope } from "./scope.ts";

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
  const circular = new Set<string>();
  const resolve = (name: string): Evaluated | undefined => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const override = overrides.get(name);
    const node = entries.get(name)?.value;
    if (override === undefined && node === undefined) return undefined;
    if (override === undefined && node?.kind !== "scalar") {
      if (node !== undefined && !done.has(name)) reportBlock(scope.diagnostics, name, node);
      done.set(name, literalOf("", true));
      return done.get(name);
    }
    if (open.has(name)) {
      if (!circular.has(name)) reportCycle(scope.diagnostics, [...open, name], node);
      circular.add(name);
      return literalOf("", true);
    }
    open.add(name);
    const evaluated =
      override === undefined
        ? evaluate({ ...scope, variable: resolve, variableNames: names }, node as LocatedScalar)
        : literalOf(override, false);
    open.delete(name);
    done.set(name, evaluated);
    return evaluated;
  };
  for (const [name, entry] of entries) if (!NAME.test(name)) reportName(scope.diagnostics, name, entry.keySpan);
  for (const name of names) resolve(name); // mistakes in one that nothing uses are mistakes
  return { names, resolve };
}

const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/;

function reportName(diagnostics: Diagnostic[], name: string, span: Span): void {
  const summary = `${JSON.stringify(name.slice(0, 80))} cannot be the name of a variable`;
  const fix = "letters, digits, _ and -, at most 63, beginning with a letter or _";
  diagnostics.push(buildError("config.invalid-key", summary, { range: buildRange(span), fix }));
}

function reportBlock(diagnostics: Diagnostic[], name: string, node: Located): void {
  const summary = `vars.${name} must be a single value, not ${node.kind === "list" ? "a list" : "a block"}`;
  diagnostics.push(buildError("config.wrong-type", summary, { range: buildRange(node.span) }));
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

function reportCycle(diagnostics: Diagnostic[], path: readonly string[], node: Located | undefined): void {
  const start = path.indexOf(path.at(-1) ?? "");
  const summary = `variables refer to each other in a circle: ${path.slice(start).join(" → ")}`;
  diagnostics.push(buildError("config.cycle", summary, node === undefined ? {} : { range: buildRange(node.span) }));
}
