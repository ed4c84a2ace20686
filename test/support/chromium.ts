// Debian's Chromium for tests that look at pages: one of its own for a file, skipped with a line where there is none, in CI never.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { skipOutsideCi } from "./skip-outside-ci.ts";

const program = ["chromium", "chromium-browser", "google-chrome"]
  .flatMap((name) => (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path));

export const hasChromium = program !== undefined;

/** Registers start, end and skip for the tests of this file; returns how to open an empty page. */
export function useChromium(): () => Promise<Page> {
  let browser: Browser | undefined;
  let profile: BrowserContext | undefined;
  beforeAll(async () => {
    // As root, and in most containers, Chromium's own sandbox cannot be made.
    if (program !== undefined) browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
    profile = await browser?.newContext({ viewport: { width: 1280, height: 800 } });
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach((context) => {
    if (browser === undefined) skipOutsideCi(context, "chromium");
  });
  return async () => {
    if (profile === undefined) throw new Error("there is no browser");
    return profile.newPage();
  };
}

export interface AxeOptions {
  /** Violations of less weight that are no fault of ours may be left out. */
  readonly onlyGrave?: boolean;
  /** Awaited after each change of the look. */
  readonly settle?: (colorScheme: "light" | "dark") => Promise<unknown>;
}

/** Light and wide, dark and narrow: axe finds nothing, and nothing scrolls sideways. */
export async function expectAccessible(page: Page, { onlyGrave = false, settle }: AxeOptions = {}): Promise<void> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  for (const [colorScheme, width] of [
    ["light", 1280],
    ["dark", 360],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await settle?.(colorScheme);
    const { violations, passes } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as AxeResults;
    const told = violations.filter(({ impact }) => !onlyGrave || impact === "serious" || impact === "critical");
    expect(told.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)])).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain("color-contrast");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
  }
}
