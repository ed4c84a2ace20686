// Described objects as one file of YAML that declares and imports them: keys, presets, defaults, import entries, and what is left
// out, as comments. Pure; the same objects give the same bytes.
import { formatAddress, partOf, SECTIONS, type Section, TYPE_OF_SECTION } from "../../core/address.ts";
import {
  type Described,
  type Description,
  formatObjectName,
  type LeftOut,
  type WrittenAccount,
} from "../../core/described.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import { compareNatural, compareTexts } from "./compare-natural.ts";
import { type FormattedBlock, formatFile, type ImportLine } from "./format-file.ts";
import { nameKeys } from "./name-keys.ts";
import { type Block, escapeTemplate, resolveBlock } from "./resolve-block.ts";

export interface WriteRequest {
  readonly stack: string;
  readonly provider: { readonly id: string; readonly vendor: string; readonly label: string };
  /** The provider's own block; absent where the configuration has it already. */
  readonly settings?: JsonObject;
  /** Defaults may stand in the file, since nothing else of the stack could take them. */
  readonly mayFold: boolean;
  readonly description: Description;
  /** Keys and presets that the configuration has already. */
  readonly taken: ReadonlyMap<Section, ReadonlySet<string>>;
  readonly takenPresets: ReadonlySet<string>;
  /** `TYPE ID` of what the configuration has already -> the name by which fields refer to it. */
  readonly known: ReadonlyMap<string, string>;
  /** By `formatObjectName`: what YAML's rules have said of a block; a machine is tried as `existing` first. */
  readonly refused: ReadonlyMap<string, Refusal>;
  /** By `formatObjectName`: fields that a plan would change. */
  readonly ignored: ReadonlyMap<string, readonly string[]>;
}

export interface Refusal {
  readonly reason: string;
  readonly isBare: boolean;
}

const SECTION_OF: Readonly<Partial<Record<Observed["type"], Section>>> = Object.fromEntries(
  SECTIONS.map((section) => [TYPE_OF_SECTION[section], section]),
);

export function writeAccount(request: WriteRequest): WrittenAccount {
  const { description, refused } = request;
  const all = description.resources.map((described) => withRefusal(described, refused));
  const keys = nameKeys(all.map(toNameable), request.taken);
  const kept = all.filter((described) => refused.get(formatObjectName(described.object))?.isBare !== false);
  const presets = createPresets(request.takenPresets);
  const { blocks, leftOut } = resolveAll(kept, keys, request, presets.nameOf);
  const refusals = all
    .filter((described) => !kept.includes(described))
    .map(({ object }) => leave(object, refused.get(formatObjectName(object))?.reason ?? ""));
  const sorted = sortLeftOut([...description.leftOut, ...refusals, ...leftOut]);
  const written = blocks.map(({ section, key, described }) => ({
    address: formatAddress({ section, name: key }),
    object: described.object,
  }));
  const text = formatFile({
    ...request,
    presets: presets.all(),
    blocks: blocks.map((one) => toFormatted(one, blocks, request.ignored)),
    imports: blocks.flatMap(listImports),
    leftOut: sorted,
  });
  return { text, written, leftOut: sorted };
}

interface Resolved {
  readonly section: Section;
  readonly key: string;
  readonly described: Described;
  readonly block: Block;
}

function withRefusal(described: Described, refused: WriteRequest["refused"]): Described {
  const refusal = refused.get(formatObjectName(described.object));
  if (refusal?.isBare !== true) return described;
  const { object } = described;
  const notes = { "": `looked up by its id, never made or deleted: ${refusal.reason}` };
  return { object, fields: { existing: { id: object.remoteId } }, isExisting: true, notes };
}

function toNameable({ object }: Described) {
  const { parentId } = object;
  const parent = parentId === undefined ? undefined : formatObjectName({ type: "vm", remoteId: parentId });
  return { section: SECTION_OF[object.type] ?? "vms", object, ...(parent === undefined ? {} : { parent }) };
}

