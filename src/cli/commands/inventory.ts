// `trueup inventory`: what runs, read live, for people, for programs, for Ansible and for ssh. Takes no lock, writes nothing.
import type { OpenedStack } from "../../compose/open-stack.ts";
import { suggestFix } from "../../config/text/suggest.ts";
import { buildError, buildWarning, type Diagnostic } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { Inventory } from "../../core/inventory.ts";
import { escapeForTerminal } from "../../render/escape-for-terminal.ts";
import { wrapText } from "../../render/fit-text.ts";
import { buildAnsibleInventory, buildHostVariables } from "../../render/inventory/ansible-inventory.ts";
import { describeCost, formatMachines, formatUnmanaged } from "../../render/inventory/format-inventory.ts";
import { formatSshConfig } from "../../render/inventory/format-ssh-config.ts";
import { buildInventoryDocument } from "../../render/inventory/inventory-document.ts";
import { type Hosts, listHosts, type WhichAddress } from "../../render/inventory/reachable-hosts.ts";
import { readInventory } from "../../run/inventory/read-inventory.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT } from "../exit-code.ts";
import { openForRun } from "../open-for-run.ts";
import { buildPlanOptions } from "../plan-options.ts";
import type { Printer } from "../printer.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { redactJson } from "../redact-json.ts";
import type { Terminal } from "../terminal.ts";
import { withPrinter } from "../with-printer.ts";

type Format = "table" | "json" | "ansible" | "ssh-config";

interface InventoryFlags extends ConfigurationOptions {
  readonly format?: Format;
  readonly json?: boolean;
  readonly unmanaged?: boolean;
  readonly provider?: readonly string[];
  readonly target?: readonly string[];
  readonly address?: WhichAddress;
  /** As Ansible calls an inventory script. */
  readonly list?: boolean;
  readonly host?: string;
}

export async function runInventory(terminal: Terminal, flags: InventoryFlags): Promise<number> {
  const format = chooseFormat(flags);
  const { color, chdir } = flags;
  const run = { ...(color === undefined ? {} : { color }), ...(chdir === undefined ? {} : { chdir }) };
  const stack = await openForRun(terminal, withoutOwn(flags), { mode: "normal", isLenient: true });
  return withPrinter(stack, { terminal, flags: run, mode: "normal" }, async (printer) => {
    const inventory = await readInventory(stack, {
      options: buildPlanOptions(flags.target === undefined ? {} : { target: flags.target }, "normal"),
      providers: flags.provider ?? [],
      wantsUnmanaged: flags.unmanaged === true,
      regions: new Map(stack.resolved.flatMap(({ id, region }) => (region === undefined ? [] : [[id, region]]))),
      emit: isTold(terminal, format) ? (event) => printer.event(event) : () => undefined,
    });
    printer.close();
    printer.diagnostics(inventory.missing.map(warnOfMissing));
    const safe = redactJson(inventory, stack.redactor) as Inventory;
    print(safe, { terminal, stack, printer, flags, format });
    return EXIT.done;
  });
}

/** A program that reads the document takes whatever stands on stderr for trouble: Ansible shows it as an error. */
function isTold({ isErrTerminal }: Terminal, format: Format): boolean {
  return isErrTerminal || format === "table";
}

/** What the opening of a stack has no use for, and would take for its own. */
function withoutOwn({ format: _format, json: _json, ...rest }: InventoryFlags): ConfigurationOptions {
  return rest;
}

/** Asked as a script, it answers as one; two answers at once are none. */
function chooseFormat({ format, json, list, host, unmanaged }: InventoryFlags): Format {
  const asked = [
    ...(format === undefined ? [] : [{ flag: `--format ${format}`, format }]),
    ...(json === true ? [{ flag: "--json", format: "json" as const }] : []),
    ...(list === true ? [{ flag: "--list", format: "ansible" as const }] : []),
    ...(host === undefined ? [] : [{ flag: "--host", format: "ansible" as const }]),
  ];
  const [first] = asked;
  const other = asked.find((one) => one.format !== first?.format);
  if (first !== undefined && other !== undefined) throw wrongTogether(first.flag, other.flag);
  const chosen = first?.format ?? "table";
  if (unmanaged === true && (chosen === "ansible" || chosen === "ssh-config"))
    throw wrongTogether("--unmanaged", first?.flag ?? chosen);
  return chosen;
}

