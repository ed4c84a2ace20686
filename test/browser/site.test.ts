import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import { serveFolder } from "../../scripts/site/serve-folder.mjs";
import { expectAccessible, hasChromium, useChromium } from "../support/chromium.ts";

const FOLDER = join(import.meta.dirname, "../../site/dist");

const newPage = useChromium();
let server: Awaited<ReturnType<typeof serveFolder>> | undefined;

beforeAll(async () => {
  if (!hasChromium) return;
  // Done already where the check ran before.
  await execa(process.execPath, [join(import.meta.dirname, "../../scripts/site.mjs")]);
  server = await serveFolder(FOLDER, { path: "/some/where/" });
}, 120_000);

afterAll(async () => {
  await server?.close();
});

/** What the page complains of, and whatever it asks for beside the site, fails the test at its end. */
async function open(context: TestContext, path: string): Promise<Page> {
  if (server === undefined) throw new Error("there is no browser");
  const { url } = server;
  const page = await newPage();
  const problems: string[] = [];
  page.on("console", (message) => problems.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:"))
      problems.push(`asked for ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} for ${response.url()}`);
  });
  await page.goto(`${url}${path}`, { waitUntil: "networkidle" });
  context.onTestFinished(async () => {
    await page.close();
    expect(problems).toEqual([]);
  });
  return page;
}

const readHeading = async (page: Page) =>
  ((await page.locator("h1").textContent()) ?? "").replace(/\u200B/g, "").trim();
const pathOf = (page: Page) => new URL(page.url()).pathname;

describe("the site", () => {
  it("leads from page to page, at whatever path it is", async (context) => {
    const page = await open(context, "");
    expect(await readHeading(page)).toBe("trueup");
    await page.locator(".vp-doc a", { hasText: "commands" }).click();
    await page.waitForURL("**/some/where/reference/commands.html");
    // The sidebar was made by the first page, one folder higher.
    await page.locator(".VPSidebar a", { hasText: "Fields at Gcore" }).click();
    await page.waitForURL("**/some/where/reference/fields-gcore.html");
    await page.locator(".VPSidebar a", { hasText: "Rollouts" }).click();
    await page.waitForURL("**/some/where/rollouts.html");
    await page.waitForFunction("document.querySelector('h1')?.textContent.startsWith('Rollouts')");
    await page.reload({ waitUntil: "networkidle" });
    expect(await readHeading(page)).toBe("Rollouts");
  });

  it("finds a field, and a code", async (context) => {
    const page = await open(context, "reference/commands.html");
    for (const [text, path, anchor] of [
      ["vms.placementGroup", "/some/where/reference/fields-gcore.html", "#vmsplacementgroup"],
      ["state.lost-lease", "/some/where/reference/diagnostics.html", "#statelost-lease"],
    ] as const) {
      await page.keyboard.press("Control+k");
      await page.locator("#localsearch-input").fill(text);
      await page.locator(".VPLocalSearchBox .result", { hasText: text }).first().waitFor();
      await page.keyboard.press("Enter");
      await page.waitForURL(`**${path}${anchor}`);
      expect(pathOf(page)).toBe(path);
    }
  });

  it("shows braces and tags as they are written", async (context) => {
    const page = await open(context, "inventory.html");
    expect(await page.locator(".vp-doc code", { hasText: /^\{\{$/ }).count()).toBe(1);
  });

  it.for(["", "reference/fields-zomro.html", "reference/environment.html", "state.html"])(
    "axe finds nothing, light, dark and on a phone: /%s",
    async (path, context) => {
      const page = await open(context, path);
      await expectAccessible(page, {
        onlyGrave: true,
        settle: (look) =>
          page.waitForFunction(`document.documentElement.classList.contains("dark") === ${look === "dark"}`),
      });
    },
  );

  it("can be read as files", async () => {
    const page = await newPage();
    await page.goto(pathToFileURL(join(FOLDER, "reference/exit-codes.html")).href);
    expect(await page.evaluate("getComputedStyle(document.querySelector('.VPSidebar')).position")).toBe("fixed");
    expect(await page.locator(".VPNavBarSearch").isVisible()).toBe(false);
    await page.locator(".VPSidebar a", { hasText: "Rollouts" }).click();
    expect(await readHeading(page)).toBe("Rollouts");
    await page.close();
  });
});
