// Zomro's day-2 acts as forms, and what they must read before. Sends nothing that changes.
import type { ActDocument, ActRequest, PreparedAct, ProviderActs } from "../../core/day-two.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError, ProviderError } from "../../core/errors.ts";
import { type JsonObject, jsonAt } from "../../core/json.ts";
import type { Call } from "../../core/provider.ts";
import { refersToName, type SettleRule, type Step } from "../../core/step.ts";
import {
  argumentOf,
  hasSecret,
  nameAndId,
  needsPassword,
  notAmong,
  prepared,
  refused,
  tellTime,
} from "../../vendor-kit/acts.ts";
import { reference } from "../../vendor-kit/references.ts";
import { BY_RECORD, UNREADABLE } from "../../vendor-kit/settlement.ts";
import { ZOMRO_ACTS } from "./act-rules.ts";
import { type BackupRow, listBackups, TAKE_BACKUP } from "./backups.ts";
import type { ZomroClient } from "./client.ts";
import { firstOf, textOf } from "./decode.ts";
import { buildStep, lasting } from "./step.ts";
import { accessOf } from "./vm-steps.ts";

const MINUTE = 60_000;

export function createZomroActs(client: ZomroClient): ProviderActs {
  return {
    rules: ZOMRO_ACTS,
    prepare: (request, call) => prepare(client, request, call),
    read: (request, call) => read(client, request, call),
  };
}

async function prepare(client: ZomroClient, request: ActRequest, call: Call): Promise<PreparedAct> {
  switch (request.rule.name) {
    case "reboot":
      return prepared([act(request, "service.reboot", "reboot", UNREADABLE)]);
    case "backup":
      return takeBackup(request, await listBackups(client, request.observed.remoteId, call));
    case "restore":
      return restore(request, await listBackups(client, request.observed.remoteId, call));
    case "boot-from-iso":
      return bootFromIso(request);
    case "rescue":
      return rescue(request);
    case "unrescue":
      return unrescue(request);
    default:
      return refused();
  }
}

function act(request: ActRequest, func: string, summary: string, settle: SettleRule, form: JsonObject = {}): Step {
  return lasting(MINUTE, buildStep(func, summary, [], { elid: request.observed.remoteId, sok: "ok", ...form }, settle));
}

/** The name alone tells afterwards which one it was: a second of the same name is not made. */
function takeBackup(request: ActRequest, backups: readonly BackupRow[]): PreparedAct {
  const { address, observed, nowMs } = request;
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  const name = argumentOf(request, "name") ?? `trueup-${stamp}`;
  if (name === "" || name.length > 100)
    return refused(buildError("act.argument", "the name of a backup has 1 to 100 characters", { address }));
  // It would be found again only as it was sent.
  if (name.trim() !== name || /\p{Cc}/u.test(name))
    return refused(
      buildError(
        "act.argument",
        "the name of a backup neither begins nor ends with a space, and holds no control characters",
        {
          address,
        },
      ),
    );
  if (backups.some((row) => row.name === name))
    return refused(
      buildError("act.exists", `${address} has a backup named ${name} already`, { address, fix: "--name ANOTHER" }),
    );
  const form = { sok: "ok", plid: observed.remoteId, name };
  return prepared([lasting(5 * MINUTE, buildStep(TAKE_BACKUP, `take the backup ${name}`, [], form, BY_RECORD))], {
    notes: ["a backup costs money for each day that it is kept"],
  });
}

/** A restore is a rebuild with the copy's own id, from the zone in which the preview lists it (3.10, C21). */
function restore(request: ActRequest, backups: readonly BackupRow[]): PreparedAct {
  const { address, observed, others, desired } = request;
  const copy = findCopy(request, backups);
  if (!("imageId" in copy)) return copy;
  const isGiven = request.arguments["password"] === true;
  const access = desired === undefined ? undefined : accessOf(isGiven ? withoutKeys(desired) : desired);
  if (access === undefined || !("password" in access || "ssh_keys" in access)) return refused(needsPassword(address));
  const elid = observed.remoteId;
  const step: Step = {
    ...act(request, "instances.fleio.rebuild", `restore ${copy.label} (destroys the disk)`, UNREADABLE, {
      zone: refersToName({ kind: "rebuild-zone", by: { elid, image: copy.imageId } }),
      select_rebuild: copy.imageId,
      ...access,
    }),
    fields: "password" in access ? ["password"] : [],
  };
  const since = others["snapshot"] === undefined ? copy.taken : tellTime(others["snapshot"].observed);
  const label = `everything on the disk that ${copy.label} does not hold${since === undefined || since === "" ? "" : ` (taken ${since})`}`;
  return prepared([step], { lost: [{ kind: "disk", label }] });
}

function withoutKeys<T extends { readonly attributes: JsonObject }>(desired: T): T {
  const { keys: _keys, ...attributes } = desired.attributes;
  return { ...desired, attributes };
}

