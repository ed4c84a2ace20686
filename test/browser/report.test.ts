// The report in a real Chromium, opened as a file: nothing is loaded, nothing is refused, it can be used with keys alone.
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import { buildError } from "../../src/core/diagnostic.ts";
import { formatFailureHtml, formatPlanHtml } from "../../src/render/format-plan-html.ts";
import { expectAccessible, useChromium } from "../support/chromium.ts";
import { fleetPlan, mixedPlan, sampleEntry, samplePlan, troubledPlan } from "../unit/render/sample-plans.ts";

const CONTEXT = {
  timestamp: "2026-11-02T10:00:00Z",
  version: "0.0.0-test",
  verbose: false,
  digest: (text: string) => createHash("sha256").update(text).digest("base64"),
};
const range = { file: "trueup.yaml", start: { line: 2, column: 5, byte: 9 }, end: { line: 2, column: 10, byte: 14 } };
const WRONG = buildError("config.unknown-field", "there is no field tarif", {
  range,
  snippet: { startLine: 1, lines: ["  web:", `    tarif: ${"S".repeat(400)}`] },
});
const NASTY = samplePlan({
  entries: [sampleEntry("vms.a", { name: "</script><script>alert(1)</script><img src=x onerror=alert(1)>" })],
});
const PAGES = {
  mixed: formatPlanHtml({ ...mixedPlan(), diagnostics: [...mixedPlan().diagnostics, WRONG] }, CONTEXT),
  fleet: formatPlanHtml(fleetPlan(5), CONTEXT),
  trouble: formatPlanHtml(troubledPlan(), CONTEXT),
  nasty: formatPlanHtml(NASTY, CONTEXT),
  failure: formatFailureHtml([WRONG], CONTEXT),
};

/** Runs in the page before its own script. */
const WATCH = `globalThis.refused = [];
addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));`;

const newPage = useChromium();
let folder = "";
const complaints = new Map<Page, string[]>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trueup-report-"));
  for (const [name, text] of Object.entries(PAGES)) await writeFile(join(folder, `${name}.html`), text);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** What the page complains of, and whatever it asks for beside itself, fails the test at its end. */
async function open(context: TestContext, name: keyof typeof PAGES): Promise<Page> {
  const page = await newPage();
  const problems: string[] = [];
  complaints.set(page, problems);
  page.on("console", (message) => problems.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) problems.push(`asked for ${request.url()}`);
  });
  await page.addInitScript(WATCH);
  await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
  context.onTestFinished(async () => {
    const refused = await page.evaluate("globalThis.refused");
    await page.close();
    expect(problems).toEqual([]);
    expect(refused).toEqual([]);
  });
  return page;
}

/** Of the blocks of changes. */
const countShown = (page: Page) => page.locator("#changes-list > :visible").count();
const readFocus = (page: Page) =>
  page.evaluate<string>("document.activeElement.id || document.activeElement.textContent");
const readView = async (page: Page) =>
  ((await page.locator("#graph-svg").getAttribute("viewBox")) ?? "").split(" ").map(Number);

describe("a report in Chromium", () => {
  it("opens without a complaint: a name that is markup", async (context) => {
    const page = await open(context, "nasty");
    expect(await page.locator("img").count()).toBe(0);
  });

  it.for(["mixed", "fleet", "trouble", "failure"] as const)(
    "opens without a complaint, and axe finds nothing, light, dark and narrow: %s",
    async (name, context) => {
      const page = await open(context, name);
      if (name !== "failure") expect(await page.locator("#changes-tools").isVisible()).toBe(true);
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      await expectAccessible(page);
    },
  );

  it("refuses a script that is not its own", async (context) => {
    const page = await open(context, "mixed");
    await page.evaluate(`{
      const added = document.createElement("script");
      added.textContent = "document.title = 'taken'";
      document.body.append(added);
    }`);
    await page.waitForFunction("globalThis.refused.length > 0");
    expect(await page.evaluate("globalThis.refused.splice(0)")).toEqual(["script-src-elem"]);
    expect(await page.title()).not.toBe("taken");
    complaints.get(page)?.splice(0);
  });
});

