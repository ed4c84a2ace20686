// A new machine that was paid for: processing, creating, building, active, and last of all an address, [CP]. Checks nothing.
import { type Call, visibleFrom } from "../routes/call.ts";
import { nextAddress, nextId, nextIpv6, nextUuid } from "./new-ids.ts";
import { dayOf } from "./provider-time.ts";
import { secondsOf, startWork } from "./work.ts";
import { freshInside, type Instance, type Order, type World } from "./world.ts";

/** The address comes so much later than `active`, [ASSUMED]. */
const ADDRESS_MS = 5000;

export function addInstance(call: Call, order: Order): void {
  const { world } = call;
  const instance = newInstance(call, order);
  const { id } = instance.row;
  world.account.instances.set(id, instance);
  const fail = (leaves: "object" | "nothing"): void => {
    instance.doing = null;
    if (leaves === "nothing") world.account.instances.delete(id);
    else Object.assign(instance.row, { instance_status: "error", status: "2" });
  };
  const finish = (at: number): void => {
    instance.doing = null;
    Object.assign(instance.row, { instance_status: "active", status: "2" });
    instance.inside.diskGeneration = 1;
    const giveAddress = (): void => {
      if (instance.row.status === "4") return;
      instance.row.ip = nextAddress(world);
      if (order.hasIpv6) instance.row.ip_v6 = nextIpv6(world);
    };
    world.pending.push({ at: at + ADDRESS_MS / world.speed, happen: giveAddress });
  };
  startWork(call, { instance, like: "v2.instances.order.param", finish, fail });
  buildLater(call, instance);
}

function buildLater({ world, now }: Call, instance: Instance): void {
  const third = (secondsOf(world, "v2.instances.order.param") * 1000) / 3 / world.speed;
  const happen = (): void => {
    if (instance.row.instance_status === "creating") instance.row.instance_status = "building";
  };
  world.pending.push({ at: now + third, happen });
}

function newInstance(call: Call, { tariff, datacenter, system, ...order }: Order): Instance {
  const id = nextId(call.world, "item");
  const { title, cost } = tariff.row;
  return {
    row: {
      id,
      name: `${title} #${id}`,
      servername: order.servername === "" ? `server-${id}` : order.servername,
      ip: "",
      ip_v6: "",
      rdns_record: "",
      instance_status: "creating",
      status: "5",
      pricelist: title,
      cost,
      datacentername: datacenter.name,
      instances_os: system.label,
      createdate: dayOf(call.now),
      fotbo_id: nextUuid(call.world),
      autoprolong: order.period === "-50" ? "" : "on",
      backup_rotation: "5",
      order_period: order.period,
      real_expiredate: expiry(call.world, order.period),
    },
    doing: "activation",
    formerPlan: null,
    password: order.password,
    visibleFrom: visibleFrom(call),
    rest: {},
    inside: { ...freshInside(), keyId: order.keyId, remoteId: order.remoteId },
  };
}

function expiry({ clock }: World, period: string): string {
  const end = new Date(clock.now());
  if (period === "-50") end.setUTCDate(end.getUTCDate() + 1);
  else end.setUTCMonth(end.getUTCMonth() + Number(period));
  return dayOf(end.getTime());
}
