// Every code of a diagnostic that src/ can make, found in its syntax: what is given to a parameter or a field named `code`.
// An expression that it cannot follow is a problem, never passed over: `MADE_CODES` says what such a one makes.
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { listFiles, root } from "../../set-up.mjs";
import { MADE_CODES, NO_CODES, WORDS } from "./made-codes.mjs";
import { spellCodes } from "./spell-codes.mjs";

const CODE = /^[a-z][a-z-]*(?:\.[a-z][a-z0-9-]*)+$|^system\.[A-Z]+$/;
/** Of Node and of HTTP, or none. */
const FOREIGN = /^(?:[A-Z][A-Z0-9_]*)?$/;
const SKIPPED = ["src/generated/", "src/simulators/"];

/** `{ codes: Map(code → files), problems }`. */
export function collectCodes() {
  const files = listFiles(join(root, "src"))
    .map((file) => relative(root, file))
    .filter((file) => file.endsWith(".ts") && !SKIPPED.some((folder) => file.startsWith(folder)));
  const texts = Object.fromEntries(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
  return collectFrom(texts, MADE_CODES);
}

/** The same of any sources: `{ path: text }`. */
export function collectFrom(texts, made = {}) {
  const sources = Object.entries(texts).map(([file, text]) =>
    ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true),
  );
  const found = { codes: new Map(), problems: [], literals: new Map(), used: new Set(), sources, made };
  found.files = indexFunctions(sources);
  found.methods = new Map(sources.flatMap((source) => [...listTaking(source, isMethod)]));
  for (const source of sources) visit(source, source, found);
  return { codes: found.codes, problems: [...found.problems, ...listMissed(found), ...listUnused(found)] };
}

/** Of each file: its functions that take a code, with the place of that parameter; and its imports. */
function indexFunctions(sources) {
  return new Map(
    sources.map((source) => [source.fileName, { taking: listTaking(source), imports: listImports(source) }]),
  );
}

function listTaking(source, isMeant = () => true) {
  const taking = new Map();
  const look = (node) => {
    if (ts.isFunctionLike(node) && isMeant(node)) {
      const name = node.name ?? (isNamed(node.parent) ? node.parent.name : undefined);
      const index = node.parameters.findIndex(({ name: parameter }) => parameter.getText() === "code");
      const isHanded = node.parameters.length === 1 && node.parameters[0].dotDotDotToken !== undefined;
      if (name !== undefined && index >= 0 && isText(node.parameters[index])) taking.set(name.getText(), index);
      else if (name !== undefined && isHanded && isBuilt(node, node.parameters[0])) taking.set(name.getText(), 0);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return taking;
}

function isNamed(node) {
  return ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) || ts.isPropertySignature(node);
}

/** Called as `context.refuse(…)`. */
function isMethod(node) {
  return (
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node) ||
    (isNamed(node.parent) && !ts.isVariableDeclaration(node.parent))
  );
}

/** Exit codes are numbers. */
function isText({ type }) {
  return type?.getText().startsWith("string") === true;
}

/** All that it is given goes to what builds a diagnostic. */
function isBuilt(node, { name }) {
  return new RegExp(`\\bbuild(?:Error|Warning)\\(\\.\\.\\.${name.getText()}\\)`).test(node.getText());
}

