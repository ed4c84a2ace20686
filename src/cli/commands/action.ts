// `trueup action ADDRESS NAME`: finds out what kind of act it is and hands it on; `--list` shows what there is.

import type { OpenedStack } from "../../compose/open-stack.ts";
import { resolveFolder } from "../../compose/resolve-folder.ts";
import { VENDOR_ACTS } from "../../compose/vendor-acts.ts";
import { quoteAddress } from "../../core/address.ts";
import type { ActRule } from "../../core/day-two.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { type AskedAct, assertArguments, findRecord, findRule } from "../../run/act/find-act.ts";
import { assertStackIs } from "../../run/assert-stack.ts";
import { parseActArguments, readSecrets } from "../act-arguments.ts";
import { openForRun } from "../open-for-run.ts";
import { type ActFlags, runAct } from "../run-act.ts";
import { runRebuildAct } from "../run-rebuild-act.ts";
import type { Terminal } from "../terminal.ts";
import { withPrinter } from "../with-printer.ts";
import { runActList } from "./action-list.ts";
import { runReadAct } from "./action-read.ts";

export async function runAction(terminal: Terminal, tokens: readonly string[], flags: ActFlags): Promise<number> {
  const known = Object.values(VENDOR_ACTS).flatMap((rules) => rules.flatMap((rule) => rule.arguments));
  const { words, given, sources } = parseActArguments(tokens, known);
  const [address, name, ...rest] = words;
  if (flags.list === true) return runActList(terminal, address, flags);
  if (address === undefined || name === undefined || rest.length > 0) throw misused(words);
  // An upgrade under a running act must not take away what its last words need.
  await import("../report-error.ts");
  const secrets = readSecrets(sources, { env: terminal.env, folder: resolveFolder(terminal.cwd, flags.chdir) });
  // A rebuild is an apply, and streams its events like one; of all others the document comes at the end.
  const json = flags.json === true && name === "rebuild";
  const stack = await openForRun(terminal, { ...flags, json }, { mode: "normal" });
  for (const secret of Object.values(secrets)) stack.redactor.add(secret);
  return withPrinter(stack, { terminal, flags: { ...flags, json }, mode: "normal" }, async (printer) => {
    const asked: AskedAct = { address, name, given, secrets };
    const rule = await findAsked(stack, asked);
    const request = { stack, terminal, flags, printer, asked, rule };
    if (rule.kind === "read") return runReadAct(request);
    assertMayAsk(terminal, flags, rule, address);
    return rule.kind === "rebuild" ? runRebuildAct(request) : runAct(request);
  });
}

function misused(words: readonly string[]): DiagnosticsError {
  const summary =
    words.length < 2 ? "name the address of an object and what is to be done" : `too many words: ${words.join(" ")}`;
  return new DiagnosticsError([
    buildError("cli.usage", summary, {
      fix: "trueup action ADDRESS NAME [--key value …]; trueup action --list shows what there is",
    }),
  ]);
}

/** What is wrong with the words is said before any provider is asked. */
async function findAsked({ backend, configuration }: OpenedStack, asked: AskedAct): Promise<ActRule> {
  const document = await backend.read();
  if (document !== undefined) assertStackIs(configuration.stack, backend.label, document);
  const record = findRecord(asked.address, document ?? { resources: {} }, configuration);
  const rule = findRule(VENDOR_ACTS[record.vendor] ?? [], asked, record);
  assertArguments(rule, asked);
  return rule;
}

/** Where nobody is asked, `-y` says yes, and `--confirm` that this very object may lose what it loses. */
function assertMayAsk(terminal: Terminal, { autoApprove, confirm }: ActFlags, rule: ActRule, address: string): void {
  const isUnattended = autoApprove === true || !terminal.isInTerminal;
  const needed = [
    ...(autoApprove === true ? [] : ["-y"]),
    ...(rule.destroys === undefined || confirm === address ? [] : [`--confirm ${quoteAddress(address)}`]),
  ];
  if (confirm !== undefined && confirm !== address)
    throw new DiagnosticsError([
      buildError("cli.confirm", `--confirm ${confirm} is not ${address}: nothing was done`, {
        fix: `--confirm ${quoteAddress(address)}`,
      }),
    ]);
  if (!isUnattended || needed.length === 0) return;
  const summary =
    autoApprove === true
      ? `${rule.name} destroys ${rule.destroys ?? ""}, and nobody is asked`
      : "there is nobody to ask: standard input is no terminal";
  throw new DiagnosticsError([
    buildError("cli.approval", summary, { address, fix: `if this is meant: ${needed.join(" ")}` }),
  ]);
}
