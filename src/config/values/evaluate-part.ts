// One part of a text with `${…}` to its value, or what is wrong with it. Pure: values are looked up in the scope.
import { buildError, buildWarning, type SourceRange } from "../../core/diagnostic.ts";
import { SHORTEST_SECRET } from "../../core/shortest-secret.ts";
import type { LocatedScalar } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import { suggestFix, suggestName } from "../text/suggest.ts";
import { BASE64, locateParts, TEMPLATE_KINDS, type TemplatePart } from "./parse-template.ts";
import type { Evaluated, Looked, Scope } from "./scope.ts";

function literal(text: string): Evaluated {
  return {
    text,
    secret: false,
    unknown: false,
    external: false,
    env: [],
    parts: [{ length: text.length, trusted: false }],
  };
}

function unknown(text: string, env: readonly string[] = []): Evaluated {
  return {
    text,
    secret: false,
    unknown: true,
    external: true,
    env,
    parts: [{ length: text.length, trusted: true }],
  };
}

export function evaluatePart(scope: Scope, part: TemplatePart, at: LocatedScalar): Evaluated {
  switch (part.kind) {
    case "text":
      return literal(part.text);
    case "env":
      return evaluateEnv(scope, part, at);
    case "var":
      return evaluateVariable(scope, part.name, at);
    case "file":
      return evaluateLooked(scope, nameOfFile(part.path), scope.files.get(part.path), false, at);
    case "template":
      return evaluateTemplate(scope, part.path, at);
    case "exec":
      return evaluateLooked(scope, `exec:${part.command}`, scope.commands.get(part.command), true, at);
    case "index": {
      const { index } = scope;
      const value = index === undefined ? undefined : String(index + part.added).padStart(part.digits, "0");
      return evaluateInstance(scope, "index", value, at);
    }
    case "key":
      return evaluateInstance(scope, "key", scope.key, at);
    case "machine":
      return scope.keepsMachine === true
        ? literal(`\${${part.field}}`)
        : refuse(
            scope,
            at,
            "config.interpolation",
            `\${${part.field}} has a value only in lifecycle.rollout.check${part.field === "name" ? " and in a ${template:PATH}" : ""}`,
            suggestKind(""),
          );
    case "attribute":
      return refuse(
        scope,
        at,
        "config.interpolation",
        `\${${part.text}} refers to an attribute: only outputs can do that`,
      );
    case "open":
      return refuse(scope, at, "config.interpolation", `${part.text}: the closing brace is missing`, suggestKind(""));
    case "invalid":
      return refuse(
        scope,
        at,
        "config.interpolation",
        `\${${part.text}} means nothing: ${part.reason}`,
        suggestKind(part.text),
      );
  }
}

function nameOfFile(path: string): string {
  return path.startsWith(BASE64) ? path : `file:${path}`;
}

/** As Terraform has them. */
const OTHER_FORMS: readonly (readonly [RegExp, string])[] = [
  [/^(?:vars?|locals?)\.([A-Za-z_][A-Za-z0-9_-]*)$/, "var:"],
  [/^env\.([A-Za-z_][A-Za-z0-9_]*)$/, "env:"],
  [/^count\.(index)$/, ""],
  [/^each\.(key)$/, ""],
];

function findOtherForm(text: string): string | undefined {
  for (const [form, kind] of OTHER_FORMS) {
    const [, name] = form.exec(text) ?? [];
    if (name !== undefined) return kind + name;
  }
  return undefined;
}

function suggestKind(text: string): string {
  const other = findOtherForm(text);
  if (other !== undefined) return `write \${${other}}`;
  const kind = text.split(":")[0] ?? "";
  const literally = "for a literal ${ write $${";
  if (/^[A-Z_][A-Z0-9_]*$/.test(text)) return `did you mean \${env:${text}}? ${literally}`;
  const closest = suggestName(kind, TEMPLATE_KINDS);
  return closest === undefined || closest === kind
    ? literally
    : `did you mean \${${closest}${text.slice(kind.length)}}? ${literally}`;
}

function refuse(scope: Scope, at: LocatedScalar, code: string, summary: string, fix?: string): Evaluated {
  const range = buildRange(at.span);
  scope.diagnostics.push(buildError(code, summary, fix === undefined ? { range } : { range, fix }));
  return unknown(at.text);
}

function evaluateEnv(
  scope: Scope,
  part: { readonly name: string; readonly fallback: string | undefined },
  at: LocatedScalar,
): Evaluated {
  const value = Object.hasOwn(scope.env, part.name) ? scope.env[part.name] : undefined;
  if (part.fallback !== undefined && (value === undefined || value === "")) return literal(part.fallback);
  if (value === undefined) return reportUnset(scope, part.name, at);
  const secret = !scope.publicEnv.has(part.name);
  if (secret) keepSecret(scope, value, `the value of ${part.name}`, at);
  const parts = [{ length: value.length, trusted: true }];
  return { text: value, secret, unknown: false, external: true, env: [part.name], parts };
}

