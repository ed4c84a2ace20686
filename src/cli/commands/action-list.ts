// `trueup action --list [ADDRESS]`: what can be done, at all or with one object. Asks no provider.
import { loadFiles } from "../../compose/load-files.ts";
import { openOwnState } from "../../compose/open-own-state.ts";
import { VENDOR_ACTS } from "../../compose/vendor-acts.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { formatActList, type ListedAct } from "../../render/format-act.ts";
import { findRecord } from "../../run/act/find-act.ts";
import { readOwnState } from "../../run/change-state.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT } from "../exit-code.ts";
import type { ActFlags } from "../run-act.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import type { Terminal } from "../terminal.ts";

export async function runActList(terminal: Terminal, address: string | undefined, flags: ActFlags): Promise<number> {
  const of = address === undefined ? undefined : await findKind(terminal, address, flags);
  const acts = Object.entries(VENDOR_ACTS).flatMap(([vendor, rules]) =>
    rules
      .filter(({ types }) => of === undefined || (of.vendor === vendor && types.includes(of.type)))
      .map((rule): ListedAct => ({ vendor, rule })),
  );
  if (acts.length === 0)
    throw new DiagnosticsError([
      buildError("act.unknown", `${of?.vendor ?? ""} has no actions for ${address ?? ""}, a ${of?.type ?? ""}`, {
        fix: "trueup action --list",
      }),
    ]);
  if (flags.json === true) terminal.out(`${JSON.stringify(acts.map(describe), undefined, 2)}\n`);
  else terminal.out(formatActList(acts, buildStyle(terminal, flags, "out")));
  return EXIT.done;
}

function describe({ vendor, rule }: ListedAct) {
  const { name, types, summary, kind, destroys, isUndocumented = false } = rule;
  return {
    ...{ provider: vendor, action: name, of: types, summary },
    reads_only: kind === "read",
    destroys: destroys ?? null,
    undocumented: isUndocumented,
    arguments: rule.arguments.map(({ name: argument, value, isRequired = false, secretAt, among, help }) => ({
      name: argument,
      value: value ?? null,
      required: isRequired,
      secret: secretAt !== undefined,
      ...(among === undefined ? {} : { among }),
      help,
    })),
  };
}

/** As it is declared; only what is not declared is looked up on record. */
async function findKind(terminal: Terminal, address: string, flags: ActFlags) {
  const surroundings = surroundingsOf(terminal);
  const { configuration, diagnostics } = await loadFiles(surroundings, flags, { mode: "validate" });
  if (configuration === undefined) throw new DiagnosticsError(diagnostics);
  const declared = configuration.resources.find((desired) => desired.address === address);
  if (declared !== undefined) return declared;
  const document = await readOwnState(await openOwnState(surroundings, flags));
  return findRecord(address, document ?? { resources: {} }, configuration);
}
