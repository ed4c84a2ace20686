// What the task list proves of a request whose answer was lost, with tasks that tell as little as Gcore's document allows.
import { describe, expect, it } from "vitest";
import { ProviderError } from "../../../../src/core/errors.ts";
import type { JsonObject } from "../../../../src/core/json.ts";
import type { GcoreClient } from "../../../../src/providers/gcore/client.ts";
import { findEvidence } from "../../../../src/providers/gcore/evidence.ts";

const SENT = Date.parse("2026-11-20T09:00:00Z");
const MARK = "intent-1";
const place = {
  project: "77",
  region: "76",
  path: "/77/76",
  account: { vendor: "gcore", fingerprint: "9", label: "" },
};
const body = { name: "edge", tags: { "trueup-stack": "shop", "trueup-address": "vms.edge", "trueup-intent": MARK } };

function judge(task: JsonObject, made: JsonObject | undefined = undefined) {
  const whole = { id: "task-1", task_type: "create_vm", state: "RUNNING", created_on: "2026-11-20T09:00:01", ...task };
  const client: GcoreClient = {
    list: async () => [whole],
    listWhole: async () => [],
    read: async () => {
      if (made === undefined) throw new ProviderError("no such object", { fault: "not-found", effect: "none" });
      return made;
    },
    ask: async () => ({}),
    send: async () => ({}),
    serverNow: () => SENT + 60_000,
    redact: (text) => text,
    close: async () => undefined,
  };
  return findEvidence(client, place, { step: "instances.create", request: { body }, sentAtServerMs: SENT }, {});
}

const tagged = (tags: JsonObject): JsonObject => ({
  id: "vm-1",
  tags: Object.entries(tags).map(([key, value]) => ({ key, value, read_only: false })),
});
const OURS = { outcome: "happened", handle: { tasks: ["task-1"], makes: "instances", sinceMs: SENT } };
const created = { instances: ["vm-1"] };

describe("a task that may be ours", () => {
  const cases: Readonly<Record<string, JsonObject>> = {
    "does not tell when it began": { created_on: null, data: null },
    "tells its beginning in a way that is not known": { created_on: "yesterday", data: null },
    "has null for each parameter": { data: { name: null, volume_id: null, port_id: null } },
    "has no name": { data: { name: "" } },
    "has ended and does not tell what it has made": { state: "FINISHED", data: null, created_resources: null },
    "has ended and names other kinds only": { state: "FINISHED", data: null, created_resources: { ports: ["port-1"] } },
    "has named what cannot be read yet": { data: null, created_resources: created },
  };
  for (const [title, task] of Object.entries(cases))
    it(`proves nothing where it ${title}`, async () => {
      expect(await judge(task)).toEqual({ outcome: "unclear" });
    });

  it("is ours by its own data, whenever it began", async () => {
    expect(await judge({ created_on: null, data: { metadata: body.tags } })).toEqual(OURS);
  });

  it("is ours by the mark on what it has made", async () => {
    expect(await judge({ data: null, created_resources: created }, tagged(body.tags))).toEqual(OURS);
  });
});

describe("a task of another", () => {
  const cases: Readonly<Record<string, readonly [JsonObject, JsonObject?]>> = {
    "has another name": [{ data: { name: "other" } }],
    "has made something without our mark": [{ data: null, created_resources: created }, tagged({})],
    "has failed and made nothing": [{ state: "ERROR", data: null, created_resources: null }],
    "has made what is gone again": [{ state: "FINISHED", data: null, created_resources: created }],
    "began long before": [{ created_on: "2026-11-20T08:00:00", data: null }],
  };
  for (const [title, [task, made]] of Object.entries(cases))
    it(`is one that ${title}`, async () => {
      expect(await judge(task, made)).toEqual({ outcome: "absent", sinceMs: 60_000 });
    });
});
