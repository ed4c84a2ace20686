// A list by its pages, complete or an error: fewer objects than the list says that it has are never "that is all".
import type { JsonObject } from "../core/json.ts";

export interface Page {
  readonly rows: readonly JsonObject[];
  /** How many the whole list has, where it says so. */
  readonly total: number | undefined;
}

export interface Pages {
  /** `seen`: rows that came before, without those of the overlap; `page` counts from 1. */
  readonly fetch: (at: { readonly seen: number; readonly page: number }) => Promise<Page>;
  /**
   * Each page but the first begins with the last row of the one before: what has moved between the two is seen by that, in
   * whatever order they are read. So the pages of a list that tells its total are asked for some at a time.
   */
  readonly overlaps?: boolean;
  readonly idOf: (row: JsonObject) => string;
  /** The error for a list that ends too soon. */
  readonly incomplete: (total: number, came: number) => Error;
}

const PASSES = 3;
/** Pages of one list that are under way at the same time. */
const AHEAD = 4;

/**
 * Each object once, by its id: pages over a set that changes may repeat some. A server may give fewer than it is asked for;
 * without a total only a page that brings nothing new is the last one. Where the list was seen to move or to shrink
 * between two pages, or ended too soon behind the first one, an object may have moved from a page that was still to come to one that was read: then it
 * is read again from the start, and what any pass has seen counts.
 */
export async function collectPages(pages: Pages): Promise<readonly JsonObject[]> {
  const found = new Map<string, JsonObject>();
  for (let pass = 1; ; pass++) {
    // What moves is read again page by page.
    const fetch = pass === 1 && pages.overlaps === true ? fetchAhead(pages.fetch) : pages.fetch;
    const { total, isWhole, pageCount } = await readPass({ ...pages, fetch }, found);
    if (isWhole) return [...found.values()];
    if (pass < PASSES && pageCount > 1) continue;
    if (found.size >= total) return [...found.values()];
    throw pages.incomplete(total, found.size);
  }
}

interface Pass {
  /** As the last page told it. */
  readonly total: number;
  readonly isWhole: boolean;
  readonly pageCount: number;
}

async function readPass({ fetch, idOf, overlaps = false }: Pages, found: Map<string, JsonObject>): Promise<Pass> {
  const here = new Set<string>();
  let seen = 0;
  let [first, highest] = [0, 0];
  let last: string | undefined;
  let hasMoved = false;
  for (let page = 1; ; page++) {
    const isOverlapping: boolean = overlaps && last !== undefined;
    const { rows, total } = await fetch({ seen: isOverlapping ? seen - 1 : seen, page });
    const [head] = rows;
    if (isOverlapping && (head === undefined || idOf(head) !== last)) hasMoved = true;
    // Pages of a single row would be asked for over and over.
    last = rows.length > 1 ? rows.map(idOf).at(-1) : undefined;
    const known = here.size;
    for (const row of rows) {
      here.add(idOf(row));
      found.set(idOf(row), row);
    }
    seen += isOverlapping ? Math.max(0, rows.length - 1) : rows.length;
    const bringsNothing = here.size === known;
    if (total === undefined) {
      if (bringsNothing) return { total: here.size, isWhole: true, pageCount: page };
      continue;
    }
    if (page === 1) first = total;
    highest = Math.max(highest, total);
    if (bringsNothing || here.size >= total)
      return { total, isWhole: !hasMoved && here.size >= first && total >= highest, pageCount: page };
  }
}

/**
 * Asks for the pages that are still to come if each is as long as the first one. Whoever reads page by page gets what was asked
 * for where that is the page he asks for, and else another one, as a server may give fewer rows than it gave first.
 */
function fetchAhead(fetch: Pages["fetch"]): Pages["fetch"] {
  const asked = new Map<number, Promise<Page>>();
  let step = 0;
  let end = 0;
  const ask = (seen: number, page: number): Promise<Page> => {
    const asking = fetch({ seen, page });
    // It fails when it is waited for.
    asking.catch(() => undefined);
    asked.set(seen, asking);
    return asking;
  };
  return async ({ seen, page }) => {
    // Pages are not as long as the first one: what was asked for ahead is of no use.
    if (page > 1 && !asked.has(seen)) step = 0;
    const here = await (asked.get(seen) ?? ask(seen, page));
    asked.delete(seen);
    if (page === 1) [step, end] = [here.rows.length - 1, here.total ?? 0];
    if (step > 0)
      for (let next = 1; next <= AHEAD && seen + next * step < end - 1; next++)
        if (!asked.has(seen + next * step)) void ask(seen + next * step, page + next);
    return here;
  };
}
