// Rows → the answer of a list: filter kept on the server, order, page, and `elem` in the shape of the account's quirks.
import { isJsonObject, type Json, type JsonObject } from "../../engine/json.ts";
import { type Call, faultOf } from "./call.ts";
import { node, shaped } from "./write-doc.ts";

const DEFAULT_PAGE_SIZE = 50;

export function listRows(call: Call, rows: readonly JsonObject[]): JsonObject {
  const wanted = sorted(
    call,
    rows.filter((row) => passesFilter(call, row)),
  );
  const { number, size } = pageOf(call);
  const page = wanted.slice((number - 1) * size, number * size);
  const count = { p_num: node(String(number)), p_cnt: node(String(size)), p_elems: node(String(wanted.length)) };
  const empty = faultOf(call.faults, "empty-list");
  if (empty) return emptied(empty.shape);
  const partial = faultOf(call.faults, "partial-list");
  const shown = partial ? page.slice(0, partial.rows ?? Math.floor(page.length / 2)) : page;
  const { doubledFields } = call.world.account.quirks;
  return { ...count, ...placed(call, doubledFields ? shown.map(doubled) : shown) };
}

/** Each field once more, empty: what becomes of XML in which an element stands twice. */
function doubled(row: JsonObject): JsonObject {
  const isField = (name: string, value: Json) => !name.startsWith("$") && isJsonObject(value);
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, isField(name, value) ? [value, {}] : value]),
  );
}

function emptied(shape: "empty" | "missing" | "null" | undefined): JsonObject {
  if (shape === "missing") return {};
  return { p_elems: node("0"), elem: shape === "null" ? null : [] };
}

function placed({ world }: Call, rows: readonly JsonObject[]): JsonObject {
  const { elemOfOne, elemOfNone, listAt } = world.account.quirks;
  const isEmptyList = rows.length === 0 && elemOfNone === "empty";
  const elem = isEmptyList ? { elem: [] } : shaped("elem", rows, elemOfOne === "object");
  if (listAt === "elem") return elem;
  return { list: listAt === "list.elem" ? elem : [elem] };
}

function passesFilter({ world, rule }: Call, row: JsonObject): boolean {
  const filter = rule.filter ? world.account.filters[rule.filter] : undefined;
  return Object.entries(filter ?? {}).every(([name, wanted]) => textIn(row[name]).includes(wanted));
}

/** `p_col` names a column, with `+` or `-` before it; one that no row has sorts nothing. */
function sorted({ form }: Call, rows: readonly JsonObject[]): JsonObject[] {
  const [, sign, column] = /^([+-]?)(.+)$/.exec(form.text("p_col") ?? "") ?? [];
  if (column === undefined) return [...rows];
  const turn = sign === "-" ? -1 : 1;
  return [...rows].sort((a, b) => turn * compare(textIn(a[column]), textIn(b[column])));
}

function compare(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  if (!Number.isNaN(difference)) return difference;
  return a < b ? -1 : Number(a > b);
}

/** A size that a call names is remembered for this list, [ASSUMED]. */
function pageOf({ world, form, name }: Call): { number: number; size: number } {
  const { pageSizes } = world.account;
  const asked = Number(form.text("p_cnt"));
  if (Number.isInteger(asked) && asked > 0) pageSizes[name] = asked;
  const number = Number(form.text("p_num"));
  return {
    number: Number.isInteger(number) && number > 0 ? number : 1,
    size: pageSizes[name] ?? pageSizes["*"] ?? DEFAULT_PAGE_SIZE,
  };
}

function textIn(value: Json | undefined): string {
  if (!isJsonObject(value)) return "";
  return String(value["$orig"] ?? value["$"] ?? "");
}
