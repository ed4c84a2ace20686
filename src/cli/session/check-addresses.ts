// Addresses and provider entries on the command line: each must name something that is declared or tracked.
import leven from "leven";
import { type Address, groupOf, isCoveredBy, parseAddress, resourceOf } from "../../core/address.ts";
import type { Configuration } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { StateDocument } from "../../core/state-document.ts";
import type { PlanOptions } from "../../planner/plan-input.ts";

/** Throws `DiagnosticsError` with every address that names nothing. */
export function assertAddresses(
  options: PlanOptions,
  configuration: Configuration,
  document: StateDocument | undefined,
): void {
  const known = new Set([
    ...configuration.resources.map((desired) => desired.address),
    ...configuration.moved.map((block) => block.to),
    ...Object.keys(document?.resources ?? {}),
    ...(document?.pending ?? []).map((intent) => intent.address),
  ]);
  const given = {
    "--target": options.targets,
    "--exclude": options.excludes,
    "--replace": options.replace,
    "--rebuild": options.rebuild,
  };
  const wrong = Object.entries(given).flatMap(([flag, addresses]) =>
    addresses.flatMap((address) => checkAddress(flag, address, known)),
  );
  const strangers = checkAccounts(options.allow.accounts ?? [], configuration);
  if (wrong.length + strangers.length > 0) throw new DiagnosticsError([...wrong, ...strangers]);
}

/** A misspelt entry would be accepted without effect. */
function checkAccounts(accounts: readonly string[], { providers }: Configuration): Diagnostic[] {
  const ids = providers.map(({ id }) => id);
  return accounts
    .filter((account) => !ids.includes(account))
    .map((account) =>
      buildError("cli.provider", `--accept-account ${account}: there is no such provider entry`, {
        fix: `one of: ${ids.join(", ")}`,
      }),
    );
}

function checkAddress(flag: string, address: Address, known: ReadonlySet<Address>): Diagnostic[] {
  const resource = parseAddress(address) === undefined ? address : resourceOf(address);
  if ([...known].some((other) => isCoveredBy(other, resource))) return [];
  const names = [...new Set([...known].flatMap((other) => [other, groupOf(other)]))];
  const [closest] = names
    .map((name) => ({ name, distance: leven(name, address) }))
    .sort((a, b) => a.distance - b.distance);
  const isClose = closest !== undefined && closest.distance <= Math.max(2, address.length / 4);
  return [
    buildError("cli.unknown-address", `${flag} ${address}: nothing with this address is declared or tracked`, {
      fix: isClose ? `did you mean ${closest.name}?` : "trueup state list shows what is tracked",
    }),
  ];
}
