// The simulators' own endpoint, beside the vendor's paths: faults, log, state and outside changes at run time. Never logged, never faulted.
import type { RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { FaultSet } from "./fault-set.ts";
import type { JsonObject } from "./json.ts";
import type { LogFilter, RequestLog } from "./request-log.ts";
import { asObject, asText, oneOf, optional, refuseUnknownKeys, required } from "./shape.ts";
import { SimInputError } from "./sim-input-error.ts";
import type { OutsideChange, SimulatedVendor } from "./simulated-vendor.ts";

export const ADMIN_PREFIX = "/_sim";

export function adminListener(vendor: SimulatedVendor, faults: FaultSet, log: RequestLog): RequestListener {
  const app = new Hono().basePath(ADMIN_PREFIX);
  app.get("/faults", (c) => c.json({ faults: faults.list() }));
  app.put("/faults", async (c) => {
    faults.set(await readBody(c));
    return c.json({ faults: faults.list() });
  });
  app.delete("/faults", (c) => {
    faults.clear();
    return c.json({ faults: [] });
  });
  app.get("/log", (c) => c.json({ entries: log.entries(readFilter(c)) }));
  app.delete("/log", (c) => {
    log.clear();
    return c.json({ entries: [] });
  });
  app.get("/state", (c) => c.json(vendor.state()));
  app.post("/mutate", async (c) => c.json({ result: vendor.change(readOutsideChange(await readBody(c))) }));
  app.notFound((c) =>
    c.json({ problems: [`no ${c.req.method} ${c.req.path}; there are faults, log, state, mutate`] }, 404),
  );
  app.onError((error, c) =>
    error instanceof SimInputError
      ? c.json({ problems: error.problems }, 400)
      : c.json({ problems: [String(error)] }, 500),
  );
  const listen = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return (incoming, response) => void listen(incoming, response);
}

function readOutsideChange(value: unknown): OutsideChange {
  const object = asObject(value, "change");
  refuseUnknownKeys(object, "change", ["kind", "action", "id", "parent", "set"]);
  const id = optional(object, "id", "change", asIdentifier);
  const parent = optional(object, "parent", "change", asIdentifier);
  const set = optional(object, "set", "change", asObject);
  return {
    kind: required(object, "kind", "change", asText),
    action: required(object, "action", "change", oneOf(["add", "patch", "delete"])),
    ...(id !== undefined && { id }),
    ...(parent !== undefined && { parent }),
    ...(set !== undefined && { set }),
  };
}

function asIdentifier(value: unknown, where: string): string | number {
  return typeof value === "number" ? value : asText(value, where);
}

function readFilter(c: Context): LogFilter {
  const { provider, method, mutating } = c.req.query();
  return {
    ...(provider !== undefined && { provider }),
    ...(method !== undefined && { method }),
    ...(mutating !== undefined && { mutating: mutating === "true" }),
  };
}

async function readBody(c: Context): Promise<JsonObject> {
  try {
    return await c.req.json<JsonObject>();
  } catch {
    throw new SimInputError(["the body is not JSON"]);
  }
}
