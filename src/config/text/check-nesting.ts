// Refuses texts that would hang or kill the YAML parser: too deep, too many tokens, too many anchors. Must run before it.
import { Lexer } from "yaml";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { buildRange, type Source } from "./source.ts";

const MAX_DEPTH = 100;
const MAX_TOKENS = 450_000;
/** The parser is slow with longer ones. */
const MAX_SCALAR_LENGTH = 1024 * 1024;
const MAX_ANCHORS = 10_000;
const MAX_DIRECTIVES = 10;

/** Marks of the lexer that stand for no text of the source. */
const MARKS = new Set(["\u0002", "\u0018", "\u001f"]);

interface Walk {
  offset: number;
  tokens: number;
  anchors: number;
  directives: number;
  flow: number;
  lineStart: number;
  /** Columns of the open block collections, growing. */
  readonly columns: number[];
  /** Still before the first content of a line, so that `- - -` and `? ?` count. */
  leading: boolean;
  /** Column of an anchor or tag that stands before the content of this line. */
  property: number | undefined;
  isScalarNext: boolean;
}

/** The tokens that were counted, and what is wrong, if anything; the first problem ends the walk. */
export function checkNesting(source: Source, tokensSoFar = 0): { tokens: number; diagnostics: readonly Diagnostic[] } {
  if (isSurelyHarmless(source.text)) return { tokens: tokensSoFar + source.text.length / 4, diagnostics: [] };
  const walk: Walk = {
    offset: 0,
    tokens: tokensSoFar,
    anchors: 0,
    directives: 0,
    flow: 0,
    lineStart: 0,
    columns: [],
    leading: true,
    property: undefined,
    isScalarNext: false,
  };
  for (const token of new Lexer().lex(source.text)) {
    const length = walk.isScalarNext || !MARKS.has(token) ? token.length : 0;
    step(walk, token);
    const problem = length > MAX_SCALAR_LENGTH ? TOO_LONG : checkLimits(walk);
    if (problem !== undefined) return { tokens: walk.tokens, diagnostics: [refuse(source, walk, problem)] };
    walk.offset += length;
  }
  return { tokens: walk.tokens, diagnostics: [] };
}

const SMALL = 16 * 1024;

/**
 * A small text that cannot be deep, whatever it means: every level of a block begins at a column of its own, before the
 * first content of a line; every other one needs a bracket. Walking its tokens would take longer than parsing it.
 */
function isSurelyHarmless(text: string): boolean {
  if (text.length > SMALL) return false;
  let depth = 1;
  for (const bracket of text) if (bracket === "[" || bracket === "{") depth++;
  let deepest = 0;
  for (const line of text.split(/[\r\n]/))
    deepest = Math.max(deepest, /^(?:[ \t]|[-?:&!*%][^ \t]*[ \t])*/.exec(line)?.[0].length ?? 0);
  const marks = text.split(/[&*!%]/).length;
  return depth + deepest < MAX_DEPTH && marks < MAX_ANCHORS && !/^%/m.test(text);
}

function refuse(source: Source, walk: Walk, problem: { code: string; summary: string; fix: string }): Diagnostic {
  const range = buildRange({ source, start: walk.offset, end: walk.offset + 1 });
  return buildError(problem.code, problem.summary, { range, fix: problem.fix });
}

const TOO_DEEP = {
  code: "config.too-deep",
  summary: `the file is nested more than ${MAX_DEPTH} levels deep`,
  fix: "a configuration needs fewer than ten levels: look for brackets or indentation that never end",
};

const TOO_LONG = {
  code: "config.too-large",
  summary: "this value is longer than 1 MiB",
  fix: "put it into a file of its own: ${file:PATH}",
};

function checkLimits(walk: Walk): { code: string; summary: string; fix: string } | undefined {
  if (walk.flow + walk.columns.length > MAX_DEPTH) return TOO_DEEP;
  const fix = "split the configuration into several stacks";
  if (walk.tokens > MAX_TOKENS) {
    return { code: "config.too-large", summary: `the configuration has more than ${MAX_TOKENS} parts`, fix };
  }
  if (walk.anchors > MAX_ANCHORS) {
    return {
      code: "config.too-large",
      summary: `the file has more than ${MAX_ANCHORS} anchors, aliases and tags`,
      fix,
    };
  }
  if (walk.directives > MAX_DIRECTIVES) {
    return { code: "config.too-large", summary: "the file has too many % directives", fix: "remove them" };
  }
  return undefined;
}

function step(walk: Walk, token: string): void {
  walk.tokens += 1;
  if (walk.isScalarNext) {
    walk.isScalarNext = false;
    walk.leading = false;
    return;
  }
  switch (token[0]) {
    case "\u001f":
      walk.isScalarNext = true;
      openBlock(walk);
      return;
    case "\n":
    case "\r":
      walk.lineStart = walk.offset + token.length;
      walk.leading = true;
      walk.property = undefined;
      return;
    case '"':
    case "'":
      openBlock(walk);
      walk.leading = false;
      return;
    case "[":
    case "{":
      openBlock(walk);
      walk.flow += 1;
      walk.leading = false;
      return;
    case "]":
    case "}":
      walk.flow = Math.max(0, walk.flow - 1);
      return;
    default:
      stepIndicator(walk, token);
  }
}

function stepIndicator(walk: Walk, token: string): void {
  const first = token[0];
  if (first === "-" || first === "?") {
    if (token.length === 1) openBlock(walk);
    else walk.columns.length = 0;
  } else if (first === "&" || first === "*" || first === "!") {
    walk.anchors += 1;
    if (walk.leading) walk.property ??= walk.offset - walk.lineStart;
  } else if (first === "%") {
    walk.directives += 1;
  } else if (first === "\u0002") {
    walk.columns.length = 0;
    walk.flow = 0;
  }
}

/** A block collection starts (or goes on) at this column. */
function openBlock(walk: Walk): void {
  if (walk.flow > 0 || !walk.leading) return;
  const column = walk.property ?? walk.offset - walk.lineStart;
  walk.property = undefined;
  while (walk.columns.length > 0 && (walk.columns.at(-1) ?? 0) >= column) walk.columns.pop();
  walk.columns.push(column);
}
