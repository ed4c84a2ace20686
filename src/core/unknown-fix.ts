// What a person can type about a request of which nobody knows whether it happened: the command first, so that it stays on
// one line. Pure.
import { type Address, quoteAddress } from "./address.ts";
import type { SettleRule } from "./step.ts";

export function sayUnknownFix(settle: SettleRule, address: Address): string {
  const quoted = quoteAddress(address);
  if (settle.by === "match")
    return `trueup apply --assume-absent ${quoted}, once the provider's panel shows that it does not exist. Until then trueup apply looks again, and takes it over if it shows up`;
  return `trueup apply --assume-done ${quoted}, or --assume-absent ${quoted}, after a look at the object`;
}
