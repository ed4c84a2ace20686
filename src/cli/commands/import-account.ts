// `trueup import --all PROVIDER --out FILE`: writes YAML for what an account holds and nobody manages. Never overwrites; only reads.
import { lstat } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { type OpenedImport, openImport } from "../../compose/open-import.ts";
import { resolveFolder } from "../../compose/resolve-folder.ts";
import type { WrittenAccount } from "../../core/described.ts";
import type { Configuration } from "../../core/desired.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { formatLeftOut } from "../../render/format-imported.ts";
import { readAccount } from "../../run/read-account.ts";
import { reviewAdoptions } from "../../run/review-adoptions.ts";
import { writeImport } from "../../run/write-import.ts";
import { say } from "../ask-first.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT, exitCodeOfSignal } from "../exit-code.ts";
import type { ImportFlags } from "../import-flags.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import type { StopSignal, Terminal } from "../terminal.ts";
import { writeNewFile } from "../write-new-file.ts";

export async function runImportAccount(terminal: Terminal, id: string, flags: ImportFlags): Promise<number> {
  const file = readOut(flags, id);
  const path = resolve(resolveFolder(terminal.cwd, flags.chdir), file);
  if (file !== "-") await assertFree(path, file);
  const abort = new AbortController();
  let stopped: StopSignal | undefined;
  const unlisten = terminal.onSignal((signal) => {
    stopped = signal;
    abort.abort();
  });
  const opened = await openImport(surroundingsOf(terminal), id, flags);
  try {
    say(terminal, flags, `Reading what ${id} holds …`);
    const written = await write(opened, id, abort.signal, (machines) => {
      if (machines > MANY) say(terminal, flags, `${machines} machines; reading what belongs to each …`);
    });
    if (stopped !== undefined) return exitCodeOfSignal(stopped);
    const isSecret = opened.redactor.redact(written.text) !== written.text;
    if (isSecret && file === "-") throw showsSecret();
    await save(terminal, path, file, written, isSecret);
    tell(terminal, flags, opened, file, written);
    if (isSecret) say(terminal, flags, "It holds values that this configuration takes for secrets: look at it first.");
    return EXIT.done;
  } catch (error) {
    if (stopped !== undefined) return exitCodeOfSignal(stopped);
    throw error;
  } finally {
    unlisten();
    await opened.close();
  }
}

function readOut({ out }: ImportFlags, id: string): string {
  if (out !== undefined && out !== "") return out;
  throw new DiagnosticsError([
    buildError("cli.flags", "--all needs --out: where the YAML is written", {
      fix: `trueup import --all ${id} --out trueup.yaml, or --out - for standard output`,
    }),
  ]);
}

async function assertFree(path: string, file: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found !== undefined) throw isThere(file);
}

function isThere(file: string): DiagnosticsError {
  return new DiagnosticsError([
    buildError("cli.file-exists", `${file} is there already`, {
      detail: "Nothing was read or written: a configuration is never overwritten.",
      fix: "name another file",
    }),
  ]);
}

/** Reading what belongs to fewer takes a moment only. */
const MANY = 20;

async function write(
  opened: OpenedImport,
  id: string,
  signal: AbortSignal,
  tell: (machines: number) => void,
): Promise<WrittenAccount> {
  const { provider, configuration, document, isDeclared, presets } = opened;
  const own = configuration === undefined ? {} : { configuration, document };
  const read = await readAccount(provider, own, { signal }, tell);
  const { account, description, known } = read;
  const reviewed = { provider, account, objects: read.objects, document, clock: opened.clock };
  return writeImport({
    stack: configuration?.stack ?? `imported-${id.replace(".", "-")}`,
    provider: { id, vendor: provider.vendor, label: account.label },
    ...(isDeclared ? {} : { settings: opened.settingsFor(account) }),
    mayFold: configuration === undefined,
    description,
    declared: configuration?.resources ?? [],
    takenPresets: presets,
    known,
    check: (text) => opened.check(text),
    review: (whole, addresses) => reviewAdoptions(reviewed, whole, addresses, { signal }),
  });
}

/** A tag of another machine may have the value that this configuration takes from the environment. */
function showsSecret(): DiagnosticsError {
  return new DiagnosticsError([
    buildError("cli.secret", "a name or tag has a value that this configuration takes for a secret", {
      detail: "Nothing was printed.",
      fix: "--out FILE writes it to a file that only you can read; or list the variable in policy.publicEnv",
    }),
  ]);
}

async function save(
  terminal: Terminal,
  path: string,
  file: string,
  { text, written }: WrittenAccount,
  isSecret: boolean,
): Promise<void> {
  if (file === "-") {
    terminal.out(text);
    return;
  }
  if (written.length === 0) return;
  try {
    await writeNewFile(path, text, isSecret ? 0o600 : undefined);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EEXIST") throw isThere(file);
    const why = code === "ENOENT" ? "its folder does not exist" : `it cannot be written (${String(code)})`;
    throw new DiagnosticsError([buildError("cli.unwritable", `${file}: ${why}`, { fix: "name another file" })]);
  }
}

function tell(
  terminal: Terminal,
  flags: ImportFlags,
  { configuration, redactor }: OpenedImport,
  file: string,
  { written, leftOut }: WrittenAccount,
): void {
  const where = file === "-" ? "" : ` in ${file}`;
  const count = (number: number) => `${number} object${number === 1 ? "" : "s"}`;
  if (written.length === 0) say(terminal, flags, "Nothing is left to import, and nothing was written.");
  else say(terminal, flags, `${count(written.length)} declared${where}.`);
  if (leftOut.length > 0) {
    say(terminal, flags, `${count(leftOut.length)} left out:`);
    terminal.err(redactor.redact(formatLeftOut(leftOut, buildStyle(terminal, flags, "err"))));
  }
  if (written.length > 0 && file !== "-")
    say(
      terminal,
      flags,
      `Next: ${sayPlan(terminal, flags, configuration, file)}, which shows what is to be taken over.`,
    );
}

/** With all files, unless the next command finds this one by itself: alone, or in the folder that was loaded. */
function sayPlan(
  terminal: Terminal,
  { file: given = [], chdir }: ImportFlags,
  configuration: Configuration | undefined,
  file: string,
): string {
  const cwd = resolveFolder(terminal.cwd, chdir);
  const path = resolve(cwd, file);
  if (configuration === undefined)
    return /^trueup\.ya?ml$/.test(relative(cwd, path)) ? "trueup plan" : `trueup plan -f ${file}`;
  const { folder, files } = configuration;
  const [only = "trueup", ...others] = given;
  const isLoaded = others.length === 0 && resolve(cwd, only) === folder && dirname(path) === folder;
  if (isLoaded && /\.ya?ml$/.test(path)) return given.length === 0 ? "trueup plan" : `trueup plan -f ${only}`;
  return `trueup plan${files.map((one) => ` -f ${relative(cwd, resolve(folder, one))}`).join("")} -f ${file}`;
}