function reportUnset(scope: Scope, name: string, at: LocatedScalar): Evaluated {
  const more = {
    range: buildRange(at.span),
    fix: `set it (export ${name}=…), or give a default: \${env:${name}:-…}`,
  };
  const summary = `the environment variable ${name} is not set`;
  scope.diagnostics.push(
    scope.mode === "plan"
      ? buildError("config.unset-variable", summary, more)
      : buildWarning("config.unset-variable", summary, {
          ...more,
          detail: scope.mode === "lenient" ? LEFT_OUT : "a plan will need it",
        }),
  );
  return unknown(`\${env:${name}}`, [name]);
}

const LEFT_OUT = "this command does without it; a plan will need it";

function keepSecret(scope: Scope, value: string, what: string, at: LocatedScalar): void {
  if (value.length >= SHORTEST_SECRET) scope.secretValues.add(value);
  else if (value !== "") {
    const summary = `${what} is shorter than ${SHORTEST_SECRET} characters: it is masked in this field only`;
    const fix = "use a longer secret, or list the variable in policy.publicEnv if it is none";
    scope.diagnostics.push(buildWarning("config.short-secret", summary, { range: buildRange(at.span), fix }));
  }
}

function evaluateVariable(scope: Scope, name: string, at: LocatedScalar): Evaluated {
  const found = scope.variable(name);
  if (found !== undefined) return found;
  const fix = suggestFix(name, scope.variableNames) ?? `declare it: vars: { ${name}: … }, or pass --var ${name}=…`;
  return refuse(scope, at, "config.unknown-variable", `there is no variable ${name}`, fix);
}

function evaluateLooked(
  scope: Scope,
  what: string,
  looked: Looked | undefined,
  secret: boolean,
  at: LocatedScalar,
): Evaluated {
  if (looked === undefined) return unknown(at.text);
  if ("problem" in looked && scope.mode === "lenient") {
    const range = buildRange(at.span);
    scope.diagnostics.push(buildWarning(looked.code, looked.problem, { range, detail: LEFT_OUT }));
    return unknown(`\${${what}}`);
  }
  if ("problem" in looked) return refuse(scope, at, looked.code, looked.problem, looked.fix);
  if ("unknown" in looked) {
    if (looked.warning !== undefined) {
      scope.diagnostics.push(buildWarning("config.exec-not-allowed", looked.warning, { range: buildRange(at.span) }));
    }
    return unknown(`\${${what}}`);
  }
  if (secret) keepSecret(scope, looked.text, "the command's output", at);
  const parts = [{ length: looked.text.length, trusted: secret }];
  return { text: looked.text, secret, unknown: false, external: true, env: [], parts };
}

function evaluateInstance(
  scope: Scope,
  kind: "index" | "key",
  value: string | undefined,
  at: LocatedScalar,
): Evaluated {
  if (value !== undefined) return literal(value);
  const need = kind === "index" ? "count" : "instances";
  return refuse(
    scope,
    at,
    "config.interpolation",
    `\${${kind}} has a value only under ${need}`,
    `add ${need}, or remove \${${kind}}`,
  );
}

/** What is wrong in the file is told at the YAML that names it, with the place in the file. */
function evaluateTemplate(scope: Scope, path: string, at: LocatedScalar): Evaluated {
  const looked = scope.files.get(path);
  if (looked === undefined || !("text" in looked)) return evaluateLooked(scope, `template:${path}`, looked, false, at);
  const evaluated = locateParts(looked.text).map(({ part, at: start }) => {
    const found: Scope = { ...scope, diagnostics: [] };
    const value = evaluateTemplatePart(found, part, path, at);
    if (found.diagnostics.length === 0) return value;
    const related = [{ message: "in this template", range: rangeAt(path, looked.text, start) }];
    scope.diagnostics.push(...found.diagnostics.map((one) => ({ ...one, related })));
    return value;
  });
  return {
    text: evaluated.map(({ text }) => text).join(""),
    secret: evaluated.some(({ secret }) => secret),
    unknown: evaluated.some((item) => item.unknown),
    external: true,
    env: [...new Set(evaluated.flatMap(({ env }) => env))],
    parts: evaluated.flatMap(({ parts }) => parts),
  };
}

function evaluateTemplatePart(scope: Scope, part: TemplatePart, path: string, at: LocatedScalar): Evaluated {
  if (part.kind === "template")
    return refuse(
      scope,
      at,
      "config.interpolation",
      `\${template:${part.path}} stands in a template`,
      "use ${file:PATH} there",
    );
  if (part.kind !== "machine" || part.field !== "name") return evaluatePart(scope, part, at);
  const name = scope.nameOf?.();
  if (name === undefined)
    return refuse(scope, at, "config.interpolation", `\${name} in ${path} has a value only in a resource`);
  return { ...literal(name.text), unknown: name.unknown === true, env: name.env ?? [] };
}

function rangeAt(file: string, text: string, at: number): SourceRange {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = at - before.lastIndexOf("\n");
  const start = { line, column, byte: new TextEncoder().encode(before).length };
  return { file, start, end: start };
}
