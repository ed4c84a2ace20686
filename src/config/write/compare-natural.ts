// The order of objects for people: web-2 before web-10, then by id. Pure; depends on no locale.
import type { Observed } from "../../core/observed.ts";

type Named = Pick<Observed, "name" | "remoteId" | "parentId">;

export function compareNatural(a: Named, b: Named): number {
  return (
    compareTexts(a.name, b.name) ||
    compareTexts(a.parentId ?? "", b.parentId ?? "") ||
    compareTexts(a.remoteId, b.remoteId)
  );
}

export function compareTexts(a: string, b: string): number {
  const [left, right] = [split(a), split(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const order = comparePieces(left[index] ?? "", right[index] ?? "");
    if (order !== 0) return order;
  }
  return left.length - right.length || compareCodes(a, b);
}

const split = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];

function comparePieces(a: string, b: string): number {
  const isNumber = /^\d/.test(a) && /^\d/.test(b);
  if (!isNumber) return compareCodes(a.toLowerCase(), b.toLowerCase());
  const [left, right] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
  return left.length - right.length || compareCodes(left, right);
}

const compareCodes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