function findCopy(request: ActRequest, backups: readonly BackupRow[]) {
  const { address, others } = request;
  const wanted = argumentOf(request, "backup");
  const snapshot = others["snapshot"]?.observed;
  if ((wanted === undefined) === (snapshot === undefined))
    return refused(
      buildError("act.argument", `${address}: name either a backup or a snapshot`, {
        address,
        fix: "--backup NAME, or --snapshot NAME",
      }),
    );
  if (snapshot !== undefined)
    return {
      imageId: textOf(snapshot.outputs["imageId"]),
      label: `the snapshot ${nameAndId(snapshot)}`,
      taken: tellTime(snapshot),
    };
  const matching = backups.filter((row) => row.name === wanted || row.id === wanted);
  const [found, second] = matching;
  if (found === undefined) {
    const known = backups.flatMap(({ name, id }) => [`${name} (${id})`]);
    return refused(notAmong({ address, what: "backup", wanted: wanted ?? "", known }));
  }
  if (second !== undefined)
    return refused(
      buildError("act.ambiguous", `${address} has more than one backup with the name or id ${wanted ?? ""}`, {
        address,
        detail: `They are: ${matching.map(({ name, id }) => `${name} (${id})`).join(", ")}`,
        fix: "name it by what no other has, its name or its id",
      }),
    );
  if (!found.isReady)
    return refused(buildError("act.busy", `the backup ${found.name} (${found.id}) is ${found.status}`, { address }));
  return { imageId: found.imageId, label: `the backup ${found.name} (${found.id})`, taken: found.createdOn };
}

function bootFromIso(request: ActRequest): PreparedAct {
  const image = argumentOf(request, "image") ?? "";
  const zone = argumentOf(request, "zone") ?? "pub";
  const by = { elid: request.observed.remoteId, image, zone };
  const form = { select_boot_from_iso: refersToName({ kind: "iso-image", by }), zone };
  return prepared(
    [act(request, "instances.fleio.boot_from_iso", `boot from ${image}`, expecting("bootedFromIso", true), form)],
    { notes: ["the machine restarts; trueup changes nothing of it until it is rebooted"] },
  );
}

function rescue(request: ActRequest): PreparedAct {
  const { address, desired, observed } = request;
  const image = argumentOf(request, "image") ?? textOf(jsonAt(desired?.attributes, "rescue.image"));
  if (image === "")
    return refused(
      buildError("act.argument", `${address}: there is no image to boot`, {
        address,
        fix: "--image NAME, or rescue: { image: NAME } in YAML",
      }),
    );
  const zone = argumentOf(request, "zone") ?? (textOf(jsonAt(desired?.attributes, "rescue.zone")) || "pub");
  const password = hasSecret(request, "rescue.password")
    ? { password: reference({ $ref: "secret", address, path: "rescue.password" }) }
    : {};
  const by = { elid: observed.remoteId, image, zone };
  const form = { select_boot: refersToName({ kind: "rescue-image", by }), zone, ...password };
  const summary = `boot ${image} in rescue mode`;
  return prepared([act(request, "instances.fleio.rescue", summary, expecting("rescue.enabled", true), form)], {
    notes: [
      "the machine restarts; trueup changes nothing of it until it has left rescue mode",
      ...("password" in password ? [] : ["no password is set: the vendor recommends one"]),
    ],
  });
}

function unrescue(request: ActRequest): PreparedAct {
  const { address, observed } = request;
  if (jsonAt(observed.attributes, "rescue.enabled") !== true)
    return refused(buildError("act.state", `${address} is not in rescue mode`, { address }));
  const step = act(request, "instances.fleio.unrescue", "leave rescue mode", expecting("rescue.enabled", false));
  return prepared([step], { notes: ["the machine restarts"] });
}

const expecting = (path: string, value: boolean): SettleRule => ({ by: "fields", expect: { [path]: value } });

async function read(client: ZomroClient, request: ActRequest, call: Call): Promise<ActDocument> {
  const { rule, observed } = request;
  if (rule.name === "list-backups") {
    const backups = await listBackups(client, observed.remoteId, call);
    return {
      json: backups.map(({ imageId: _imageId, isReady: _isReady, ...row }) => row),
      tables: [
        {
          kind: "backups",
          columns: ["id", "name", "taken", "status", "size", "by"],
          rows: backups.map(({ id, name, createdOn, status, size, by }) => [id, name, createdOn, status, size, by]),
        },
      ],
      secrets: [],
    };
  }
  if (rule.name === "console")
    return readConsole(await client.read("instances.fleio.vnc", { elid: observed.remoteId }, call));
  throw new DiagnosticsError([buildError("act.unknown", `${rule.name} is nothing that can be asked for`)]);
}

/** `doc.ok` is the address, `doc.cookies.cookie` what the browser must hold ([CP], 3.13). */
function readConsole(doc: JsonObject): ActDocument {
  const url = textOf(doc["ok"]);
  if (url === "")
    throw new ProviderError("instances.fleio.vnc: the answer holds no address", { fault: "malformed", effect: "none" });
  const cookie = firstOf(firstOf(doc["cookies"])["cookie"]);
  const [name, value] = [String(cookie["$name"] ?? ""), textOf(cookie)];
  const rows = [["url", url], ...(name === "" ? [] : [["cookie", `${name}=${value}`]])];
  return {
    json: { url, ...(name === "" ? {} : { cookie: { name, value } }) },
    tables: [{ kind: "console", columns: ["part", "value"], rows }],
    secrets: [url, ...(value === "" ? [] : [value])],
  };
}
