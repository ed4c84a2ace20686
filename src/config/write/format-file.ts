// The text of the file: sections in their order, defaults above, comments where they belong. Quoting is left to the YAML package.
import { Document, isMap, isScalar, type Node, type Pair, Scalar, type YAMLMap } from "yaml";
import { SECTIONS, type Section } from "../../core/address.ts";
import type { LeftOut } from "../../core/described.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { foldDefaults } from "./fold-defaults.ts";

export interface FormattedBlock {
  readonly section: Section;
  readonly key: string;
  readonly fields: JsonObject;
  readonly ignore: readonly string[];
  readonly notes: Readonly<Record<string, string>>;
}

export interface ImportLine {
  readonly to: string;
  readonly id: string;
}

export interface FileContent {
  readonly stack: string;
  readonly provider: { readonly id: string; readonly label: string };
  readonly settings?: JsonObject;
  readonly mayFold: boolean;
  readonly presets: JsonObject;
  readonly blocks: readonly FormattedBlock[];
  readonly imports: readonly ImportLine[];
  readonly leftOut: readonly LeftOut[];
}

const KEPT: JsonObject = { protect: true, onRemove: "forget" };

interface Sections {
  readonly defaults: JsonObject;
  /** Section -> key -> fields. */
  readonly blocks: Readonly<Record<string, JsonObject>>;
  readonly notes: ReadonlyMap<string, string>;
}

