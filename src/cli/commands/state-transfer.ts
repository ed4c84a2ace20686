// `trueup state pull` and `push`: the whole document out and back in.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type OpenedState, openOwnState } from "../../compose/open-own-state.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError, StateError } from "../../core/errors.ts";
import type { StateDocument } from "../../core/state-document.ts";
import { formatReplacement } from "../../render/format-replacement.ts";
import { noState, readOwnState } from "../../run/change-state.ts";
import { pushRecoveries } from "../../run/push-recoveries.ts";
import { pushState, type ReplaceEnd } from "../../run/replace-state.ts";
import { formatStateDocument } from "../../state/format-state.ts";
import {
  type AskFlags,
  assertMayAsk,
  createQuestion,
  lockRequest,
  nobodyToAsk,
  say,
  sayAllowances,
} from "../ask-first.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT } from "../exit-code.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import type { Terminal } from "../terminal.ts";

interface PushFlags extends ConfigurationOptions, AskFlags {
  readonly force?: boolean;
  readonly recovery?: boolean;
  readonly allowLost?: number;
}

export async function runStatePull(
  terminal: Terminal,
  flags: ConfigurationOptions & { readonly encrypted?: boolean },
): Promise<number> {
  const own = await openOwnState(surroundingsOf(terminal), flags);
  if (flags.encrypted === true && !own.isEncrypted)
    throw new DiagnosticsError([
      buildError("state.no-encryption", "the configuration names no passphrase", {
        fix: "trueup state pull without --encrypted, or name one in state.encryption",
      }),
    ]);
  const document = await readOwnState(own);
  if (document === undefined) throw noState(own.backend.label);
  terminal.out(flags.encrypted === true ? own.codec.format(document) : formatStateDocument(document));
  return EXIT.done;
}

export async function runStatePush(terminal: Terminal, file: string | undefined, flags: PushFlags): Promise<number> {
  assertOneSource(file, flags);
  const own = await openOwnState(surroundingsOf(terminal), flags, { isUnguarded: true });
  if (file === undefined) return pushRecovered(terminal, own, flags);
  const label = file === "-" ? "standard input" : file;
  // Whoever gives the document on standard input cannot answer there.
  if (file === "-" && flags.autoApprove !== true) throw nobodyToAsk("trueup state push - -y, or push it as a file");
  const document = parsePushed(own, await readText(terminal, file, flags), label);
  const question = createQuestion(terminal, flags);
  const end = await pushState(
    own,
    { document, label },
    {
      ...lockRequest(terminal, flags, "state push"),
      force: flags.force === true,
      mayLose: flags.allowLost ?? 0,
      approve: async (replacement) => {
        terminal.err(formatReplacement(replacement, buildStyle(terminal, flags, "err")));
        assertMayAsk(terminal, flags, `if this is meant: trueup state push ${file} -y${sayAllowances(flags)}`);
        return await question.ask(`Write this as the new state of ${own.stack}?`);
      },
    },
  );
  return tellEnd(terminal, flags, end, question.cancelled());
}

function assertOneSource(file: string | undefined, { recovery }: PushFlags): void {
  if ((file === undefined) === (recovery === true)) return;
  const summary = file === undefined ? "there is nothing to push" : "a file and --recovery are two things to push";
  throw new DiagnosticsError([
    buildError("cli.flags", summary, {
      fix: "trueup state push FILE, trueup state push -, or trueup state push --recovery",
    }),
  ]);
}

function parsePushed({ eitherCodec }: OpenedState, text: string, label: string): StateDocument {
  try {
    return eitherCodec.parse(text, label);
  } catch (error) {
    if (!(error instanceof StateError) || error.problem !== "corrupt") throw error;
    const hint = "nothing was written. Is it what trueup state pull printed, whole?";
    throw new StateError("corrupt", error.message.replace(" is damaged: ", " is no state: "), { cause: error, hint });
  }
}

async function readText(terminal: Terminal, file: string, { chdir }: ConfigurationOptions): Promise<string> {
  if (file !== "-")
    return await readFile(resolve(terminal.cwd, chdir ?? ".", file), "utf8").catch((error: unknown) => {
      throw unreadable(file, error);
    });
  const { text } = await import("node:stream/consumers");
  return await text(process.stdin);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
};

function unreadable(file: string, error: unknown): DiagnosticsError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return new DiagnosticsError([
    buildError("state.unreadable", `${file}: ${REASONS[code] ?? String(error)}`, {
      detail: "Nothing was written.",
      fix: "name a file that trueup state pull has printed, or - for standard input",
    }),
  ]);
}

async function pushRecovered(terminal: Terminal, own: OpenedState, flags: PushFlags): Promise<number> {
  assertMayAsk(terminal, flags, "trueup state push --recovery -y");
  const question = createQuestion(terminal, flags);
  const end = await pushRecoveries(own, {
    ...lockRequest(terminal, flags, "state push"),
    approve: async ({ paths, settled, isNew }) => {
      terminal.err(`${paths.join("\n")}\n`);
      const settles = `They settle ${settled} pending request${settled === 1 ? "" : "s"} of the state.`;
      say(terminal, flags, isNew ? "There is no state: the newest of these becomes the state." : settles);
      return await question.ask("Take this up?");
    },
  });
  if (end === undefined) {
    terminal.err("No run has left anything to take up.\n");
    return EXIT.done;
  }
  return tellEnd(terminal, flags, end, question.cancelled());
}

/** What has become of it, and the exit code. */
export function tellEnd(
  terminal: Terminal,
  flags: ConfigurationOptions,
  { kind, serial }: ReplaceEnd,
  cancelled: number,
): number {
  const texts = {
    same: `The state says this already, as serial ${serial}: nothing was written.`,
    cancelled: "Cancelled: nothing was written.",
    written: `Written as serial ${serial}. Look at trueup plan before the next apply.`,
  };
  say(terminal, flags, texts[kind]);
  return kind === "cancelled" ? cancelled : EXIT.done;
}
