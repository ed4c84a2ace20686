// How a request whose answer was lost is settled, in the words of what it was. Which rule holds for which call is a fact of
// the vendor's; what follows from a rule is the same everywhere (`SettleRule`).
import type { SettleRule } from "../core/step.ts";

/** A change: the object's own fields tell. */
export const FIELDS: SettleRule = { by: "fields" };
/** A deletion: the object is not there any more. */
export const GONE: SettleRule = { by: "gone" };
/** A purchase that no list may show for long: never sent again on its own. */
export const ORDER: SettleRule = { by: "match", absent: "stays-unknown" };
/** What a list shows as soon as it is there: a key, a snapshot, a schedule. */
export const PART: SettleRule = { by: "match", absent: "did-not-happen" };
/** The vendor's record of requests has the last word on what no list shows. */
export const BY_EVIDENCE: SettleRule = { by: "match", absent: "by-evidence" };
/** Nothing of the object tells; the provider's own record may. */
export const BY_RECORD: SettleRule = { by: "record" };
/** Its effect cannot be read, and a repeat would destroy. */
export const UNREADABLE: SettleRule = { by: "nothing" };
/** Costs nothing and is never looked for: made anew. */
export const ABANDONED: SettleRule = { by: "abandon" };
