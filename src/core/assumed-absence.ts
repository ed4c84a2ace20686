// `--assume-absent ADDRESS`, or `ADDRESS=BILL` for a request that stands until a person has cancelled it at the provider. Pure.
import { type Address, quoteAddress } from "./address.ts";
import type { Intent, Stall } from "./state-document.ts";

export interface AssumedAbsence {
  readonly address: Address;
  /** What the person says was cancelled. */
  readonly cancelled?: string;
}

export function parseAssumedAbsence(text: string, pending: readonly Pick<Intent, "address">[]): AssumedAbsence {
  if (pending.some(({ address }) => address === text)) return { address: text };
  const at = text.lastIndexOf("=");
  // A key of an instance may hold one: `vms.web["a=b"]`.
  if (at === -1 || text.endsWith("]")) return { address: text };
  return { address: text.slice(0, at), cancelled: text.slice(at + 1) };
}

/** Why a request that waits for a person is not forgotten: whoever pays later would get what was ordered again meanwhile. */
export function objectToCancelling({ because, fix, cancelledAs }: Stall, address: Address): string {
  if (cancelledAs === undefined) return `${because}: ${fix}`;
  const flag = `--assume-absent ${quoteAddress(address)}=${cancelledAs}`;
  return `${because}. Either ${fix}. Or cancel it in the panel for good, and say so: ${flag}`;
}
