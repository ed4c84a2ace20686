// rebuild, rescue, unrescue, boot_from_iso, changepassword: what a machine's disk and its boot are made of.

import { keyChoices } from "../objects/tariff-choice.ts";
import { startWork } from "../objects/work.ts";
import { chosenImage, zoneSelects } from "../objects/zone-images.ts";
import { type Call, done, formOf, type Handler } from "./call.ts";
import { attachableKey, checkPassword, idleInstance, liveInstance } from "./guards.ts";
import { setRunning } from "./power-handlers.ts";
import { select } from "./write-doc.ts";

const PUBLIC = "pub";
const UP_OR_DOWN = ["active", "stopped"];

/** Writes the disk anew; with a copy's UUID it is a restore, [Z466]. */
export const rebuild: Handler = formOf(
  (call) => {
    const { account } = call.world;
    const instance = liveInstance(call, call.form.neededId("elid"));
    const images = zoneSelects(call, instance, "select_rebuild", account.quirks.rebuildZone);
    return { slist: [...images, select("ssh_keys", keyChoices(account.keys.values(), call.now), account.quirks)] };
  },
  (call) => {
    const instance = idleInstance(call, call.form.neededId("elid"), [...UP_OR_DOWN, "rescued", "error"]);
    const { reading, rebuildZone } = call.world.account.quirks;
    const zones = reading === "both" ? [PUBLIC, "image"] : [rebuildZone];
    const image = chosenImage(call, instance, "select_rebuild", zones);
    const { password, keyId } = access(call);
    const finish = (): void => {
      setRunning(instance);
      instance.row.instances_os = image.label;
      instance.password = password;
      Object.assign(instance.inside, { keyId, diskGeneration: instance.inside.diskGeneration + 1 });
    };
    startWork(call, { instance, meanwhile: "rebuilding", finish });
    return done(call);
  },
);

/** The switch is `enablessh` in its own row and `use_ssh_key` in the row of the keys, [Z466] C20. */
function access(call: Call): { password: string | null; keyId: string | null } {
  const { form, world } = call;
  const isOther = world.account.quirks.reading !== "curl" && form.text("enablessh") === undefined;
  const field = isOther && form.text("use_ssh_key") !== undefined ? "use_ssh_key" : "enablessh";
  const isKey = form.neededOneOf(field, ["on", "off"]) === "on";
  if (isKey) return { password: null, keyId: attachableKey(call, "ssh_keys") };
  return { password: checkPassword(form.needed("password")), keyId: null };
}

export const rescue: Handler = formOf(
  (call) => previewBoot(call, "select_boot"),
  (call) => boot(call, rescueField(call), "rescuing", "rescued"),
);

export const bootFromIso: Handler = formOf(
  (call) => previewBoot(call, "select_boot_from_iso"),
  (call) => boot(call, "select_boot_from_iso", "booting_from_iso", "booted_from_iso"),
);

/** The curl and the parameter table say `select_boot`, the table of the example says `select_boot_from_iso`, [S000] C13. */
function rescueField({ form, world }: Call): string {
  const { reading } = world.account.quirks;
  const isOther = form.text("select_boot") === undefined && form.text("select_boot_from_iso") !== undefined;
  return reading === "table" || (reading === "both" && isOther) ? "select_boot_from_iso" : "select_boot";
}

function previewBoot(call: Call, field: string) {
  const instance = liveInstance(call, call.form.neededId("elid"));
  return { slist: zoneSelects(call, instance, field, PUBLIC) };
}

function boot(call: Call, field: string, meanwhile: string, end: string) {
  const instance = idleInstance(call, call.form.neededId("elid"), UP_OR_DOWN);
  const image = chosenImage(call, instance, field, [PUBLIC]);
  const password = call.form.text("password");
  if (password !== undefined) checkPassword(password);
  const finish = (): void => {
    Object.assign(instance.row, { instance_status: end, status: "2" });
    instance.inside.bootedFrom = image.uuid;
  };
  startWork(call, { instance, meanwhile, finish });
  return done(call);
}

/** Takes no `sok` in the vendor's table and curl, [S000] C14. */
export const unrescue: Handler = (call) => {
  const instance = idleInstance(call, call.form.neededId("elid"), ["rescued"]);
  startWork(call, { instance, meanwhile: "unrescuing", finish: () => setRunning(instance) });
  return done(call);
};

export const changePassword: Handler = formOf(
  (call) => {
    liveInstance(call, call.form.neededId("elid"));
    return { password: {} };
  },
  (call) => {
    const instance = idleInstance(call, call.form.neededId("elid"), ["active"]);
    const password = checkPassword(call.form.needed("password"));
    const finish = (): void => {
      instance.password = password;
      instance.inside.passwordChanges += 1;
    };
    startWork(call, { instance, finish });
    return done(call);
  },
);
