// From a path to the places in the schema that it names: one, or one for each provider that has it. Pure.
import { SECTIONS, type Section, TYPE_OF_SECTION } from "../../core/address.ts";
import { VENDORS } from "../../generated/shapes.ts";
import {
  fieldsOf,
  findDefinition,
  isRequired,
  itemsOf,
  resolveNode,
  rootNode,
  type SchemaNode,
  valuesOf,
} from "./schema-node.ts";

export interface FoundField {
  /** For people, from the root on: a key of a map that was left out is NAME. */
  readonly path: readonly string[];
  readonly node: SchemaNode;
  readonly required: boolean;
  /** Of a state: the backend. */
  readonly vendor?: string;
  readonly section?: Section;
  /** Below the section and its vendor, or below the provider: as rules say it. */
  readonly inner: readonly string[];
}

export interface WrongName {
  readonly name: string;
  /** What it was looked for in. */
  readonly within: string;
  readonly known: readonly string[];
  /** How many names before it are right. */
  readonly depth: number;
  readonly vendor?: string;
}

export type FieldSearch =
  | { readonly ok: true; readonly found: readonly FoundField[] }
  | { readonly ok: false; readonly wrong: WrongName };

const BACKENDS: Readonly<Record<string, string>> = {
  local: "stateLocal",
  s3: "stateS3",
  postgres: "statePostgres",
  http: "stateHttp",
};

/** `vms.web[0].memory` means `vms.web.memory`. */
export function splitPath(path: string): readonly string[] {
  return path
    .replace(/\[(?:"([^"]*)"|[^\]]*)\]/g, "")
    .split(".")
    .filter((part) => part !== "");
}

export function findFields(path: string): FieldSearch {
  const names = splitPath(path);
  const [section = "", ...rest] = names;
  if (names.length === 0) return { ok: true, found: [startAt([], rootNode())] };
  // Defaults have the fields of what they are defaults of.
  if (section === "defaults" && isSection(rest[0]) && rest.length > 1) return prefix(rest, ["defaults"]);
  if (section === "providers" && rest[1] === "defaults" && isSection(rest[2]) && rest.length > 3)
    return prefix([rest[2], rest[0] ?? "", ...rest.slice(3)], ["providers", rest[0] ?? "", "defaults"]);
  const search = searchFrom(section, rest);
  // As an address has it: the name of a resource, which is nothing of the schema.
  if (!search.ok && isSection(section) && rest.length > 1 && !isVendor(rest[0])) {
    const below = searchFrom(section, rest.slice(1));
    return below.ok ? below : search;
  }
  // `lifecycle.protect` for `vms.lifecycle.protect`.
  const ofMachines = !search.ok && search.wrong.depth === 0 ? searchFrom("vms", names) : search;
  return ofMachines.ok ? ofMachines : search;
}

function isVendor(name: string | undefined): boolean {
  return name !== undefined && Object.hasOwn(VENDORS, name.split(".")[0] ?? "");
}

function searchFrom(section: string, rest: readonly string[]): FieldSearch {
  const searches = listStarts(section, rest).map((start) => walk(start.field, start.rest));
  const found = searches.flatMap((search) => (search.ok ? search.found : []));
  if (found.length > 0) return { ok: true, found };
  const wrongs = searches.flatMap((search) => (search.ok ? [] : [search.wrong]));
  return { ok: false, wrong: joinWrong(wrongs, section) };
}

function prefix(names: readonly string[], before: readonly string[]): FieldSearch {
  const search = findFields(names.join("."));
  if (!search.ok) return search;
  const found = search.found.map((one) => ({ ...one, path: [...before, one.section ?? "", ...one.inner] }));
  return { ok: true, found };
}

function isSection(name: string | undefined): name is Section {
  return SECTIONS.some((section) => section === name);
}

function startAt(path: readonly string[], node: SchemaNode, more: Partial<FoundField> = {}): FoundField {
  return { path, node, required: false, inner: [], ...more };
}

interface Start {
  readonly field: FoundField;
  readonly rest: readonly string[];
}

/** Where there is a choice (of a provider, of a backend), the one that is named, else all. */
function listStarts(section: string, rest: readonly string[]): readonly Start[] {
  const choices = listChoices(section);
  if (choices === undefined) {
    const fields = fieldsOf(rootNode());
    const node = Object.hasOwn(fields, section) ? fields[section] : undefined;
    if (node === undefined) return [];
    return [{ field: startAt([section], node, { required: isRequired(rootNode(), section) }), rest }];
  }
  const [name = "", ...inner] = rest;
  const named = choices.find((choice) => choice.name === name.split(".")[0]);
  if (named === undefined) return choices.map(({ field }) => ({ field, rest }));
  return [{ field: named.field, rest: inner }];
}

function listChoices(section: string): readonly { readonly name: string; readonly field: FoundField }[] | undefined {
  if (section === "state")
    return Object.entries(BACKENDS).map(([name, definition]) => ({
      name,
      field: startAt(["state", name], findDefinition(definition) ?? {}, { vendor: name }),
    }));
  const type = isSection(section) ? TYPE_OF_SECTION[section] : section === "providers" ? "provider" : undefined;
  if (type === undefined) return undefined;
  return Object.keys(VENDORS).flatMap((vendor) => {
    const node = findDefinition(`${vendor}-${type}`);
    if (node === undefined) return [];
    const more = { vendor, ...(isSection(section) ? { section } : {}) };
    return [{ name: vendor, field: startAt([section, vendor], node, more) }];
  });
}

/** A field first; where there is none of the name, a key of a map. The key may be left out. */
function walk(at: FoundField, rest: readonly string[]): FieldSearch {
  const [name, ...more] = rest;
  if (name === undefined) return { ok: true, found: [at] };
  const items = itemsOf(at.node);
  if (items !== undefined) return walk({ ...at, node: items }, /^\d+$/.test(name) ? more : rest);
  const fields = fieldsOf(at.node);
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field !== undefined) return walk(step(at, name, field), more);
  const values = valuesOf(at.node);
  if (values === undefined) return { ok: false, wrong: wrongAt(at, name, Object.keys(fields)) };
  const known = fieldsOf(values);
  const isLeftOut = Object.hasOwn(known, name) && more.length === 0;
  const below = { ...at, node: resolveNode(values), path: [...at.path, "NAME"], inner: [...at.inner, "NAME"] };
  return isLeftOut ? walk(below, rest) : walk({ ...below, required: false }, more);
}

function step(at: FoundField, name: string, node: SchemaNode): FoundField {
  return {
    ...at,
    node,
    path: [...at.path, name],
    inner: [...at.inner, name],
    required: isRequired(at.node, name),
  };
}

function wrongAt({ path, vendor }: FoundField, name: string, known: readonly string[]): WrongName {
  return {
    name,
    within: path.join("."),
    known,
    depth: path.length,
    ...(vendor === undefined ? {} : { vendor }),
  };
}

/** The ones that went furthest know best what could be meant. */
function joinWrong(wrongs: readonly WrongName[], section: string): WrongName {
  const deepest = Math.max(...wrongs.map(({ depth }) => depth));
  const [first, ...others] = wrongs.filter(({ depth }) => depth === deepest);
  if (first === undefined) return { name: section, within: "", known: Object.keys(fieldsOf(rootNode())), depth: 0 };
  const known = [...new Set([first, ...others].flatMap((wrong) => wrong.known))];
  if (others.length === 0) return { ...first, known };
  const { vendor: _vendor, ...shared } = first;
  return { ...shared, known, within: section };
}