/** Machines and keys first: what refers to one that is left out is left out as well. */
function resolveAll(
  kept: readonly Described[],
  keys: ReadonlyMap<string, string>,
  { provider: { vendor }, known }: WriteRequest,
  presetOf: (policy: JsonObject) => string,
): { readonly blocks: readonly Resolved[]; readonly leftOut: readonly LeftOut[] } {
  const declared = new Map(known);
  const blocks: Resolved[] = [];
  const leftOut: LeftOut[] = [];
  for (const section of SECTIONS) {
    const own = kept.filter(({ object }) => SECTION_OF[object.type] === section);
    const keyed = own.map((described) => ({ described, key: keys.get(formatObjectName(described.object)) ?? "" }));
    for (const { described, key } of keyed.sort((a, b) => compareTexts(a.key, b.key))) {
      const { object, parts = [] } = described;
      const keyOf = (type: string, remoteId: string) => declared.get(`${type} ${remoteId}`);
      const block = resolveBlock(described, { section, vendor, keyOf, presetOf });
      if (typeof block === "string") {
        leftOut.push(leave(object, block));
        continue;
      }
      declared.set(`${object.type} ${object.remoteId}`, key);
      for (const part of parts) declared.set(`${part.object.type} ${part.object.remoteId}`, part.key);
      blocks.push({ section, key, described, block });
    }
  }
  return { blocks, leftOut };
}

function leave({ type, remoteId, name }: Observed, reason: string): LeftOut {
  return { object: { type, remoteId, name }, reason };
}

function sortLeftOut(leftOut: readonly LeftOut[]): readonly LeftOut[] {
  return [...leftOut].sort((a, b) => compareTypes(a.object.type, b.object.type) || compareNatural(a.object, b.object));
}

const compareTypes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function toFormatted(
  { section, key, described, block }: Resolved,
  all: readonly Resolved[],
  ignored: WriteRequest["ignored"],
): FormattedBlock {
  const { object, isExisting } = described;
  const { notes } = block;
  const twins = all.filter(
    (other) =>
      other.section === section &&
      other.described.object.name === object.name &&
      other.described.object.parentId === object.parentId,
  );
  const isTwin = twins.length > 1 && isExisting !== true;
  const about = [...(notes[""] === undefined ? [] : [notes[""]]), ...(isTwin ? [TWIN] : [])];
  const hasName = object.name !== "" && object.name !== key && notes["name"] === undefined;
  return {
    section,
    key,
    fields: { ...(hasName && !isBare(described) ? { name: escapeTemplate(object.name) } : {}), ...block.fields },
    ignore: [...new Set([...block.ignore, ...(ignored.get(formatObjectName(object)) ?? [])])],
    notes: about.length === 0 ? notes : { ...notes, "": about.join("; ") },
  };
}

const TWIN = "others have this name, too: keep its import entry as long as that is so";

/** One that is only looked up is not renamed either. */
function isBare({ isExisting, fields }: Described): boolean {
  return isExisting === true && Object.keys(fields).length === 1;
}

/** What is looked up by its id needs no entry; its parts do. */
function listImports({ section, key, described }: Resolved): ImportLine[] {
  const { object, parts = [], isExisting } = described;
  const address = formatAddress({ section, name: key });
  return [
    ...(isExisting === true ? [] : [{ to: address, id: object.remoteId }]),
    ...parts
      .filter((part) => part.isExisting !== true)
      .map((part) => ({ to: partOf(address, part.kind, part.key), id: part.object.remoteId })),
  ];
}

function createPresets(taken: ReadonlySet<string>) {
  const names = new Map<string, string>();
  const presets: [string, JsonObject][] = [];
  return {
    all: () => Object.fromEntries(presets.sort(([a], [b]) => (a < b ? -1 : 1))),
    nameOf(policy: JsonObject): string {
      const content = JSON.stringify(policy);
      const known = names.get(content);
      if (known !== undefined) return known;
      const base = Object.entries(policy)
        .map(([field, value]) => `${field}-${String(value)}`)
        .join("-");
      let name = base;
      for (let number = 2; taken.has(name) || presets.some(([one]) => one === name); number++)
        name = `${base}-${number}`;
      names.set(content, name);
      presets.push([name, policy]);
      return name;
    },
  };
}
