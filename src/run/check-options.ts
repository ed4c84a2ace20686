// Addresses and provider entries on the command line: each must name something that is declared or tracked.

import leven from "leven";
import { suggestOneOf } from "../config/text/suggest.ts";
import { type Address, groupOf, isCoveredBy, quoteAddress, resourceOf, SECTIONS } from "../core/address.ts";
import { parseAssumedAbsence } from "../core/assumed-absence.ts";
import type { Configuration } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import { once } from "../core/once.ts";
import type { StateDocument } from "../core/state-document.ts";
import { formatSurplus, quoteSurplus } from "../core/surplus.ts";
import { listRenames, moveAll } from "../planner/move-surplus.ts";
import type { PlanOptions } from "../planner/plan-input.ts";

/** Throws `DiagnosticsError` with every address that names nothing. */
export function assertAddresses(
  options: PlanOptions,
  configuration: Configuration,
  document: StateDocument | undefined,
): void {
  const known = once(() => listKnown(configuration, document));
  const given = {
    "--target": options.targets,
    "--exclude": options.excludes,
    "--replace": options.replace,
    "--rebuild": options.rebuild,
  };
  const wrong = Object.entries(given).flatMap(([flag, addresses]) =>
    addresses.flatMap((address) => checkAddress(flag, address, known())),
  );
  wrong.push(...checkSurplus(options, configuration, document));
  wrong.push(...checkAccounts(options.allow.accounts ?? [], configuration), ...checkTogether(options));
  if (wrong.length > 0) throw new DiagnosticsError(wrong);
}

/** A deletion by id is never guessed at. */
function checkSurplus(
  { deleteSurplus = [], keepSurplus = [], mode }: PlanOptions,
  { moved, resources }: Configuration,
  document: StateDocument | undefined,
): Diagnostic[] {
  if (deleteSurplus.length + keepSurplus.length === 0) return [];
  const renames = listRenames(moveAll(document, moved, new Set(resources.map(({ address }) => address))));
  // Named by the address of the state, or by the one that it moves to.
  const withMoved = <T extends { readonly address: Address }>(one: T): readonly T[] =>
    [one.address, ...(renames.has(one.address) ? [renames.get(one.address) ?? ""] : [])].map((address) => ({
      ...one,
      address,
    }));
  const kept = (document?.surplus ?? []).flatMap(withMoved);
  const found = (document?.pending ?? [])
    .flatMap(({ address, found: ids = [] }) => ids.map((remoteId) => ({ address, remoteId })))
    .flatMap(withMoved);
  const given = [
    ...deleteSurplus.map((name) => ({ flag: "--delete-surplus", name, open: [...kept, ...found] })),
    ...keepSurplus.map((name) => ({ flag: "--keep-surplus", name, open: kept })),
  ];
  const unknown = given.filter(({ name, open }) => !open.map(formatSurplus).includes(name));
  const both = deleteSurplus.filter((name) => keepSurplus.includes(name) || mode === "refresh-only");
  const other = mode === "refresh-only" ? "--refresh-only" : "--keep-surplus of it";
  return [
    ...unknown.map(({ flag, name, open }) =>
      buildError("cli.surplus", `${flag} ${name} names nothing that one request has made twice`, {
        fix: open.length === 0 ? "leave it out: there is none" : `one of ${open.map(quoteSurplus).join(", ")}`,
      }),
    ),
    ...both.map((name) =>
      buildError("cli.flags", `--delete-surplus ${name} cannot be done with ${other}`, { fix: "keep one of them" }),
    ),
  ];
}