function listImports(source) {
  const imports = new Map();
  for (const statement of source.statements.filter(ts.isImportDeclaration)) {
    const path = statement.moduleSpecifier.text;
    const bindings = statement.importClause?.namedBindings;
    if (!path.startsWith(".") || bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const file = join(dirname(source.fileName), path);
    for (const { name, propertyName } of bindings.elements)
      imports.set(name.text, { file, name: (propertyName ?? name).text });
  }
  return imports;
}

function visit(node, source, found) {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
  const given = codeGiven(node, source, found);
  if (given !== undefined) follow(given, source, found);
  if (ts.isStringLiteralLike(node) && CODE.test(node.text) && !found.literals.has(node.text))
    found.literals.set(node.text, whereIs(node, source));
  ts.forEachChild(node, (child) => visit(child, source, found));
}

/** The expression of a code: an argument, or what a field is set to. */
function codeGiven(node, source, { files, methods }) {
  if (ts.isCallExpression(node)) {
    const { expression } = node;
    const index = ts.isIdentifier(expression)
      ? placeOfCode(expression, source, files)
      : ts.isPropertyAccessExpression(expression) && methods.get(expression.name.text);
    if (typeof index !== "number") return undefined;
    return node.arguments.slice(0, index + 1).find(ts.isSpreadElement) ?? node.arguments[index];
  }
  if (ts.isPropertyAssignment(node) && node.name.getText() === "code") return node.initializer;
  if (ts.isShorthandPropertyAssignment(node) && node.name.text === "code") return node.name;
  if (ts.isBindingElement(node) && (node.propertyName ?? node.name).getText() === "code") return node.initializer;
  return undefined;
}

/** Of a function by its name: declared here, imported, or one of two (`isError ? buildError : buildWarning`). */
function placeOfCode(identifier, source, files) {
  const { taking, imports } = files.get(source.fileName);
  const imported = imports.get(identifier.text);
  const index = taking.get(identifier.text) ?? files.get(imported?.file ?? "")?.taking.get(imported.name);
  if (index !== undefined || imported !== undefined) return index;
  const [chosen] = findConstant(identifier) ?? [];
  if (chosen === undefined || !ts.isConditionalExpression(chosen) || !ts.isIdentifier(chosen.whenTrue))
    return undefined;
  return placeOfCode(chosen.whenTrue, source, files);
}

function follow(expression, source, found) {
  const node = ts.skipPartiallyEmittedExpressions(expression);
  const place = `${source.fileName}: ${node.getText().replaceAll(/\s+/g, " ")}`;
  if (Object.hasOwn(found.made, place)) {
    found.used.add(place);
    for (const code of found.made[place].flatMap((one) => spellCodes(one, found.sources)))
      add(code, node, source, found);
  } else if (ts.isStringLiteralLike(node)) add(node.text, node, source, found);
  else for (const one of partsOf(node, place, source, found)) follow(one, source, found);
}

/** What it may be; nothing of what was looked at elsewhere. */
function partsOf(node, place, source, found) {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return [node.expression];
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return [node.left, node.right];
  const constant = ts.isIdentifier(node) ? (findConstant(node) ?? findImported(node, source, found)) : undefined;
  if (constant !== undefined) return constant;
  if (!isHandedOn(node) && !ts.isNumericLiteral(node))
    found.problems.push(
      `${whereIs(node, source)}: which codes are ${node.getText()}? made-codes.mjs has to say it: "${place}"`,
    );
  return [];
}

/** A parameter or a field named `code`: whoever gives it was looked at. */
function isHandedOn(node) {
  if (ts.isIdentifier(node)) return node.text === "code" || node.text === "undefined";
  if (ts.isSpreadElement(node)) return isRest(node.expression);
  return ts.isPropertyAccessExpression(node) && node.name.text === "code";
}

/** All arguments of the function around it. */
function isRest(expression) {
  const around = ts.findAncestor(expression, ts.isFunctionLike);
  const [first] = around?.parameters ?? [];
  return first?.dotDotDotToken !== undefined && first.name.getText() === expression.getText();
}

/** What the constant of this name is; of `[code, text] = …` that item of each list that it may be. */
function findConstant(identifier) {
  for (let at = identifier.parent; at !== undefined; at = at.parent) {
    const found = ts.isBlock(at) || ts.isSourceFile(at) ? constantOf(at.statements, identifier.text) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function constantOf(statements, wanted) {
  for (const statement of statements.filter(ts.isVariableStatement))
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name) && name.text === wanted) return [initializer];
      if (!ts.isArrayBindingPattern(name)) continue;
      const index = name.elements.findIndex((element) => element.getText() === wanted);
      if (index >= 0) return itemsAt(initializer, index);
    }
  return undefined;
}

function itemsAt(node, index) {
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap((one) => itemsAt(one, index));
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return itemsAt(node.expression, index);
  return ts.isArrayLiteralExpression(node) ? [node.elements[index]] : [node];
}

/** A constant of another file. */
function findImported(identifier, source, { files, sources }) {
  const imported = files.get(source.fileName).imports.get(identifier.text);
  const from = sources.find(({ fileName }) => fileName === imported?.file);
  return from === undefined ? undefined : constantOf(from.statements, imported.name);
}

function add(code, node, source, { codes, problems }) {
  if (CODE.test(code) || WORDS.has(code)) codes.set(code, [...(codes.get(code) ?? []), source.fileName]);
  else if (!FOREIGN.test(code)) problems.push(`${whereIs(node, source)}: ${JSON.stringify(code)} is no code`);
}

function whereIs(node, source) {
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

/** What looks like a code, and was given to nothing that takes one. */
function listMissed({ codes, literals }) {
  const families = new Set([...codes.keys()].map((code) => code.split(".")[0]));
  return [...literals]
    .filter(([text]) => families.has(text.split(".")[0]) && !codes.has(text) && !NO_CODES.has(text))
    .map(
      ([text, where]) => `${where}: "${text}" looks like a code that nothing takes: say in made-codes.mjs what it is`,
    );
}

function listUnused({ used, made }) {
  return Object.keys(made)
    .filter((place) => !used.has(place))
    .map((place) => `made-codes.mjs: nothing is made at "${place}"`);
}
