// sshkeys, sshkeys.edit, .delete, .generator: the account's keys; a change reaches no machine, [CP] (no page of the vendor).
import { generateKeyPairSync } from "node:crypto";
import type { JsonObject } from "../../engine/json.ts";
import { nextId } from "../objects/new-ids.ts";
import { type Call, done, editOf, type Handler, visibleFrom } from "./call.ts";
import { shownKey } from "./guards.ts";
import { listRows } from "./list-rows.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { showKey } from "./show.ts";
import { nodes } from "./write-doc.ts";

const KEY_TEXT = /^(ssh-[a-z0-9]+|ecdsa-sha2-[a-z0-9]+|sk-[a-z0-9@.-]+) [A-Za-z0-9+/]+={0,2}( .*)?$/;

export const sshkeys: Handler = (call) => {
  const visible = [...call.world.account.keys.values()].filter((key) => key.visibleFrom <= call.now);
  return listRows(call, visible.map(showKey));
};

export const sshkeysEdit: Handler = editOf(showForm, create, (call) => {
  const { row } = shownKey(call, call.form.neededId("elid"));
  const publicKey = call.form.text("publicKey");
  if (publicKey !== undefined) checkKey(call, publicKey);
  const comment = call.form.name("comment");
  if (comment !== undefined) row.comment = comment;
  return done(call, row.elid);
});

function create(call: Call): JsonObject {
  const { world, form } = call;
  form.needed("processingmodulegroup");
  const comment = form.neededName("comment");
  const publicKey = checkKey(call, form.needed("publicKey"));
  const isTaken = [...world.account.keys.values()].some(({ row }) => row.comment === comment);
  if (isTaken && world.account.quirks.duplicateKeys === "refuse") throw refusal("exists", "comment");
  const row = { elid: nextId(world, "key"), comment, fotbokeyid: nextId(world, "cloudKey"), publicKey };
  world.account.keys.set(row.elid, { row, rest: {}, visibleFrom: visibleFrom(call) });
  return done(call, row.elid);
}

function showForm(call: Call): JsonObject {
  if (call.form.text("elid") === undefined) return { comment: {}, publicKey: {} };
  const { elid, comment, publicKey } = shownKey(call, call.form.neededId("elid")).row;
  return nodes({ elid, comment, publicKey });
}

export const sshkeysDelete: Handler = (call) => {
  const found = call.form.neededIds("elid").map((id) => shownKey(call, id));
  for (const { row } of found) call.world.account.keys.delete(row.elid);
  return done(call);
};

export const sshkeysGenerator: Handler = () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  // OpenSSH's form: the type, then length-prefixed type and 32 bytes of key.
  const raw = publicKey.export({ type: "spki", format: "der" }).subarray(-32);
  const blob = Buffer.concat([sized(Buffer.from("ssh-ed25519")), sized(raw)]).toString("base64");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return nodes({ public_key: `ssh-ed25519 ${blob}`, private_key: pem });
};

function sized(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function checkKey(call: Call, text: string): string {
  if (KEY_TEXT.test(text)) return text;
  throw invalidKey(call);
}

/** JSON in `$object`, or with an older panel in the message, [CP]. */
function invalidKey({ world }: Call): Refusal {
  const problem = JSON.stringify({ public_key: ["Key is invalid."] });
  return world.account.quirks.panel === "old"
    ? refusal("value", "publicKey", problem)
    : refusal("value", problem, "Key is invalid.");
}