function wrongTogether(one: string, other: string): DiagnosticsError {
  return new DiagnosticsError([
    buildError("cli.flags", `${one} cannot be done with ${other}`, { fix: "keep one of them" }),
  ]);
}

interface Print {
  readonly terminal: Terminal;
  readonly stack: OpenedStack;
  readonly printer: Printer;
  readonly flags: InventoryFlags;
  readonly format: Format;
}

function print(inventory: Inventory, { terminal, stack, printer, flags, format }: Print): void {
  const context = { timestamp: new Date(stack.clock.now()).toISOString(), version: stack.version };
  if (format === "table") printTable(inventory, terminal, flags);
  else if (format === "json") printJson(terminal, buildInventoryDocument(inventory, context));
  else printHosts(inventory, { terminal, printer, flags, format });
}

function printHosts(inventory: Inventory, { terminal, printer, flags, format }: Omit<Print, "stack">): void {
  const found = listHosts(inventory.machines, flags.address ?? "public");
  printer.diagnostics(found.withoutAddress.map((machine) => warnOfNoAddress(machine.address, flags)));
  if (format === "ssh-config") terminal.out(formatSshConfig(found, inventory.stack));
  else if (flags.host === undefined) printJson(terminal, buildAnsibleInventory(found.hosts, inventory.stack));
  else printJson(terminal, buildHost(found, flags.host, inventory.stack));
}

function printJson(terminal: Terminal, document: unknown): void {
  terminal.out(`${JSON.stringify(document, undefined, 2)}\n`);
}

function printTable(inventory: Inventory, terminal: Terminal, flags: InventoryFlags): void {
  const style = buildStyle(terminal, flags, "out");
  const { unmanaged } = inventory;
  if (unmanaged !== undefined) {
    const table = formatUnmanaged(unmanaged, style);
    const end = wrapText(escapeForTerminal(describeCost(unmanaged)), style.width).join("\n");
    terminal.out(`${table}${table === "" ? "" : "\n"}${end}\n`);
    return;
  }
  terminal.out(formatMachines(inventory, style));
  if (inventory.machines.length > 0) return;
  const isFiltered = (flags.target ?? flags.provider ?? []).length > 0;
  terminal.err(
    isFiltered ? "No machine fits.\n" : "No machine is tracked. trueup inventory --unmanaged shows others.\n",
  );
}

function buildHost({ hosts }: Hosts, name: string, stack: string) {
  const host = hosts.find((one) => one.name === name);
  if (host !== undefined) return buildHostVariables(host, stack);
  const names = hosts.map((one) => one.name);
  const fix = suggestFix(name, names) ?? (names.length === 0 ? "there is none" : `one of: ${names.join(", ")}`);
  throw new DiagnosticsError([buildError("cli.host", `the inventory has no host ${name}`, { fix })]);
}

function warnOfMissing({ address, remoteId, provider, why }: Inventory["missing"][number]): Diagnostic {
  return why === "gone"
    ? buildWarning("inventory.gone", `${address}: ${provider} has no machine ${remoteId} any more`, {
        address,
        fix: "trueup plan shows what an apply would do about it",
      })
    : buildWarning("inventory.unread", `${address}: no provider entry reaches the place of machine ${remoteId}`, {
        address,
        fix: `add the entry that it was made by, ${provider}, to providers`,
      });
}

function warnOfNoAddress(address: string, { address: which = "public" }: InventoryFlags): Diagnostic {
  const other = which === "public" ? "private" : "public";
  return buildWarning("inventory.no-address", `${address} has no ${which} address and is left out`, {
    address,
    fix: `--address ${other} takes the ${other} ones`,
  });
}
