// The stand-in against the vendor's own OpenAPI document, which `GCORE_OPENAPI` names; without it nothing of this runs.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findRoute } from "../../../../src/simulators/gcore/routes/find-route.ts";
import { ROUTES } from "../../../../src/simulators/gcore/routes/routes.ts";
import { type RunningSimulators, startSimulators } from "../../../../src/simulators/start-simulators.ts";
import { type GeneratedRequest, generateRequests } from "./generate-requests.ts";
import { openApi } from "./openapi-document.ts";
import { furnish, knownFor } from "./openapi-world.ts";

const file = process.env["GCORE_OPENAPI"];
if (file === undefined) console.info("gcore-openapi: skipped, GCORE_OPENAPI names no document");
const api = file === undefined ? undefined : openApi(file);
const operations = api?.operations ?? [];
const served = operations.filter(({ verb, path }) => isServed(verb, path));

function isServed(verb: string, path: string): boolean {
  const found = findRoute(verb, path.replace(/^\/cloud/, "").replace(/\{\w+\}/g, "1"));
  return found !== undefined && found !== "wrong-verb";
}

/** What every refusal of the vendor says. */
const ENVELOPE = {
  type: "object",
  required: ["exception_class", "message", "request_id"],
  properties: { exception_class: { type: "string" }, message: { type: "string" }, request_id: { type: "string" } },
};

describe.skipIf(api === undefined)("gcore against the vendor's OpenAPI document", () => {
  let sim: RunningSimulators;
  let image: string;
  const accepted = new Map<string, number>();

  const open = async (): Promise<RunningSimulators> => {
    const opened = await startSimulators({ vendors: ["gcore"] });
    furnish(opened);
    return opened;
  };
  beforeAll(async () => {
    sim = await open();
    image = (await send(sim, { verb: "GET", path: "/cloud/v1/images/77/76?name=ubuntu-24.04-x64", body: undefined }))
      .body.results[0].id;
  });
  afterAll(async () => {
    await sim?.stop();
    const others = Object.keys(ROUTES).length - served.length;
    console.info(
      `gcore-openapi: ${served.length} of ${operations.length} documented operations, ${others} others; ${total(accepted)} answers accepted`,
    );
  });

  it("serves every operation that is documented", () => {
    const missing = operations.filter((one) => !served.includes(one)).map(({ key }) => key);
    expect(missing).toEqual([]);
  });

  it("would notice an answer that is not as documented", () => {
    const broken = { tasks: "none" };
    expect(must(api).problems({ $ref: "#/components/schemas/TaskIDsSerializer" }, broken)).toHaveLength(2);
    expect(must(api).problems({ $ref: "#/components/schemas/InstanceSerializer" }, { id: "1" }).length).toBeGreaterThan(
      10,
    );
  });

  it.each(served.map((operation) => [operation.key, operation] as const))("%s", async (key, operation) => {
    const known = knownFor(operation, image);
    const requests = generateRequests(must(api), operation, { ...known, apptemplate_id: await templateId(sim) }, 7);
    const refusals: string[] = [];
    for (const request of requests) {
      if (operation.body !== undefined)
        expect(must(api).problems(operation.body, request.body), JSON.stringify(request.body)).toEqual([]);
      // A write gets a world of its own: the next one must find what this one takes away.
      const own = operation.verb === "GET" ? undefined : await open();
      const answer = await send(own ?? sim, request).finally(() => own?.stop());
      const schema = answer.status < 300 ? operation.answers.get(answer.status) : ENVELOPE;
      if (answer.status < 300) {
        expect([...operation.answers.keys()], `${key} answered ${answer.status}`).toContain(answer.status);
        accepted.set(key, (accepted.get(key) ?? 0) + 1);
      } else refusals.push(`${answer.status} ${answer.body.message}`);
      expect((own ?? sim).log.entries().at(-1)?.unknown, "a documented parameter or member is unknown").toEqual([]);
      expect(answer.status, answer.text).toBeLessThan(500);
      if (schema === undefined) continue;
      const problems = must(api).problems(schema, answer.body);
      expect(
        problems,
        `${request.verb} ${request.path} ${JSON.stringify(request.body)} → ${answer.text.slice(0, 800)}`,
      ).toEqual([]);
    }
    expect(accepted.get(key) ?? 0, `${key} was always refused:\n${refusals.join("\n")}`).toBeGreaterThan(0);
  });
});

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("no document");
  return value;
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

async function templateId(sim: RunningSimulators): Promise<string> {
  return (await send(sim, { verb: "GET", path: "/cloud/v1/apptemplates/77/76", body: undefined })).body.results[0].id;
}

async function send(sim: RunningSimulators, { verb, path, body }: GeneratedRequest) {
  const headers = { authorization: "APIKey sim", "content-type": "application/json" };
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(`${sim.endpoints.gcore}${path}`, { method: verb, headers, ...text });
  const read = await answer.text();
  return {
    status: answer.status,
    text: read,
    body: read === "" || read.startsWith("simulator") ? {} : JSON.parse(read),
  };
}
