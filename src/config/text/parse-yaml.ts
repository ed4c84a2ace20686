// One text to its documents as located trees, or to what is wrong with it. Pure; bounded by check-nesting beforehand.
import { type Document, parseAllDocuments, type YAMLParseError } from "yaml";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { buildLocated, MAX_WEIGHT } from "./build-located.ts";
import { checkNesting } from "./check-nesting.ts";
import { type LocatedMap, weightOf } from "./located.ts";
import { buildRange, type Source } from "./source.ts";

interface ParsedYaml {
  readonly documents: readonly LocatedMap[];
  readonly diagnostics: readonly Diagnostic[];
  readonly tokens: number;
}

/** `isPartial`: also what could be made of a document with a mistake in it; what stands behind the mistake is a guess. */
export function parseYaml(source: Source, tokensSoFar = 0, isPartial = false): ParsedYaml {
  const nesting = checkNesting(source, tokensSoFar);
  if (nesting.diagnostics.length > 0) return { documents: [], ...nesting };
  const diagnostics: Diagnostic[] = [];
  const documents: LocatedMap[] = [];
  for (const document of parseDocuments(source.text)) {
    const error = document.errors[0];
    if (error !== undefined) diagnostics.push(describeSyntaxError(source, error));
    if (error === undefined || isPartial) documents.push(...buildDocument(source, document, diagnostics));
  }
  return { documents, diagnostics, tokens: nesting.tokens };
}

function parseDocuments(text: string): readonly Document[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0; // a text with 100,000 mistakes would spend seconds on their stack traces
  try {
    return parseAllDocuments(text, {
      version: "1.2",
      schema: "core",
      merge: false,
      uniqueKeys: false, // its check is quadratic; ours names both places
      prettyErrors: false,
      logLevel: "silent",
    }) as readonly Document[];
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function buildDocument(source: Source, document: Document, diagnostics: Diagnostic[]): readonly LocatedMap[] {
  const whole = { source, start: 0, end: 0 };
  if (document.directives?.yaml.explicit === true && document.directives.yaml.version !== "1.2") {
    const summary = `the file asks for YAML ${document.directives.yaml.version}; trueup reads YAML 1.2`;
    diagnostics.push(
      buildError("config.yaml-version", summary, { range: buildRange(whole), fix: "remove the %YAML line" }),
    );
    return [];
  }
  if (document.contents === null) return [];
  const found: Diagnostic[] = [];
  const located = buildLocated({ source, diagnostics: found, anchors: new Map() }, document.contents, whole);
  diagnostics.push(...found);
  const range = buildRange({ ...located.span, end: Math.min(located.span.end, located.span.start + 1) });
  if (weightOf(located) > MAX_WEIGHT) {
    const summary = `the document's aliases expand to more than ${MAX_WEIGHT} values`;
    diagnostics.push(buildError("config.too-large", summary, { range, fix: "use fewer or smaller anchors" }));
    return [];
  }
  if (located.kind === "map") return [located];
  if (located.kind === "scalar" && located.value === null) return [];
  const summary = `a configuration is a block of sections, not ${located.kind === "list" ? "a list" : "a single value"}`;
  diagnostics.push(buildError("config.not-a-map", summary, { range, fix: "begin with version: 1 and stack: NAME" }));
  return [];
}

const FIXES: Readonly<Record<string, { summary: string; fix: string }>> = {
  TAB_AS_INDENT: { summary: "a tab is used as indentation", fix: "indent with spaces" },
  BAD_INDENT: { summary: "this line's indentation fits no block above", fix: "indent it like its neighbours" },
  UNEXPECTED_TOKEN: { summary: "this does not belong here", fix: "quote the value if it is text" },
  MISSING_CHAR: {
    summary: "something is missing here",
    fix: "look for a colon, a quote or a bracket that is not closed",
  },
  MULTILINE_IMPLICIT_KEY: { summary: "this line is no 'key: value'", fix: "put a colon and a space after the key" },
  BLOCK_AS_IMPLICIT_KEY: {
    summary: "a second 'key: value' stands on one line",
    fix: "put it on a line of its own, or quote the value if it is text with a colon",
  },
  BAD_SCALAR_START: { summary: "a plain value cannot begin with this character", fix: "put it in quotes" },
};

const STAR = {
  summary: "a value that begins with * is read as an alias",
  fix: 'put it in quotes if it is text, such as a cron: "*/15 * * * *"',
};

/** A star begins the value in which the mistake is: an alias has a name, and stands alone. */
function isStar(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at + 1);
  return /(?:^|[:[{,-])\s*\*[^:,\]}]*$/.test(line);
}

/** The last bracket before a place that nothing closes; strings and comments may deceive it, so it only helps. */
function findOpenBracket(text: string, before: number): number | undefined {
  const open: number[] = [];
  for (let at = 0; at < Math.min(before, text.length); at++) {
    const sign = text[at] ?? "";
    if (sign === "#" && /\s/.test(text[at - 1] ?? "\n")) at = endOfLine(text, at);
    else if (sign === "{" || sign === "[") open.push(at);
    else if (sign === "}" || sign === "]") open.pop();
  }
  return open.at(-1);
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** `Flow map in block collection must be sufficiently indented and end with a }`: told where it begins. */
function describeOpenBracket(source: Source, error: YAMLParseError): Diagnostic | undefined {
  const sign = /must be sufficiently indented and end with a ([}\]])$/m.exec(error.message)?.[1];
  const start = sign === undefined ? undefined : findOpenBracket(source.text, error.pos[0]);
  if (sign === undefined || start === undefined) return undefined;
  const line = source.text.slice(0, start).split("\n").length;
  return buildError("config.syntax", `this ${source.text[start] ?? ""} is never closed`, {
    range: buildRange({ source, start, end: start + 1 }),
    fix: `put a ${sign} at the end of what begins in line ${line}`,
  });
}

