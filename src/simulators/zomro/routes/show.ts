// Objects → rows as the vendor sends them, in the caller's language and by the account's quirks. Changes nothing.
import type { JsonObject } from "../../engine/json.ts";
import type { Image, Instance, Key, Schedule, Tariff, World } from "../objects/world.ts";
import type { Wording } from "./wording.ts";
import { flagNode, node, nodes } from "./write-doc.ts";

export interface Viewer {
  world: World;
  words: Wording;
}

export function showInstance({ world, words }: Viewer, instance: Instance): JsonObject {
  const { quirks } = world.account;
  const { status, instance_status, autoprolong, order_period, real_expiredate, ...row } = instance.row;
  return {
    ...instance.rest,
    ...nodes(row),
    [quirks.panel === "old" ? "fotbo_status" : "instance_status"]: node(instance_status),
    ...billingStatus({ world, words }, instance),
    ...(autoprolong !== "" && { autoprolong: flagNode(autoprolong, words, quirks) }),
    ...(order_period !== "" && { order_period: node(order_period) }),
    // Text instead of a date where it is paid daily, [3P].
    ...(order_period === "-50" && { expiredate: node(words.daily) }),
    ...(real_expiredate !== "" && { real_expiredate: node(real_expiredate) }),
  };
}

function billingStatus({ world, words }: Viewer, instance: Instance): JsonObject {
  const code = instance.row.status;
  const text = statusText(words, instance);
  const { billingStatus: shape } = world.account.quirks;
  if (shape === "real") return { item_real_status: node(code) };
  if (shape === "orig") return { item_status: { $orig: code, $: text } };
  return { item_status: node(text), status: node(code) };
}

function statusText(words: Wording, { row, doing }: Instance): string {
  if (doing) return words[doing];
  if (row.status === "3" && row.instance_status === "stopped") return words.stopped;
  return words.statuses[row.status] ?? row.status;
}

export function showImage({ world, words }: Viewer, { row, rest }: Image): JsonObject {
  const { backup_type, cost, protected: isProtected, ...fields } = row;
  return {
    ...rest,
    ...nodes(fields),
    protected: flagNode(isProtected, words, world.account.quirks),
    ...(backup_type !== "" && { backup_type: node(backup_type) }),
    ...(cost !== "" && { cost: node(cost) }),
  };
}

/** Days by name, each with a space behind it, [S004]. */
export function showSchedule({ world, words }: Viewer, { row, rest, days }: Schedule): JsonObject {
  const servername = world.account.instances.get(row.instance_id)?.row.servername ?? "";
  const names = days.map((day) => `${words.days[day] ?? day} `).join("");
  return { ...rest, ...nodes(row), rotation_days: node(names), servername: node(servername) };
}

export function showKey({ row, rest }: Key): JsonObject {
  const { publicKey, ...fields } = row;
  return { ...rest, ...nodes(fields), ...(publicKey !== "" && { publicKey: node(publicKey) }) };
}

export function showTariff({ world }: Viewer, { row, rest }: Tariff): JsonObject {
  const { title, cost, ...fields } = row;
  const button = {
    $name: "order",
    $type: "func",
    $key: "pricelist",
    $theme: "primary",
    $func: "v2.instances.order.param",
  };
  return {
    buttons: { button },
    ...rest,
    ...nodes(fields),
    title: world.account.quirks.panel === "old" ? { main: node(title) } : node(title),
    ...(cost !== "" && { cost: node(cost) }),
  };
}
