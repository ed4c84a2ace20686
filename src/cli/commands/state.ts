// `trueup state list|show|rm`: the state by hand. Nothing is sent to a provider.

import { openOwnState } from "../../compose/open-own-state.ts";
import { VENDOR_RULES } from "../../compose/vendor-data.ts";
import { type Address, compareAddresses, isCoveredBy } from "../../core/address.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { StateDocument } from "../../core/state-document.ts";
import { sayUnknownFix } from "../../core/unknown-fix.ts";
import { applyEdits } from "../../executor/record.ts";
import { formatStateShow } from "../../render/format-state-show.ts";
import { formatTable } from "../../render/format-table.ts";
import { buildStateRecord } from "../../render/state-record.ts";
import { changeState, readOwnState } from "../../run/change-state.ts";
import { type AskFlags, lockRequest } from "../ask-first.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT } from "../exit-code.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import type { Terminal } from "../terminal.ts";

type Flags = ConfigurationOptions & { readonly json?: boolean; readonly id?: string };
export type EditFlags = ConfigurationOptions & Pick<AskFlags, "lockTimeout"> & { readonly dryRun?: boolean };

export async function runStateList(terminal: Terminal, addresses: readonly Address[], flags: Flags): Promise<number> {
  const document = await readOwnState(await openOwnState(surroundingsOf(terminal), flags));
  const found = Object.entries(document?.resources ?? {})
    .filter(([address]) => addresses.length === 0 || addresses.some((pattern) => isCoveredBy(address, pattern)))
    .filter(([, { remoteId }]) => flags.id === undefined || flags.id === remoteId)
    .sort(([a], [b]) => compareAddresses(a, b));
  if (flags.json === true) {
    const rows = found.map(([address, resource]) => ({
      address,
      type: `${resource.vendor}_${resource.type}`,
      id: resource.remoteId,
      name: resource.name,
    }));
    terminal.out(
      `${JSON.stringify({ serial: document?.serial ?? 0, lineage: document?.lineage ?? null, resources: rows }, undefined, 2)}\n`,
    );
    return EXIT.done;
  }
  const isFiltered = addresses.length > 0 || flags.id !== undefined;
  if (found.length === 0) terminal.err(isFiltered ? "Nothing that is tracked fits.\n" : "Nothing is tracked.\n");
  else
    terminal.out(
      formatTable(
        ["ADDRESS", "ID", "NAME", "PLACE"],
        found.map(([address, resource]) => [
          address,
          resource.remoteId,
          resource.name,
          `${resource.vendor} ${resource.place.project ?? resource.place.account}`,
        ]),
        buildStyle(terminal, flags, "out"),
      ),
    );
  return EXIT.done;
}

export async function runStateShow(terminal: Terminal, address: Address, flags: Flags): Promise<number> {
  const document = await readOwnState(await openOwnState(surroundingsOf(terminal), flags));
  const resource = document?.resources[address];
  if (resource === undefined) throw notTracked(address, document);
  const record = buildStateRecord(address, resource, VENDOR_RULES[resource.vendor]?.[resource.type]);
  terminal.out(
    flags.json === true
      ? `${JSON.stringify(record, undefined, 2)}\n`
      : formatStateShow(record, buildStyle(terminal, flags, "out")),
  );
  return EXIT.done;
}

export async function runStateRm(
  terminal: Terminal,
  addresses: readonly Address[],
  flags: EditFlags & { readonly allowLost?: number },
): Promise<number> {
  let removed: Address[] = [];
  const request = {
    ...lockRequest(terminal, flags, "state rm"),
    isDryRun: flags.dryRun === true,
    mayLose: flags.allowLost ?? 0,
  };
  await changeState(await openOwnState(surroundingsOf(terminal), flags), request, (document) => {
    removed = addresses.flatMap((pattern) => {
      assertSettled(document, pattern);
      const covered = Object.keys(document.resources).filter((address) => isCoveredBy(address, pattern));
      if (covered.length === 0) throw notTracked(pattern, document);
      return covered;
    });
    return applyEdits(
      document,
      removed.map((address) => ({ kind: "forget", address, reason: "state rm" })),
    );
  });
  const names = [...new Set(removed)].sort(compareAddresses).join(", ");
  terminal.err(
    flags.dryRun === true
      ? `Would forget ${names}. Nothing was written.\n`
      : `Forgot ${names}. The objects themselves were left alone.\n`,
  );
  return EXIT.done;
}

/** What a request still brings about would be taken over again by the next apply, or meet a record of something else. */
export function assertSettled({ pending }: StateDocument, pattern: Address): void {
  const open = pending.find(({ address, parent }) => isCoveredBy(address, pattern) || parent === pattern);
  if (open === undefined) return;
  throw new DiagnosticsError([
    buildError("state.pending", `${open.address}: "${open.summary}" is not settled yet`, {
      detail: "Nothing was changed. Until it is settled, nobody knows what belongs to this address.",
      fix: open.phase === "unknown" ? sayUnknownFix(open.settle, open.address) : "trueup apply, which settles it first",
    }),
  ]);
}

export function notTracked(address: Address, document: StateDocument | undefined): DiagnosticsError {
  const count = Object.keys(document?.resources ?? {}).length;
  return new DiagnosticsError([
    buildError("state.not-tracked", `${address} is not tracked`, {
      fix: count === 0 ? "nothing is tracked yet: trueup apply" : "trueup state list shows what is",
    }),
  ]);
}