/** `a: x` with `b: y` below it, deeper: the parser takes the second line for a part of the value of the first. */
function describeDeeperLine(source: Source, error: YAMLParseError): Diagnostic | undefined {
  if (error.code !== "BLOCK_AS_IMPLICIT_KEY") return undefined;
  const { text } = source;
  const lineStart = text.lastIndexOf("\n", error.pos[0] - 1) + 1;
  const next = /^(?:[ \t]*\n)*( +)([A-Za-z_][\w-]*):(?=\s)/.exec(text.slice(endOfLine(text, error.pos[0]) + 1));
  const [, owner = "", key] = /^([ -]*)([A-Za-z_][\w-]*):/.exec(text.slice(lineStart)) ?? [];
  if (next === null || key === undefined || (next[1] ?? "").length <= owner.length) return undefined;
  const start = endOfLine(text, error.pos[0]) + 1 + next[0].length - (next[2] ?? "").length - 1;
  return buildError("config.syntax", `${next[2] ?? ""} stands deeper than ${key} above it, which has a value already`, {
    range: buildRange({ source, start, end: start + (next[2] ?? "").length }),
    fix: `indent ${next[2] ?? ""} like ${key}: by ${owner.length} columns`,
  });
}

/** `provider:serveroid`. */
function fixOfGlued(text: string, start: number): string | undefined {
  const [, key, value] = /^([A-Za-z_][\w-]*):(\S[^\n]*)/.exec(text.slice(start, endOfLine(text, start))) ?? [];
  return key === undefined ? undefined : `write ${key}: ${value ?? ""}, with a space`;
}

function describeSyntaxError(source: Source, error: YAMLParseError): Diagnostic {
  const told = describeOpenBracket(source, error) ?? describeDeeperLine(source, error);
  if (told !== undefined) return told;
  const [start, end] = error.pos;
  const known = error.message.includes("Tabs are not allowed")
    ? FIXES["TAB_AS_INDENT"]
    : isStar(source.text, start)
      ? STAR
      : FIXES[error.code];
  return buildError(
    known === FIXES["TAB_AS_INDENT"] ? "config.tab" : "config.syntax",
    known?.summary ?? error.message,
    {
      range: buildRange({ source, start, end: Math.max(start + 1, Math.min(end, start + 80)) }),
      ...(known === undefined
        ? {}
        : {
            detail: error.message,
            fix: (error.code === "MULTILINE_IMPLICIT_KEY" ? fixOfGlued(source.text, start) : undefined) ?? known.fix,
          }),
    },
  );
}
