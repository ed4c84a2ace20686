// What can be told of a local state's files without writing: who may read them, whether they can be written, and whether the
// file system has the hard links that a create-if-absent is made of.
import { constants } from "node:fs";
import { access, readdir, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Judgement, judgeOk, judgeProblem, judgeWarning } from "../core/finding.ts";
import { codeOf } from "./state-files.ts";

const CODE = "doctor.files";
const OTHERS = 0o077;

/** By the kernel's number. Seen without hard links. */
const WITHOUT_LINKS: Readonly<Record<number, string>> = {
  538032816: "exFAT",
  19780: "FAT",
  20859: "SMB",
  4283649346: "SMB",
  4266872130: "SMB",
};
const FUSE = 0x65735546;

/** `file`: the state; `folder`: its numbered documents. */
export async function examineLocal({ file, folder }: { readonly file: string; readonly folder: string }) {
  return [judgeAll(await Promise.all([judgeModes(file, folder), judgeRights(file, folder), judgeLinks(folder)]))];
}

type Told = Pick<Judgement, "verdict" | "summary" | "fixes">;

const told = (verdict: Told["verdict"], summary: string, ...fixes: string[]): Told => ({ verdict, summary, fixes });

/** One line: what is wrong first, in full; else that all is well. */
function judgeAll(found: readonly Told[]): Judgement {
  const wrong = found.filter(({ verdict }) => verdict !== "ok");
  const isProblem = wrong.some(({ verdict }) => verdict === "problem");
  const shown = wrong.length === 0 ? found : wrong;
  const summary = shown.map((one) => one.summary).join("; ");
  const fixes = wrong.flatMap((one) => one.fixes);
  if (wrong.length === 0) return judgeOk(CODE, summary);
  return isProblem ? judgeProblem(CODE, summary, { fixes }) : judgeWarning(CODE, summary, { fixes });
}

async function judgeModes(file: string, folder: string): Promise<Told> {
  const names = await readdir(folder).catch(() => []);
  const paths = [file, folder, ...names.map((name) => join(folder, name))];
  const modes = await Promise.all(paths.map(async (path) => ({ path, mode: (await statOf(path))?.mode })));
  const open = modes.flatMap(({ path, mode }) =>
    mode !== undefined && process.platform !== "win32" && (mode & OTHERS) !== 0 ? [{ path, mode }] : [],
  );
  const [first] = open;
  if (modes.every(({ mode }) => mode === undefined)) return told("ok", "none yet");
  if (first === undefined) return told("ok", "for its owner alone");
  const mode = `0${(first.mode & 0o777).toString(8)}`;
  const more = open.length === 1 ? "" : ` and ${open.length - 1} more`;
  return told(
    "warning",
    `others may reach ${first.path} (mode ${mode})${more}`,
    `chmod -R go= ${quote(file)} ${quote(folder)}; where that changes nothing, the file system keeps no modes: use another`,
  );
}

async function judgeRights(file: string, folder: string): Promise<Told> {
  const place = await nearest(folder);
  try {
    await access(place, constants.W_OK | constants.X_OK);
    if ((await statOf(file)) !== undefined) await access(file, constants.R_OK);
    return told("ok", "can be written");
  } catch (error) {
    const why = codeOf(error) === "EROFS" ? "the file system is read-only" : "no permission";
    return told(
      "problem",
      `${place} cannot be written: ${why}`,
      "give the user that runs trueup the right to write there",
    );
  }
}

/** A number that is there was made by a link. */
async function judgeLinks(folder: string): Promise<Told> {
  const names = await readdir(folder).catch(() => []);
  const hasNumbers = names.some((name) => /^(serial|lease)-\d{12,15}\.json$/.test(name));
  if (hasNumbers) return told("ok", "hard links work");
  const { type } = await statfs(await nearest(folder)).catch(() => ({ type: 0 }));
  const name = WITHOUT_LINKS[type];
  const fix = "name a path on another file system: state: { backend: local, path: … }";
  if (name !== undefined) return told("problem", `the file system (${name}) has no hard links`, fix);
  if (type === FUSE)
    return told("warning", "whether the file system (FUSE) has hard links shows at the first apply", fix);
  return told("ok", "hard links not used yet");
}

/** The folder, or the first one above it that is there. */
async function nearest(folder: string): Promise<string> {
  const above = dirname(folder);
  return (await statOf(folder)) === undefined && above !== folder ? await nearest(above) : folder;
}

async function statOf(path: string) {
  return await stat(path).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
    throw error;
  });
}

function quote(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