describe("the search", () => {
  it("narrows by address, name, field and action, and is used with keys alone", async (context) => {
    const page = await open(context, "mixed");
    const all = await countShown(page);
    await page.keyboard.press("/");
    expect(await readFocus(page)).toBe("search");
    for (const [text, found] of [
      ["vms.web", 2],
      ["edge", 1],
      ["BACKUPPOLICY", 1],
      ["delete web", 2],
      ["no such thing", 0],
    ] as const) {
      await page.locator("#search").fill(text);
      expect([text, await countShown(page)]).toEqual([text, found]);
    }
    expect(await page.locator("#found").textContent()).toBe("Nothing is found");
    await page.keyboard.press("Escape");
    expect(await countShown(page)).toBe(all);
    await page.keyboard.type("update");
    await page.keyboard.press("Enter");
    expect(await readFocus(page)).toContain("vms.db");
    await page.keyboard.press("Space");
    expect(await page.locator("details.change[open]").count()).toBe(1);
    await page.keyboard.press("ArrowDown");
    expect(await readFocus(page)).toContain("vms.app");
    await page.keyboard.press("Escape");
    expect(await readFocus(page)).toBe("search");
  });

  it("finds one of many alike, and filters by action", async (context) => {
    const fleet = await open(context, "fleet");
    await fleet.locator("#search").fill("vms.web[3]");
    expect(await countShown(fleet)).toBe(1);
    const page = await open(context, "mixed");
    const chip = page.getByRole("button", { name: "rebuild" });
    await chip.click();
    expect(await countShown(page)).toBe(1);
    expect(await chip.getAttribute("aria-pressed")).toBe("true");
    await page.getByRole("button", { name: "destroys" }).click();
    expect(await countShown(page)).toBe(6);
  });
});

describe("the graph", () => {
  it("shows on hover what a box waits for, and what waits for it", async (context) => {
    const page = await open(context, "fleet");
    await page.locator("#graph").scrollIntoViewIfNeeded();
    await page.locator(".node", { hasText: "vms.web[2]" }).hover();
    expect(await page.locator("#graph-tip").textContent()).toContain("waits for create keys.ops");
    expect(await page.locator("path.near").count()).toBe(1);
    expect(await page.locator(".node.near").textContent()).toContain("keys.ops");
    await page.locator("h1").hover();
    expect(await page.locator("#graph-tip").isVisible()).toBe(false);
  });

  it("is walked, moved and zoomed by keys", async (context) => {
    const page = await open(context, "fleet");
    await page.locator("#graph-canvas").focus();
    const [x = 0, , width = 0] = await readView(page);
    await page.keyboard.press("+");
    expect((await readView(page))[2]).toBeLessThan(width);
    await page.keyboard.press("0");
    expect(await readView(page)).toEqual([x, expect.any(Number), width, expect.any(Number)]);
    await page.keyboard.press("ArrowRight");
    expect((await readView(page))[0]).toBeGreaterThan(x);
    await page.keyboard.press("Enter");
    expect(await readFocus(page)).toContain("keys.ops");
    expect(await page.locator("path.near").count()).toBe(5);
    await page.keyboard.press("ArrowRight");
    expect(await readFocus(page)).toContain("vms.web[0]");
    expect(await page.locator("#graph-tip").textContent()).toContain("create vms.web[0], wave 2");
    await page.keyboard.press("Escape");
    expect(await readFocus(page)).toBe("graph-canvas");
  });

  it("is moved and zoomed with the pointer, and leaves the wheel to the page until then", async (context) => {
    const page = await open(context, "fleet");
    const canvas = page.locator("#graph-canvas");
    await canvas.scrollIntoViewIfNeeded();
    const before = await readView(page);
    await canvas.hover({ position: { x: 5, y: 5 } });
    await page.mouse.wheel(0, -200);
    expect(await readView(page)).toEqual(before);
    await canvas.focus();
    await canvas.hover({ position: { x: 5, y: 5 } });
    await page.mouse.wheel(0, -200);
    await expect.poll(async () => (await readView(page))[2]).toBeLessThan(before[2] ?? 0);
    const [left = 0] = await readView(page);
    await page.mouse.down();
    await page.mouse.move(200, 0, { steps: 3 });
    await page.mouse.up();
    expect((await readView(page))[0]).not.toBe(left);
    await page.getByRole("button", { name: "Show all" }).click();
    expect(await readView(page)).toEqual(before);
  });
});

describe("paper", () => {
  it("shows every detail and no controls, and the screen is as it was afterwards", async (context) => {
    const page = await open(context, "mixed");
    const field = page.locator("#changes-list").getByText("backupPolicy.keep");
    expect(await field.isVisible()).toBe(false);
    await page.emulateMedia({ media: "print" });
    await expect.poll(() => field.isVisible()).toBe(true);
    expect(await page.locator("details:not([open])").count()).toBe(0);
    for (const one of ["#changes-tools", "nav", "#graph-frame .tools"])
      expect(await page.locator(one).isVisible()).toBe(false);
    await page.emulateMedia({ media: "screen" });
    await expect.poll(() => field.isVisible()).toBe(false);
  });
});
