// Acts that only ask: the document to stdout, and to nowhere else.
import { escapeForTerminal } from "../../render/escape-for-terminal.ts";
import { formatTable } from "../../render/format-table.ts";
import { readAct } from "../../run/act/read-act.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT } from "../exit-code.ts";
import { guardForActions } from "../guard-for-actions.ts";
import type { ActCommand } from "../run-act.ts";

export async function runReadAct({ stack, terminal, flags, asked, printer }: ActCommand): Promise<number> {
  const { json, tables, secrets } = await readAct(stack, asked, { emit: (event) => printer.event(event) });
  // As it came: what gives access was asked for. From here on it is masked wherever else it might stand.
  if (flags.json === true) terminal.out(`${JSON.stringify(json, undefined, 2)}\n`);
  else if (secrets.length > 0)
    terminal.out(
      tables
        .flatMap(({ rows }) => rows.map((row) => `${row.map((cell) => escapeForTerminal(String(cell))).join(": ")}\n`))
        .join(""),
    );
  else {
    const style = buildStyle(terminal, flags, "out");
    const text = tables.map(({ columns, rows }) => formatTable(columns, rows, style)).join("\n");
    terminal.out(guardForActions(terminal, text, terminal.isOutFile));
  }
  for (const secret of secrets) stack.redactor.add(secret);
  return EXIT.done;
}
