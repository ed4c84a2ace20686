// `trueup catalog [PROVIDER [KIND]]`: what a provider offers and what the account holds, read live.
import { openCatalogProvider } from "../../compose/open-catalog-provider.ts";
import { VENDOR_LISTS } from "../../compose/vendor-data.ts";
import { suggestName } from "../../config/text/suggest.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { Json } from "../../core/json.ts";
import type { Provider } from "../../core/provider.ts";
import type { CatalogTable } from "../../core/provider-figures.ts";
import { wrapText } from "../../render/fit-text.ts";
import { formatTable } from "../../render/format-table.ts";
import { MACHINES, readMachinesTable } from "../../run/read-machines-table.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT } from "../exit-code.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { redactJson } from "../redact-json.ts";
import { redactKnown, surroundingsOf } from "../surroundings-of.ts";
import type { Terminal } from "../terminal.ts";

type Flags = ConfigurationOptions & { readonly json?: boolean };

export async function runCatalog(
  terminal: Terminal,
  name: string | undefined,
  kind: string | undefined,
  flags: Flags,
): Promise<number> {
  if (name === undefined) {
    printLists(terminal, flags);
    return EXIT.done;
  }
  const surroundings = surroundingsOf(terminal);
  const { provider, missing } = await openCatalogProvider(surroundings, name, flags);
  try {
    const kinds = [...provider.catalogKinds, MACHINES];
    if (kind !== undefined && !kinds.includes(kind)) throw unknownKind(name, kind, kinds);
    const possible = missing.length === 0 ? kinds : (provider.placelessKinds ?? []);
    const wanted = possible.filter((one) => kind === undefined || one === kind);
    if (wanted.length === 0) throw new DiagnosticsError(missing);
    const tables = kind === undefined ? await readAll(provider, wanted) : await readTables(provider, wanted);
    const left = kinds.filter((one) => kind === undefined && !tables.some((table) => table.kind === one));
    if (left.length > 0)
      tellLeft(terminal, flags, `left out: ${left.join(", ")}: trueup catalog ${name} ${left[0]} says why`);
    print(terminal, flags, tables);
    return EXIT.done;
  } finally {
    await provider.close();
  }
}

function tellLeft(terminal: Terminal, flags: Flags, text: string): void {
  const { width } = buildStyle(terminal, flags, "err");
  terminal.err(`${wrapText(text, width).join("\n")}\n`);
}

/** Where the project is not clear, the account's machines are not: the other lists can be read all the same. */
async function readAll(provider: Provider, wanted: readonly string[]): Promise<readonly CatalogTable[]> {
  const [lists, machines] = await Promise.all([
    readTables(
      provider,
      wanted.filter((kind) => kind !== MACHINES),
    ),
    wanted.includes(MACHINES) ? readMachinesTable(provider, {}).catch(leaveOut) : undefined,
  ]);
  return machines === undefined ? lists : [...lists, machines];
}

function leaveOut(error: unknown): undefined {
  if (!(error instanceof DiagnosticsError)) throw error;
}

async function readTables(provider: Provider, wanted: readonly string[]): Promise<readonly CatalogTable[]> {
  const read = async (kind: string): Promise<readonly CatalogTable[]> =>
    kind === MACHINES ? [await readMachinesTable(provider, {})] : provider.catalog(kind, {});
  return (await Promise.all(wanted.map(read))).flat();
}

function print(terminal: Terminal, flags: Flags, tables: readonly CatalogTable[]): void {
  if (flags.json === true) {
    const document = Object.fromEntries(
      tables.map((table) => [table.kind, table.rows.map((row) => nameCells(table, row))]),
    );
    terminal.out(`${JSON.stringify(redactJson(document, { redact: redactKnown }), undefined, 2)}\n`);
    return;
  }
  const style = buildStyle(terminal, flags, "out");
  const texts = tables.map((table) => {
    const heading = tables.length > 1 ? `${table.kind}\n` : "";
    return heading + formatTable(table.columns, table.rows, style);
  });
  terminal.out(redactKnown(texts.join("\n")));
}

function nameCells({ columns }: CatalogTable, row: readonly Json[]) {
  return Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]));
}

/** Asks nobody: before there is a key, one can see what there will be to look at. */
function printLists(terminal: Terminal, flags: Flags): void {
  const lists = Object.entries(VENDOR_LISTS).map(([vendor, kinds]) => [vendor, [...kinds, MACHINES]] as const);
  if (flags.json === true) {
    terminal.out(`${JSON.stringify(Object.fromEntries(lists), undefined, 2)}\n`);
    return;
  }
  const { width } = buildStyle(terminal, flags, "out");
  const rows = [["PROVIDER", "LISTS"] as const, ...lists.map(([vendor, kinds]) => [vendor, kinds.join(", ")] as const)];
  const first = Math.max(...rows.map(([name]) => name.length)) + 2;
  const lines = rows.flatMap(([name, text]) => wrapText(text, width, name.padEnd(first), " ".repeat(first)));
  terminal.out(`${lines.join("\n")}\n`);
}

function unknownKind(name: string, kind: string, kinds: readonly string[]): DiagnosticsError {
  const closest = suggestName(kind, kinds);
  return new DiagnosticsError([
    buildError("cli.catalog", `${name} has no list ${kind}`, {
      detail: `It has: ${kinds.join(", ")}.`,
      ...(closest === undefined ? {} : { fix: `trueup catalog ${name} ${closest}` }),
    }),
  ]);
}
