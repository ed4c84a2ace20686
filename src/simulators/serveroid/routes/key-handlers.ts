// M31 pubkeys, M32 pubkeys_add, M33 pubkeys_edit, M34 pubkeys_delete: the account's registered keys. None of them reaches into a VM.
import type { JsonObject } from "../../engine/json.ts";
import type { Key } from "../objects/world.ts";
import type { KeyRow } from "../seed/vendor-rows.ts";
import type { Call, Handler } from "./call.ts";
import { isOwnTenant, visibleFrom } from "./guards.ts";
import { invalid, refusal } from "./refusal.ts";
import { byNewest } from "./show.ts";

const KEY_TYPES: Record<string, string> = { "ssh-dss": "DSA", "ssh-rsa": "RSA", "ssh-ed25519": "ED25519" };
const KEY_TEXT = /^(ssh-[a-z0-9]+|ecdsa-sha2-[a-z0-9]+|sk-[a-z0-9@.-]+) [A-Za-z0-9+/]+={0,2}( .*)?$/;

export const pubkeys: Handler = (call) => ({
  result: byNewest(call.world.account.keys)
    .filter((key) => key.visibleFrom <= call.now)
    .map(({ row }) => row),
});

/** The text is echoed unchanged, [PF]; the answer has no tenantId in the samples, the list has it mostly, [S002] H8. */
export const pubkeysAdd: Handler = (call) => {
  const tenantId = call.values.neededInt("tenantId");
  if (!isOwnTenant(call.world, tenantId)) throw refusal("error.not.owner");
  const publicKey = checkKeyText(call.values.neededText("publicKey"));
  call.world.lastIds.key += 1;
  const id = call.world.lastIds.key;
  const name = call.values.neededText("name");
  const row: KeyRow = { id, tenantId, name, type: keyType(publicKey), publicKey, timeAdded: call.now };
  call.world.account.keys.set(id, { row, tenantId, ownerUser: null, visibleFrom: visibleFrom(call) });
  return { result: withoutTenant(row) };
};

export const pubkeysEdit: Handler = (call) => {
  const { row } = ownKey(call);
  const publicKey = checkKeyText(call.values.text("publicKey") ?? row.publicKey);
  const name = call.values.text("name") ?? row.name;
  Object.assign(row, { name, publicKey, type: keyType(publicKey) });
  for (const vm of call.world.account.vms.values()) {
    for (const inVm of vm.keyRows) if (inVm["id"] === row.id) inVm["name"] = name;
  }
  return { result: withoutTenant(row) };
};

/** Files on the machines stay as they are, [ASSUMED] M34. */
export const pubkeysDelete: Handler = (call) => {
  const { row } = ownKey(call);
  call.world.account.keys.delete(row.id);
  for (const vm of call.world.account.vms.values()) vm.keyRows = vm.keyRows.filter(({ id }) => id !== row.id);
  return {};
};

function ownKey(call: Call): Key {
  const key = call.world.account.keys.get(call.values.neededInt("keyId"));
  if (!key) throw refusal("error.object.not.found");
  const tenantId = call.values.neededInt("tenantId");
  const isOurs = key.ownerUser === null && isOwnTenant(call.world, tenantId);
  if (!isOurs || (key.tenantId !== null && key.tenantId !== tenantId)) throw refusal("error.not.owner");
  return key;
}

function checkKeyText(text: string): string {
  if (KEY_TEXT.test(text)) return text;
  throw invalid({ field: "publicKey", message: "неверный формат публичного ключа" });
}

/** The samples know DSA only; other words are [ASSUMED]. */
function keyType(text: string): string {
  return KEY_TYPES[text.split(" ", 1)[0] ?? ""] ?? "ECDSA";
}

function withoutTenant(row: KeyRow): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== "tenantId"));
}
