// An order that stands but is not paid: its answer holds a bill, or the way to a payment page. The number is kept with the
// request, so that nobody orders again while somebody may still pay. Pure.
import type { JsonObject } from "../../core/json.ts";
import type { Stall } from "../../core/state-document.ts";
import { textOf } from "./decode.ts";

/** Empty where the answer names no number. */
export interface UnpaidOrder {
  readonly bill: string;
}

/** `billorder`, or the form that the panel sends its user on to: `func=payment.add…&billorder=123` (seen at panels of the make). */
export function readUnpaid(doc: JsonObject): UnpaidOrder | undefined {
  const next = textOf(doc["ok"]);
  const named = /(?:^|[?&;])billorder=(\d+)/.exec(next)?.[1] ?? "";
  const bill = textOf(doc["billorder"]) || named;
  const isSentToPay = /(?:^|[?&;])func=payment\b/.test(next) || doc["billorder"] !== undefined;
  return bill !== "" || isSentToPay ? { bill: /^\d+$/.test(bill) ? bill : "" } : undefined;
}

export function toUnpaidHandle({ bill }: UnpaidOrder): JsonObject {
  return { unpaidBill: bill };
}

export function findStall({ unpaidBill: bill }: JsonObject): Stall | undefined {
  return typeof bill === "string" ? describeUnpaid({ bill }) : undefined;
}

export function describeUnpaid({ bill }: UnpaidOrder): Stall {
  const what = bill === "" ? "it" : `bill ${bill}`;
  return {
    because: `the order is not paid${bill === "" ? "" : `: bill ${bill}`} (the balance probably does not cover it)`,
    fix: `pay ${what} in the panel, then run trueup apply: it takes the machine over once it is there. Nothing is ordered again meanwhile`,
    cancelledAs: bill === "" ? "unpaid" : bill,
  };
}
