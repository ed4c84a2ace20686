// What the task list says of a request whose answer was lost. A name or a type proves nothing, since another may have asked
// for the same: only our own mark does, in the task's data or on what the task has made. All times are the server's.
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { Call, Evidence, SentRequest } from "../../core/provider.ts";
import type { GcoreClient } from "./client.ts";
import { markersOf } from "./convert.ts";
import type { GcorePlace } from "./place.ts";
import { readFound } from "./reads.ts";
import { textOf } from "./rows.ts";
import { createdAt, createdOf, LISTED_MS, listTasks, MARGIN_MS, TASKS_OF, TASKS_OF_ACTS } from "./tasks.ts";

export async function findEvidence(
  client: GcoreClient,
  place: GcorePlace,
  intent: SentRequest,
  call: Call,
): Promise<Evidence> {
  const kind = TASKS_OF[intent.step];
  const sentAt = intent.sentAtServerMs;
  if (sentAt === undefined) return { outcome: "unclear" };
  const acts = TASKS_OF_ACTS[intent.step];
  if (acts !== undefined) return findActEvidence({ client, place, call }, { ...intent, sentAtServerMs: sentAt }, acts);
  if (kind === undefined) return { outcome: "unclear" };
  const tasks = await listTasks(client, place, sentAt - LISTED_MS, call);
  // A task that does not tell when it began may have begun any time.
  const alike = tasks.filter(
    (task) => !(createdAt(task) < sentAt - MARGIN_MS) && kind.types.includes(String(task["task_type"])),
  );
  const read = { client, place, makes: kind.makes, call };
  const found = await Promise.all(
    alike.map(async (task) => ({ id: String(task["id"]), maker: await findMaker(read, task, intent.request) })),
  );
  const ours = found.find(({ maker }) => maker === "ours");
  if (ours !== undefined)
    return { outcome: "happened", handle: { tasks: [ours.id], makes: kind.makes, sinceMs: sentAt } };
  if (found.some(({ maker }) => maker === "open")) return { outcome: "unclear" };
  return tellAbsence(client, tasks, sentAt);
}

/** Whether the list reaches back to the time of the request, or that is too short ago for anything to have left it. */
function tellAbsence(client: GcoreClient, tasks: readonly JsonObject[], sentAt: number): Evidence {
  const sinceMs = (client.serverNow() ?? 0) - sentAt;
  const isCovered = sinceMs >= 0 && (tasks.some((task) => createdAt(task) <= sentAt) || sinceMs <= LISTED_MS);
  return isCovered ? { outcome: "absent", sinceMs } : { outcome: "unclear" };
}

/**
 * What `data` of such a task holds no page says: one that names the object is the request's, or another's for the same, which
 * comes to the same; one that tells of no object at all leaves it open; where there is none of the kind, it did not happen.
 */
async function findActEvidence(
  { client, place, call }: Omit<Read, "makes">,
  { request, sentAtServerMs: sentAt }: SentRequest & { readonly sentAtServerMs: number },
  types: readonly string[],
): Promise<Evidence> {
  const id = String(Array.isArray(request["path"]) ? request["path"][1] : "");
  const tasks = await listTasks(client, place, sentAt - LISTED_MS, call);
  const alike = tasks.filter(
    // Their clock shows whole seconds.
    (task) => !(createdAt(task) < sentAt - 1000) && types.includes(String(task["task_type"])),
  );
  const told = alike.map((task) => ({ task, text: JSON.stringify(task["data"] ?? null) }));
  const ours = told.find(({ text }) => id !== "" && text.includes(id));
  if (ours !== undefined)
    return { outcome: "happened", handle: { tasks: [String(ours.task["id"])], makes: "", sinceMs: sentAt } };
  if (told.some(({ text }) => !/[0-9a-f]{8}-[0-9a-f]{4}-/.test(text))) return { outcome: "unclear" };
  return tellAbsence(client, tasks, sentAt);
}

interface Read {
  readonly client: GcoreClient;
  readonly place: GcorePlace;
  readonly makes: string;
  readonly call: Call;
}

/**
 * `open`: what it makes will tell, or it keeps to itself what it has made. `data` echoes the request in the server's own
 * names, where it is there at all; null there says nothing.
 */
async function findMaker(read: Read, task: JsonObject, request: JsonObject): Promise<"ours" | "another" | "open"> {
  const body = isJsonObject(request["body"]) ? request["body"] : {};
  const tags = isJsonObject(body["tags"]) ? body["tags"] : {};
  const mark = String(tags["trueup-intent"] ?? "");
  const data = isJsonObject(task["data"]) ? task["data"] : {};
  const text = JSON.stringify(data);
  if (text.includes("trueup-intent")) return mark !== "" && text.includes(mark) ? "ours" : "another";
  const isOther = ["name", "volume_id", "port_id"].some(
    (key) => body[key] !== undefined && textOf(data[key]) !== "" && data[key] !== body[key],
  );
  if (isOther) return "another";
  const made = createdOf(task, read.makes);
  const rows = await Promise.all(made.map((id) => readMade(read, id)));
  if (mark !== "" && rows.some((row) => row !== undefined && markersOf(row)?.intent === mark)) return "ours";
  if (task["state"] === "ERROR") return "another";
  const isTold = made.length > 0 && (task["state"] === "FINISHED" || rows.every((row) => row !== undefined));
  return isTold ? "another" : "open";
}

/** What a task makes is read under the same name that the task gives it; it may be named before it can be read. */
function readMade({ client, place, makes, call }: Read, id: string): Promise<JsonObject | undefined> {
  return readFound(() => client.read(`/v1/${makes}${place.path}/${encodeURIComponent(id)}`, [], call));
}
