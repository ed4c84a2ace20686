// What no linter here knows: names of files, their length, and the comment that each begins with.
import { readFileSync } from "node:fs";
import { basename, relative } from "node:path";
import { listFiles, root } from "../set-up.mjs";

const MAX_LINES = 300;
const KEBAB_CASE = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/;
/** Names that say nothing about what is inside. */
const EMPTY_NAMES = /(^|-)(utils?|helpers?|commons?|managers?|services?|bases?|misc)(-|\.|$)/;
/** One process runs many of these files: a module that one of them replaces is there for the next, or was loaded before. */
const SHARED_TEST = /^test\/(unit|providers|library)\//;
const FOLDERS = ["src", "test", "scripts"];

export async function checkFileRules() {
  const files = FOLDERS.flatMap((folder) => listFiles(`${root}/${folder}`)).map((file) => relative(root, file));
  const code = files.filter((file) => /\.m?[jt]s$/.test(file) && !file.startsWith("src/generated/"));
  const problems = [...files.flatMap(checkName), ...code.flatMap(checkText)];
  return { problems, note: `${files.length} files` };
}

function checkName(file) {
  const problems = [];
  for (const part of file.split("/").filter((name) => !name.startsWith("__"))) {
    if (!KEBAB_CASE.test(part)) problems.push(`${file}: "${part}" is not kebab-case`);
    if (EMPTY_NAMES.test(part)) problems.push(`${file}: "${part}" does not say what it answers for`);
  }
  return problems;
}

function checkText(file) {
  const lines = readFileSync(`${root}/${file}`, "utf8").split("\n");
  const isOwnCode = !file.startsWith("test/");
  const problems = [];
  // Tests are lists: long ones are no tangle.
  if (isOwnCode && lines.length - 1 > MAX_LINES)
    problems.push(`${file}: ${lines.length - 1} lines, at most ${MAX_LINES}`);
  if (SHARED_TEST.test(file) && lines.some((line) => /\bvi\.(mock|doMock|stubGlobal|stubEnv)\(/.test(line)))
    problems.push(`${file}: replaces a module or a global in a process that other tests share; hand it in instead`);
  const first = lines[lines[0]?.startsWith("#!") ? 1 : 0] ?? "";
  if (isOwnCode && !/^(\/\/|\/\*) ?\S/.test(first))
    problems.push(`${basename(file)} (${file}): begins without a comment on what it answers for`);
  return problems;
}
