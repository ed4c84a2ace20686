// The simulators' own endpoint, beside the vendor's paths: faults, log, state and outside changes at run time. Never logged, never faulted.
import type { RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { FaultSet } from "./fault-set.ts";
import type { JsonObject } from "./json.ts";
import type { PushedClock } from "./pushed-clock.ts";
import { refuseForeignPages } from "./refuse-foreign-pages.ts";
import type { LogFilter, RequestLog } from "./request-log.ts";
import { asInteger, asObject, asText, atLeast, oneOf, optional, refuseUnknownKeys, required } from "./shape.ts";
import { exportLines } from "./shell-quote.ts";
import { SimInputError } from "./sim-input-error.ts";
import type { OutsideChange, SimulatedVendor } from "./simulated-vendor.ts";

export const ADMIN_PREFIX = "/_sim";

export interface AdminOptions {
  name: string;
  vendor: SimulatedVendor;
  faults: FaultSet;
  log: RequestLog;
  clock: PushedClock;
  speed: number;
  /** Of all that run, by vendor; asked for when all of them listen. */
  endpoints(): Readonly<Record<string, string>>;
  env(): Readonly<Record<string, string>>;
}

const LONGEST_PUSH_MS = 366 * 86_400_000;

export function adminListener(options: AdminOptions): RequestListener {
  const { vendor, faults, log, clock, speed } = options;
  const app = new Hono({ strict: false }).basePath(ADMIN_PREFIX);
  app.use(refuseForeignPages);
  app.get("/", async (c) => {
    const { PAGE, PAGE_POLICY } = await import("./page/page.ts");
    return c.html(PAGE, 200, { "content-security-policy": PAGE_POLICY, "cache-control": "no-store" });
  });
  app.get("/overview", (c) => c.json(overviewOf(options)));
  app.get("/env", (c) => c.text(exportLines(options.env())));
  app.get("/clock", (c) => c.json(clockOf(clock, speed)));
  app.post("/clock", async (c) => {
    clock.push(readPush(await readBody(c)));
    return c.json(clockOf(clock, speed));
  });
  app.get("/faults", (c) => c.json({ faults: faults.list() }));
  app.put("/faults", async (c) => {
    faults.set(await readBody(c));
    return c.json({ faults: faults.list() });
  });
  app.post("/faults", async (c) => {
    faults.add(await readBody(c));
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
  const known = "the page at /_sim/, and overview, clock, faults, log, state, mutate, env";
  app.notFound((c) => c.json({ problems: [`no ${c.req.method} ${c.req.path}; there are ${known}`] }, 404));
  app.onError((error, c) =>
    error instanceof SimInputError
      ? c.json({ problems: error.problems }, 400)
      : c.json({ problems: [String(error)] }, 500),
  );
  const listen = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return (incoming, response) => void listen(incoming, response);
}

/** What the page shows but for the log. */
function overviewOf({ name, vendor, faults, clock, speed, endpoints, env }: AdminOptions) {
  return {
    provider: name,
    endpoints: endpoints(),
    env: env(),
    clock: clockOf(clock, speed),
    ...vendor.overview(),
    faults: faults.list(),
  };
}

function clockOf(clock: PushedClock, speed: number) {
  return { now: clock.now(), pushedMs: clock.pushedMs(), speed };
}

function readPush(value: unknown): number {
  const object = asObject(value, "clock");
  refuseUnknownKeys(object, "clock", ["pushMs"]);
  const ms = required(object, "pushMs", "clock", atLeast(1, asInteger));
  if (ms > LONGEST_PUSH_MS) throw new SimInputError([`clock.pushMs: at most ${LONGEST_PUSH_MS} (366 days) at once`]);
  return ms;
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
  const { provider, method, mutating, after } = c.req.query();
  return {
    ...(provider !== undefined && { provider }),
    ...(method !== undefined && { method }),
    ...(mutating !== undefined && { mutating: mutating === "true" }),
    ...(after !== undefined && Number.isSafeInteger(Number(after)) && { after: Number(after) }),
  };
}

async function readBody(c: Context): Promise<JsonObject> {
  try {
    return await c.req.json<JsonObject>();
  } catch {
    throw new SimInputError(["the body is not JSON"]);
  }
}
