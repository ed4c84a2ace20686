// SSH keys of a project.
import { createHash, generateKeyPairSync } from "node:crypto";
import { add, find, listObjects, remove } from "../objects/find-objects.ts";
import { newUuid } from "../objects/new-ids.ts";
import type { SshKeyRow } from "../seed/vendor-rows.ts";
import { flag, object, optional, text, withDefault } from "./body-shape.ts";
import { type Call, NO_CONTENT, ok, type Routes, route, timeText } from "./call.ts";
import { visibleFrom } from "./call-faults.ts";
import { name } from "./field-shapes.ts";
import { ordered, page } from "./list-page.ts";
import { conflict, invalidField } from "./refusal.ts";

const ROOT = "/v1/ssh_keys/{project_id}";
const ONE = `${ROOT}/{ssh_key_id}`;

export const sshKeyRoutes: Routes = {
  "ssh_keys.create": route({
    verb: "POST",
    path: ROOT,
    creates: true,
    body: object({ name, public_key: optional(text()), shared_in_project: withDefault(flag, true) }),
    handle: (call, body) => ({ status: 201, body: createKey(call, body) }),
  }),
  "ssh_keys.list": route({
    verb: "GET",
    path: ROOT,
    kind: "list",
    query: { name: "text", order_by: ["created_at.asc", "created_at.desc", "name.asc", "name.desc"] },
    handle: (call) => {
      const found = listObjects(call, "ssh_keys").filter(({ row }) => row.name.includes(call.query.text("name") ?? ""));
      const sorted = ordered(found, call.query.text("order_by"), ({ row }, key) => String(row[key] ?? ""));
      return page(call, sorted, ({ row }) => row, 10);
    },
  }),
  "ssh_keys.get": route({ verb: "GET", path: ONE, handle: (call) => ok(keyOf(call)) }),
  "ssh_keys.update": route({
    verb: "PATCH",
    path: ONE,
    body: object({ shared_in_project: flag }),
    handle: (call, body) => {
      const row = keyOf(call);
      row.shared_in_project = body.shared_in_project;
      return ok(row);
    },
  }),
  "ssh_keys.delete": route({
    verb: "DELETE",
    path: ONE,
    handle: (call) => {
      remove(call, "ssh_keys", keyOf(call).id);
      return NO_CONTENT;
    },
  }),
};

function keyOf(call: Call): SshKeyRow {
  return find(call, "ssh_keys", call.path["ssh_key_id"] ?? "").row;
}

interface WantedKey {
  name: string;
  public_key: string | undefined;
  shared_in_project: boolean;
}

/** Names are taken as unique in the project, [ASSUMED]. The private half is told this once, and only of a key made here. */
export function createKey(call: Call, wanted: WantedKey): SshKeyRow & { private_key: string | null } {
  const { world, now, projectId } = call;
  if (listObjects(call, "ssh_keys").some(({ row }) => row.name === wanted.name))
    throw conflict(`SSH key ${wanted.name} already exists`);
  const { publicKey, privateKey } =
    wanted.public_key === undefined ? makePair() : { publicKey: wanted.public_key, privateKey: null };
  const row: SshKeyRow = {
    id: newUuid(world),
    name: wanted.name,
    public_key: publicKey,
    fingerprint: fingerprintOf(publicKey),
    state: "ACTIVE",
    shared_in_project: wanted.shared_in_project,
    project_id: projectId === 0 ? null : projectId,
    created_at: timeText(now),
  };
  add(call, "ssh_keys", row, visibleFrom(call));
  return { ...row, private_key: privateKey };
}

/** MD5 in hex with colons; a text that is no key is refused. */
function fingerprintOf(publicKey: string): string {
  const [, type = "", blob = ""] = /^\s*(\S+)\s+(\S+)/.exec(publicKey) ?? [];
  const bytes = Buffer.from(blob, "base64");
  const isKey = bytes.length > 4 && bytes.subarray(4, 4 + bytes.readUInt32BE(0)).toString("latin1") === type;
  if (!isKey) throw invalidField("public_key", "Not a public SSH key");
  return (createHash("md5").update(bytes).digest("hex").match(/../g) ?? []).join(":");
}

function makePair(): { publicKey: string; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ type: "spki", format: "der" }).subarray(-32);
  const part = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const blob = Buffer.concat([part(Buffer.from("ssh-ed25519")), part(raw)]).toString("base64");
  return { publicKey: `ssh-ed25519 ${blob}`, privateKey: String(privateKey.export({ type: "pkcs8", format: "pem" })) };
}
