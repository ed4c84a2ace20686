// The guide is followed: every command of every page against the simulators, and what is printed must be what the page says.
// `UPDATE_GUIDE=1 npx vitest run test/guide` writes what is printed into the pages; read them afterwards.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { validate } from "../../src/index.ts";
import { checkPage, updatePage } from "./check-page.ts";
import { followPage, SCRIPT } from "./follow-page.ts";
import { readPage } from "./read-page.ts";

const FOLDER = resolve(import.meta.dirname, "../../docs/guide");
const readText = (name: string) => readFileSync(join(FOLDER, name), "utf8");
/** The longest first: they are followed side by side, some at a time. */
const PAGES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".md"))
  .sort((a, b) => readText(b).length - readText(a).length);
const isUpdate = (process.env["UPDATE_GUIDE"] ?? "") !== "";
const missing = [SCRIPT, "curl"].filter((name) => spawnSync("which", [name], { stdio: "ignore" }).status !== 0);
if (missing.length > 0 && (process.env["CI"] ?? "") !== "")
  throw new Error(`${missing.join(", ")}: .ci/run installs it`);
if (missing.length > 0) process.stderr.write(`skipped: the guide is followed with ${missing.join(" and ")}\n`);

describe.skipIf(missing.length > 0)("the guide, followed", () => {
  it.concurrent.each(PAGES)(
    "%s",
    async (name) => {
      const page = readPage(readText(name));
      expect(page.problems).toEqual([]);
      const followed = await followPage(page);
      if (isUpdate) writeFileSync(join(FOLDER, name), updatePage(page, followed));
      else expect(checkPage(page, followed).join("\n\n")).toBe("");
    },
    120_000,
  );
});

describe("the guide, read", () => {
  it.each(PAGES)("%s: its pieces of YAML are valid, and its links lead somewhere", async (name) => {
    const text = readText(name);
    for (const step of readPage(text).steps) if (step.kind === "snippet") await assertValid(step.text);
    const links = [...text.matchAll(/\]\(([^)#]+)(#[^)]*)?\)/g)].map((match) => match[1] ?? "");
    const dead = links.filter((link) => !/^https?:/.test(link) && !existsSync(join(FOLDER, dirname(name), link)));
    expect(dead).toEqual([]);
  });
});

async function assertValid(snippet: string): Promise<void> {
  const cwd = await mkdtemp(join(tmpdir(), "trueup-guide-"));
  try {
    await writeFile(join(cwd, "trueup.yaml"), `version: 1\nstack: guide\n---\n${snippet}`);
    const { diagnostics } = await validate({ cwd, env: { TRUEUP_ALLOWED_HOSTS: "gitlab.com" } });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  } finally {
    await rm(cwd, { recursive: true });
  }
}
