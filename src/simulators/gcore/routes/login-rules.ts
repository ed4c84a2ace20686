// Who may log in to a machine to be: keys, passwords and user data, which differ between Linux and Windows, [DOC create-an-instance].
import type { PlannedVolume } from "./check-new-volumes.ts";
import type { InstanceBody } from "./instance-body.ts";
import { invalidField } from "./refusal.ts";

const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z0-9]/];
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Returns the user data that takes effect: on Linux none when there is a password. */
export function checkLogin(body: InstanceBody, boot: PlannedVolume | undefined, hasKey: boolean): string | undefined {
  const isWindows = systemOf(boot) === "windows";
  const { username, password, user_data: userData } = body;
  if (userData !== undefined && !BASE64.test(userData.replace(/\s/g, "")))
    throw invalidField("user_data", "User data must be base64");
  checkKey(boot, hasKey, password !== undefined);
  if (isWindows && username !== undefined) throw invalidField("username", "Windows machines take no username");
  if (isWindows && password !== undefined) checkPassword(password);
  if (username !== undefined && password === undefined) throw invalidField("password", "A username needs a password");
  return !isWindows && password !== undefined ? undefined : userData;
}

function systemOf(boot: PlannedVolume | undefined): string {
  const metadata = boot?.existing?.row.volume_image_metadata ?? boot?.sourceVolume?.row.volume_image_metadata;
  return boot?.image?.os_type ?? String(metadata?.["os_type"] ?? "linux");
}

function checkKey(boot: PlannedVolume | undefined, hasKey: boolean, hasPassword: boolean): void {
  const rule = boot?.image?.["ssh_key"];
  if (rule === "required" && !hasKey && !hasPassword)
    throw invalidField("ssh_key_name", "The image requires an SSH key");
  if (rule === "deny" && hasKey) throw invalidField("ssh_key_name", "The image takes no SSH key");
}

function checkPassword(password: string): void {
  const isLong = password.length >= 8 && password.length <= 16;
  if (isLong && CLASSES.every((characters) => characters.test(password))) return;
  throw invalidField("password", "8 to 16 characters with lower case, upper case, digit and special character");
}
