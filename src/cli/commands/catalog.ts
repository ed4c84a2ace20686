// `trueup catalog PROVIDER [KIND]`: what a provider offers, read live.
import leven from "leven";
import { openCatalogProvider } from "../../compose/open-catalog-provider.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { formatTable } from "../../render/format-table.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT } from "../exit-code.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import type { Terminal } from "../terminal.ts";

type Flags = ConfigurationOptions & { readonly json?: boolean };

export async function runCatalog(
  terminal: Terminal,
  name: string,
  kind: string | undefined,
  flags: Flags,
): Promise<number> {
  const provider = await openCatalogProvider(surroundingsOf(terminal), name, flags);
  try {
    if (kind !== undefined && !provider.catalogKinds.includes(kind))
      throw unknownKind(name, kind, provider.catalogKinds);
    const tables = await provider.catalog(kind, {});
    if (flags.json === true) {
      const document = Object.fromEntries(
        tables.map((table) => [
          table.kind,
          table.rows.map((row) =>
            Object.fromEntries(table.columns.map((column, index) => [column, row[index] ?? null])),
          ),
        ]),
      );
      terminal.out(`${JSON.stringify(document, undefined, 2)}\n`);
      return EXIT.done;
    }
    const style = buildStyle(terminal, flags, "out");
    const texts = tables.map((table) => {
      const heading = tables.length > 1 ? `${table.kind}\n` : "";
      return heading + formatTable(table.columns, table.rows, style);
    });
    terminal.out(texts.join("\n"));
    return EXIT.done;
  } finally {
    await provider.close();
  }
}

function unknownKind(name: string, kind: string, kinds: readonly string[]): DiagnosticsError {
  const closest = [...kinds].sort((a, b) => leven(a, kind) - leven(b, kind))[0] ?? "";
  return new DiagnosticsError([
    buildError("cli.catalog", `${name} has no list ${kind}`, {
      detail: `It has: ${kinds.join(", ")}.`,
      ...(leven(closest, kind) <= 3 ? { fix: `trueup catalog ${name} ${closest}` } : {}),
    }),
  ]);
}
