// `trueup state history` and `restore`: the serials that are kept, and the way back to one of them.
import { openOwnState } from "../../compose/open-own-state.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError, StateError } from "../../core/errors.ts";
import type { StateDocument } from "../../core/state-document.ts";
import type { StateArchive, StoredSerial } from "../../core/state-port.ts";
import { formatReplacement } from "../../render/format-replacement.ts";
import { formatTable } from "../../render/format-table.ts";
import { restoreState } from "../../run/replace-state.ts";
import { type AskFlags, assertMayAsk, createQuestion, lockRequest, sayAllowances } from "../ask-first.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT } from "../exit-code.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import type { Terminal } from "../terminal.ts";
import { tellEnd } from "./state-transfer.ts";

interface RestoreFlags extends ConfigurationOptions, AskFlags {
  readonly force?: boolean;
  readonly allowLost?: number;
}

interface HistoryRow {
  readonly serial: number;
  /** RFC 3339; null where the store tells no time. */
  readonly written: string | null;
  readonly resources: number | null;
  readonly pending: number | null;
  readonly version: string | null;
  readonly lineage: string | null;
  /** Why it cannot be read. */
  readonly problem?: string;
}

export async function runStateHistory(
  terminal: Terminal,
  flags: ConfigurationOptions & { readonly json?: boolean },
): Promise<number> {
  // Also of a state that was migrated: it may be the way back.
  const { backend, stack } = await openOwnState(surroundingsOf(terminal), flags, { isUnguarded: true });
  const stored = await backend.history();
  const rows: HistoryRow[] = [];
  for (const one of stored) rows.push(await readRow(backend, one));
  if (flags.json === true) {
    terminal.out(`${JSON.stringify({ stack, serials: rows }, undefined, 2)}\n`);
    return EXIT.done;
  }
  if (rows.length === 0) terminal.err("No serial is kept.\n");
  else
    terminal.out(
      formatTable(
        ["SERIAL", "WRITTEN", "RESOURCES", "PENDING", "TRUEUP", "NOTE"].slice(0, rows.some(hasProblem) ? 6 : 5),
        rows.map((row) => [row.serial, row.written, row.resources, row.pending, row.version, row.problem ?? ""]),
        buildStyle(terminal, flags, "out"),
      ),
    );
  return EXIT.done;
}

const hasProblem = ({ problem }: HistoryRow): boolean => problem !== undefined;

async function readRow(backend: StateArchive, { serial, writtenMs }: StoredSerial): Promise<HistoryRow> {
  const written = writtenMs === undefined ? null : new Date(writtenMs).toISOString().replace(/\.\d+Z$/, "Z");
  const unread = { serial, written, resources: null, pending: null, version: null, lineage: null };
  try {
    return { ...unread, ...describe(await backend.readSerial(serial)) };
  } catch (error) {
    if (error instanceof StateError) return { ...unread, problem: error.problem };
    throw error;
  }
}

function describe({ resources, pending, trueup_version, lineage, migrated }: StateDocument) {
  const { length } = Object.keys(resources);
  const moved = migrated === undefined ? {} : { problem: "moved-away" };
  return { resources: length, pending: pending.length, version: trueup_version, lineage, ...moved };
}

export async function runStateRestore(terminal: Terminal, given: string, flags: RestoreFlags): Promise<number> {
  const serial = parseSerial(given);
  const own = await openOwnState(surroundingsOf(terminal), flags, { isUnguarded: true });
  const question = createQuestion(terminal, flags);
  const end = await restoreState(own, serial, {
    ...lockRequest(terminal, flags, "state restore"),
    force: flags.force === true,
    mayLose: flags.allowLost ?? 0,
    approve: async (replacement) => {
      terminal.err(formatReplacement(replacement, buildStyle(terminal, flags, "err")));
      assertMayAsk(terminal, flags, `if this is meant: trueup state restore ${serial} -y${sayAllowances(flags)}`);
      return await question.ask(`Go back to what serial ${serial} says?`);
    },
  });
  return tellEnd(terminal, flags, end, question.cancelled());
}

function parseSerial(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new DiagnosticsError([
    buildError("cli.serial", `${text} is no serial of a state`, {
      fix: "trueup state history lists them: trueup state restore 3",
    }),
  ]);
}
