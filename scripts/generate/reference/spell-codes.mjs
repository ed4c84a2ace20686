// The codes that one entry of made-codes.mjs stands for: itself, or one for each word of a type, a field or a table of src/. Pure.
import ts from "typescript";

/** `made`: a code, or `{ prefix, suffix, file, name, field, without }`. Throws where there are no such words. */
export function spellCodes(made, sources) {
  if (typeof made === "string") return [made];
  const { prefix, suffix = "", file, name, field, without = [] } = made;
  const source = sources.find(({ fileName }) => fileName === file);
  const words = source === undefined ? [] : listWords(source, name, field);
  if (words.length === 0) throw new Error(`made-codes.mjs: ${file} has no words by the name ${name}`);
  return words.filter((word) => !without.includes(word)).map((word) => `${prefix}${word}${suffix}`);
}

function listWords(source, name, field) {
  const words = [];
  const look = (node) => {
    if (node.name?.getText() === name) words.push(...wordsOf(node, field));
    ts.forEachChild(node, look);
  };
  look(source);
  return words;
}

function wordsOf(node, field) {
  if (ts.isInterfaceDeclaration(node)) {
    const member = node.members.find((one) => one.name?.getText() === field);
    return member === undefined ? [] : wordsOfUnion(member.type);
  }
  if (ts.isTypeAliasDeclaration(node)) return wordsOfUnion(node.type);
  if (ts.isVariableDeclaration(node) && ts.isObjectLiteralExpression(node.initializer))
    return node.initializer.properties.map((property) => property.name.getText());
  return [];
}

function wordsOfUnion(type) {
  return ts.isUnionTypeNode(type)
    ? type.types.flatMap(({ literal }) => (literal === undefined ? [] : [literal.text]))
    : [];
}
