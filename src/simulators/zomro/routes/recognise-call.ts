// A request → the call that it is: what the engine needs for faults and the log, and how to carry it out.
import type { FaultScope } from "../../engine/fault-rule.ts";
import { type FormPairs, parseForm } from "../../engine/parse-form.ts";
import type { SimCall, SimReply, SimRequest } from "../../engine/simulated-vendor.ts";
import { longTaskId, lookAtLongTask } from "../objects/long-tasks.ts";
import type { World } from "../objects/world.ts";
import { answerCall } from "./answer-call.ts";
import { isSubmitted } from "./call.ts";
import { type FormValues, formValues } from "./form-values.ts";
import { FUNCTIONS, type FunctionName, type FunctionRule, functionNamed, LONG_TASK } from "./functions.ts";
import { reply } from "./write-doc.ts";

/** The root in the vendor's pages, `/billmgr` in [3P]. */
const PATHS = ["/", "/billmgr"];
const COMMON = ["func", "auth", "authinfo", "out", "lang", "sok", "clicked_button"];
/** Names that hold an id of their own, [CP]. */
const NUMBERED = /^(period_\d+|addon_\d+)$/;

export function recogniseCall(world: World, request: SimRequest): SimCall {
  // Only the body counts, [ASSUMED]: the vendor documents form data, nothing else.
  const query: FormPairs = [...new URLSearchParams(request.rawQuery)];
  const longTask = longTaskId(request.path);
  if (longTask !== undefined) return lookCall(world, longTask, query);
  const read = readWithCookie(world, request, query);
  if (read !== undefined) return read;
  if (request.verb !== "POST" || !PATHS.includes(request.path)) return strayCall(request, query);
  return formCall(world, query, parseForm(request.headers["content-type"], request.body));
}

function formCall(world: World, query: FormPairs, pairs: FormPairs): SimCall {
  const form = formValues(pairs);
  const name = functionNamed(form.text("func"));
  const rule: FunctionRule | undefined = name && FUNCTIONS[name];
  return {
    method: name ?? null,
    scopes: scopesOf(rule, form),
    mutating: rule !== undefined && isMutation(rule, form),
    parameters: [...query, ...pairs],
    unknown: unknownNames(query, pairs, rule),
    ...subjectOf(world, name, form),
    answer: (faults) => answerCall(world, { form, name }, faults),
  };
}

/** As a browser asks: the session in a cookie ([ASSUMED] name, of the platform), fields in the query. Nothing is changed so. */
function readWithCookie(world: World, request: SimRequest, query: FormPairs): SimCall | undefined {
  const token = /(?:^|;\s*)billmgrses5=([^;]+)/.exec(request.headers["cookie"] ?? "")?.[1];
  if (!world.account.quirks.getWithCookie || request.verb !== "GET" || token === undefined) return undefined;
  if (!PATHS.includes(request.path)) return undefined;
  const call = formCall(world, [], [...query, ["auth", token]]);
  return call.mutating ? strayCall(request, query) : call;
}

function isMutation(rule: FunctionRule, form: FormValues): boolean {
  return rule.kind === "action" || (rule.kind === "form" && isSubmitted(form));
}

function scopesOf(rule: FunctionRule | undefined, form: FormValues): FaultScope[] {
  const scopes: FaultScope[] = ["long"];
  if (form.text("auth") !== undefined) scopes.push("session");
  if (!rule) return scopes;
  if (rule.kind === "list") scopes.push("list");
  if (rule.filter) scopes.push("filterable");
  if (!isMutation(rule, form)) return scopes;
  scopes.push("mutation");
  if (rule.isAsync) scopes.push("operation");
  const isCreate = rule.creates === "always" || form.text("elid") === undefined;
  if (rule.creates && isCreate) scopes.push("creates");
  return scopes;
}

function unknownNames(query: FormPairs, pairs: FormPairs, rule: FunctionRule | undefined): string[] {
  const known = new Set([...COMMON, ...(rule?.parameters ?? [])]);
  const names = pairs.map(([name]) => name).filter((name) => !known.has(name) && !NUMBERED.test(name));
  return [...new Set([...query.map(([name]) => name), ...names])];
}

/** The machine that a call is about, also where it names a copy or a schedule of it. */
function subjectOf(world: World, name: FunctionName | undefined, form: FormValues): Pick<SimCall, "vmId" | "name"> {
  const { instances, images, schedules } = world.account;
  const rule: FunctionRule | undefined = name && FUNCTIONS[name];
  const elid = form.text("elid") ?? "";
  const byElid = {
    instance: elid,
    image: images.get(elid)?.instanceId,
    schedule: schedules.get(elid)?.row.instance_id,
  };
  const vmId = (rule?.elid && byElid[rule.elid]) || form.all("plid")[0] || undefined;
  const sent = form.text("servername") ?? form.text("name") ?? form.text("comment") ?? form.text("image_name");
  return { vmId, name: instances.get(vmId ?? "")?.row.servername ?? sent };
}

function lookCall(world: World, id: string, parameters: FormPairs): SimCall {
  const answer = (): SimReply => lookAtLongTask(world, id) ?? page(404, "Not Found");
  return { method: LONG_TASK, scopes: [], mutating: false, parameters, unknown: [], answer };
}

function strayCall({ path }: SimRequest, parameters: FormPairs): SimCall {
  const answer = () => (PATHS.includes(path) ? page(405, "Method Not Allowed") : page(404, "Not Found"));
  return { method: null, scopes: [], mutating: false, parameters, unknown: [], answer };
}

function page(status: number, title: string): SimReply {
  const body = `<html><body><h1>${status} ${title}</h1></body></html>\n`;
  return reply("text/html; charset=utf-8", body, String(status), status);
}
