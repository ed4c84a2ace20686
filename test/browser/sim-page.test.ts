// The simulators' page in a real Chromium: what it shows of a world, what it changes in it, and what it lets nobody do.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import type { JsonObject } from "../../src/simulators/engine/json.ts";
import { type RunningSimulators, startSimulators } from "../../src/simulators/start-simulators.ts";
import { expectAccessible, useChromium } from "../support/chromium.ts";

const NASTY = "</script><img src=x onerror=alert(1)>";
const ROW = { tenantId: 1, memory: 1024, disk: 32768, cpu: 1, tariffId: 4, state: "VIR_DOMAIN_RUNNING" };
const SEED = {
  serveroid: {
    tenants: [{ id: 1, description: "Default" }],
    vms: [
      { ...ROW, id: 10, name: NASTY },
      { ...ROW, id: 11, name: "db", state: "VIR_DOMAIN_SHUTOFF" },
    ],
  },
};

const newPage = useChromium();
let sim: RunningSimulators;

beforeAll(async () => {
  sim = await startSimulators({ seed: SEED });
});

afterAll(async () => {
  await sim.stop();
});

/** What the page complains of, and whatever it asks of others, fails the test at its end. */
async function open(context: TestContext, vendor: "serveroid" | "zomro" | "gcore" = "serveroid"): Promise<Page> {
  const page = await newPage();
  const problems: string[] = [];
  // Chromium tells of each answer that refuses something.
  page.on("console", (message) => {
    if (!message.text().includes("status of 400")) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${sim.endpoints[vendor]}/_sim/`)) problems.push(`asked for ${request.url()}`);
  });
  await page.goto(`${sim.endpoints[vendor]}/_sim/`);
  await page.locator("#vendor", { hasText: vendor }).waitFor();
  context.onTestFinished(async () => {
    await page.close();
    expect(problems).toEqual([]);
  });
  return page;
}

const call = async (path: string): Promise<JsonObject> => {
  const answer = await fetch(`${sim.endpoints.serveroid}/api/v1/${path}?tenantId=1&clientId=sim&apiKey=sim`);
  return (await answer.json()) as JsonObject;
};

describe("the page of the simulators", () => {
  it("shows accounts, objects and requests; a name that is markup is text", async (context) => {
    const page = await open(context);
    await call("vm/10/ip_add/");
    await page.locator("#requests", { hasText: "ip_add" }).waitFor();
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("#kinds details", { hasText: "vms 2" }).textContent()).toContain(NASTY);
    expect(await page.locator("#accounts").textContent()).toContain(`endpoint${sim.endpoints.serveroid}`);
    expect(await page.locator("#requests").textContent()).not.toContain("apiKey");
    await page.locator("#search").fill("nothing like it");
    expect(await page.locator("#found").textContent()).toBe("none");
  });

  it("pushes the clock: an operation under way ends", async (context) => {
    const page = await open(context);
    await call("vm/11/start/");
    const machine = page.locator("#kinds details", { hasText: "vms 2" }).locator("tr", { hasText: "db" });
    await machine.locator("progress").waitFor();
    await page.getByRole("button", { name: "+1 minute" }).press("Enter");
    await machine.filter({ hasText: "VIR_DOMAIN_RUNNING" }).waitFor();
    expect(await machine.locator("progress").count()).toBe(0);
    expect(await page.locator("#said").textContent()).toBe("The clock was pushed on by 1 minute.");
    await page.locator("#pushed", { hasText: "pushed on by 1 minute" }).waitFor();
  });

  it("adds a fault, keeps what is being typed, says what is wrong with one, and clears them", async (context) => {
    const page = await open(context);
    await page.locator("#preset").selectOption({ label: "credentials are refused" });
    await page.getByRole("button", { name: "Add fault" }).click();
    await page.locator("#faults", { hasText: '"unauthorised"' }).waitFor();
    expect(await call("tenant")).toMatchObject({ errorCode: "error.not.owner" });
    await page.locator("#rule").fill('{"effect":"hung"}');
    await page.locator("#requests", { hasText: "fault: unauthorised" }).waitFor();
    expect(await page.locator("#rule").inputValue()).toBe('{"effect":"hung"}');
    await page.locator("#fault-form").evaluate((form: { requestSubmit(): void }) => form.requestSubmit());
    await page.locator("#fault-said", { hasText: 'did you mean "hang"?' }).waitFor();
    context.onTestFinished(() => sim.faults.clear());
    await page.getByRole("button", { name: "Clear all" }).click();
    await page.locator("#faults", { hasText: "everything works" }).waitFor();
    expect(await call("tenant")).toMatchObject({ status: "OK" });
  });

  it.for(["serveroid", "zomro", "gcore"] as const)(
    "axe finds nothing, light, dark and narrow: %s",
    async (vendor, context) => {
      const page = await open(context, vendor);
      await page
        .locator("#kinds details")
        .first()
        .waitFor({ state: "attached", timeout: 5000 })
        .catch(() => undefined);
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      await expectAccessible(page);
    },
  );
});