export function formatFile(content: FileContent): string {
  const { stack, provider, settings, presets, imports, leftOut } = content;
  const { defaults, blocks, notes } = content.mayFold ? foldSections(content) : spellOut(content);
  const tree: JsonObject = {
    version: 1,
    stack,
    ...(settings === undefined ? {} : { providers: { [provider.id]: settings } }),
    ...(Object.keys(defaults).length === 0 ? {} : { defaults }),
    ...(blocks["keys"] === undefined ? {} : { keys: blocks["keys"] }),
    ...(Object.keys(presets).length === 0 ? {} : { backupPolicies: presets }),
    ...withoutKeys(blocks),
    ...(imports.length === 0 ? {} : { import: imports.map(({ to, id }): Json => ({ to, id })) }),
  };
  const document = new Document(tree, {
    version: "1.2",
    schema: "core",
    compat: "yaml-1.1",
    aliasDuplicateObjects: false,
  });
  document.commentBefore = listHead(content)
    .map((line) => ` ${line}`)
    .join("\n");
  setApart(document);
  for (const [path, note] of notes) addNote(document, path.split("\n"), note);
  document.comment = listTail(leftOut);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function withoutKeys(blocks: Readonly<Record<string, JsonObject>>): JsonObject {
  return Object.fromEntries(
    SECTIONS.filter((section) => section !== "keys").flatMap((section) =>
      blocks[section] === undefined ? [] : [[section, blocks[section]]],
    ),
  );
}

function listHead({ provider, mayFold, imports, blocks, leftOut }: FileContent): string[] {
  return [
    `Written by trueup import --all ${provider.id}`,
    `for ${oneLine(provider.label)}.`,
    `${count(blocks.length, "object")} declared, ${leftOut.length} left out (listed at the end).`,
    ...(imports.length === 0 ? [] : ["After the apply that takes them over, the import entries may go."]),
    "Everything is protected, and is forgotten instead of deleted when its block goes.",
    ...(mayFold ? ["The name of the stack cannot be changed after the first apply."] : []),
  ];
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`;

/** Of the section in general, and what its blocks share. */
function foldSections({ provider, blocks }: FileContent): Sections {
  const defaults: Record<string, JsonObject> = {};
  const written: Record<string, JsonObject> = {};
  const notes = new Map<string, string>();
  for (const section of SECTIONS) {
    const own = blocks.filter((block) => block.section === section);
    if (own.length === 0) continue;
    const noted = own.flatMap((block) => Object.keys(block.notes).map((path) => path.split(".")[0] ?? ""));
    const apart = new Set(noted.filter((field) => !isNotedAlike(own, field)));
    const folded = foldDefaults(
      own.map(({ fields }) => fields),
      apart,
    );
    defaults[section] = { provider: provider.id, lifecycle: KEPT, ...folded.defaults };
    written[section] = Object.fromEntries(
      own.map((block, index) => [block.key, withIgnore(block, folded.blocks[index] ?? {}, {})]),
    );
    noteFolded(own, folded.defaults, section, notes);
  }
  return { defaults, blocks: written, notes };
}

/** A remark that all make may stand at the default. */
function isNotedAlike(own: readonly FormattedBlock[], field: string): boolean {
  return field !== "" && own.every(({ notes }) => notes[field] !== undefined && notes[field] === own[0]?.notes[field]);
}

function noteFolded(
  own: readonly FormattedBlock[],
  folded: JsonObject,
  section: Section,
  notes: Map<string, string>,
): void {
  for (const block of own) {
    for (const [path, note] of Object.entries(block.notes)) {
      const isFolded = Object.hasOwn(folded, path.split(".")[0] ?? "");
      const at = isFolded ? ["defaults", section, path] : [section, block.key, ...path.split(".")];
      notes.set(at.filter((part) => part !== "").join("\n"), note);
    }
  }
}

/** Each block by itself: defaults here would reach what other files declare. */
function spellOut({ provider, blocks }: FileContent): Sections {
  const written: Record<string, Record<string, JsonObject>> = {};
  const notes = new Map<string, string>();
  for (const block of blocks) {
    const { section, key } = block;
    written[section] ??= {};
    written[section][key] = { provider: provider.id, ...withIgnore(block, block.fields, KEPT) };
    for (const [path, note] of Object.entries(block.notes))
      notes.set([section, key, ...path.split(".")].filter((part) => part !== "").join("\n"), note);
  }
  return { defaults: {}, blocks: written, notes };
}

function withIgnore({ ignore }: FormattedBlock, fields: JsonObject, lifecycle: JsonObject): JsonObject {
  const all = ignore.length === 0 ? lifecycle : { ...lifecycle, ignore: [...ignore] };
  return Object.keys(all).length === 0 ? fields : { ...fields, lifecycle: all };
}

/** Blank lines between sections; what is short stands on one line. */
function setApart(document: Document): void {
  const root = document.contents as YAMLMap;
  root.items.forEach((pair, index) => {
    const { key, value } = pair as Pair<Scalar, Node>;
    if (index > 1 && isScalar(key)) key.spaceBefore = true;
    if (key.value === "import") for (const item of (value as unknown as { items: Node[] }).items) flow(item);
    else flowWithin(value);
  });
}

const FLOWN = new Set(["image", "existing", "keys", "days", "ignore", "securityGroups", "lifecycle"]);

function flowWithin(node: Node | null): void {
  if (!isMap(node)) return;
  for (const pair of node.items as Pair<Scalar, Node>[]) {
    const isTop = typeof pair.key.value === "string" && FLOWN.has(pair.key.value);
    if (isTop && isShort(pair.value)) flow(pair.value);
    else flowWithin(pair.value);
  }
}

/** A section has such a name, too: that one holds blocks. */
function isShort(node: Node | null): boolean {
  const json = node?.toJSON() as Json;
  const isFlat = (value: Json): boolean =>
    Array.isArray(value) ? value.every((item: Json) => typeof item !== "object") : typeof value !== "object";
  return isJsonObject(json) ? Object.values(json).every((value) => isFlat(value as Json)) : Array.isArray(json);
}

function flow(node: Node | null): void {
  if (node !== null && typeof node === "object") (node as { flow?: boolean }).flow = true;
}

function addNote(document: Document, path: readonly string[], note: string): void {
  const [last, ...above] = [...path].reverse();
  const parent = above.length === 0 ? document.contents : document.getIn([...above].reverse(), true);
  const pair = isMap(parent) ? parent.items.find(({ key }) => (key as Scalar).value === last) : undefined;
  if (pair !== undefined && pair.key instanceof Scalar) pair.key.commentBefore = ` ${oneLine(note)}`;
}

function listTail(leftOut: readonly LeftOut[]): string {
  if (leftOut.length === 0) return " Nothing is left out.";
  const lines = leftOut.map(({ object: { type, remoteId, name }, reason }) => {
    const called = name === "" ? "" : ` ${JSON.stringify(name)}`;
    return `   ${type}${called} (${remoteId}): ${reason}`;
  });
  return [" Left out:", ...lines].map((line) => ` ${oneLine(line).trimEnd()}`.slice(1)).join("\n");
}

/** A line end in a name would end the comment. */
function oneLine(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