/** What one flag asks for and another rules out would be left out in silence. */
function checkTogether({ mode, replace, rebuild, excludes }: PlanOptions): Diagnostic[] {
  const asked = [
    ...replace.map((address) => ({
      flag: "--replace",
      address,
      others: { "--exclude": excludes, "--rebuild": rebuild },
    })),
    ...rebuild.map((address) => ({ flag: "--rebuild", address, others: { "--exclude": excludes } })),
  ];
  return asked.flatMap(({ flag, address, others }) => {
    const other =
      mode === "normal"
        ? Object.entries(others).flatMap(([name, addresses]) =>
            addresses.includes(address) ? [`${name} ${address}`] : [],
          )
        : [mode === "destroy" ? "destroy" : "--refresh-only"];
    return other.map((name) =>
      buildError("cli.flags", `${flag} ${address} cannot be done with ${name}`, { fix: "keep one of them" }),
    );
  });
}

function listKnown(configuration: Configuration, document: StateDocument | undefined): ReadonlySet<Address> {
  return new Set([
    ...configuration.resources.map((desired) => desired.address),
    ...configuration.moved.map((block) => block.to),
    ...Object.keys(document?.resources ?? {}),
    ...(document?.pending ?? []).map((intent) => intent.address),
  ]);
}

/** What is settled by hand is named request by request. An address with nothing unsettled may have been settled since. */
export function assertAssumed(
  { assumeAbsent, assumeDone }: { readonly assumeAbsent: readonly string[]; readonly assumeDone: readonly Address[] },
  configuration: Configuration,
  document: StateDocument,
): void {
  const known = listKnown(configuration, document);
  const pending = new Set(document.pending.map(({ address }) => address));
  const absent = assumeAbsent.map((text) => parseAssumedAbsence(text, document.pending).address);
  const check = (flag: string, address: Address): Diagnostic[] => {
    const covered = [...pending].filter((other) => isCoveredBy(other, address));
    if (covered.length === 0 || covered.includes(address)) return checkAddress(flag, address, known);
    const fix = covered.map((other) => `${flag} ${quoteAddress(other)}`).join(" ");
    return [buildError("cli.assume", `${flag} ${address}: each request is settled by its own address`, { fix })];
  };
  const wrong = [
    ...absent.flatMap((address) => check("--assume-absent", address)),
    ...assumeDone.flatMap((address) => check("--assume-done", address)),
    ...absent
      .filter((address) => assumeDone.includes(address))
      .map((address) =>
        buildError("cli.assume", `${address} cannot be assumed to be absent and done`, {
          fix: "keep either --assume-absent or --assume-done, by what the provider's panel shows",
        }),
      ),
  ];
  if (wrong.length > 0) throw new DiagnosticsError(wrong);
}

/** A misspelt entry would be accepted without effect. */
function checkAccounts(accounts: readonly string[], { providers }: Configuration): Diagnostic[] {
  const ids = providers.map(({ id }) => id);
  return accounts
    .filter((account) => !ids.includes(account))
    .map((account) =>
      buildError("cli.provider", `--accept-account ${account}: there is no such provider entry`, {
        fix: suggestOneOf(account, ids),
      }),
    );
}

function checkAddress(flag: string, address: Address, known: ReadonlySet<Address>): Diagnostic[] {
  if ([...known].some((other) => isCoveredBy(other, address))) return [];
  const names = [...new Set([...known].flatMap((other) => [other, groupOf(other)]))];
  // What is typed by its name alone: a machine before what is called like it.
  const sections = SECTIONS.map((section) => `${section}.${address}`).filter((name) => names.includes(name));
  const [closest] = names
    .map((name) => ({ name, distance: leven(name, address) }))
    .sort((a, b) => a.distance - b.distance);
  const isClose = closest !== undefined && closest.distance <= Math.max(2, address.length / 4);
  const meant = sections.find((name) => name.startsWith("vms.")) ?? sections[0] ?? (isClose ? closest.name : undefined);
  return [
    buildError("cli.unknown-address", `${flag} ${address}: nothing with this address is declared or tracked`, {
      fix: meant === undefined ? sayOther(address, known) : `did you mean ${meant}?`,
    }),
  ];
}

function sayOther(address: Address, known: ReadonlySet<Address>): string {
  const whole = resourceOf(address);
  return known.has(whole) ? `name all of it: ${quoteAddress(whole)}` : "trueup state list shows what is tracked";
}
