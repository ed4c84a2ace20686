// Where a provider tells neither balance nor limits before an order, a machine that is deleted first may be gone for nothing.
import { buildWarning, type Diagnostic } from "../core/diagnostic.ts";
import type { Preflight } from "../core/provider.ts";

export function warnUnpricedOrder(vendor: string, { made }: Preflight): readonly Diagnostic[] {
  const replaced = made.filter(({ desired, replaces }) => desired.type === "vm" && replaces !== undefined);
  const [first, ...others] = replaced.map(({ desired }) => desired);
  if (first === undefined) return [];
  const which = others.length === 0 ? first.address : `${first.address} and ${others.length} more`;
  return [
    buildWarning(
      "provider.untold-order",
      `${vendor} tells neither balance nor limits before an order: ${which} will be deleted before it is known whether the new one can be had`,
      {
        address: first.address,
        range: first.range,
        ...(others.length === 0 ? {} : { detail: [first, ...others].map(({ address }) => address).join("\n") }),
        fix: "to have the new one first: lifecycle: { replace: create-first }",
      },
    ),
  ];
}
