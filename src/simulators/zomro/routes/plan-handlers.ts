// service.changepricelist, .getmoney and instances.confirm.resize: another plan, paid first, confirmed or taken back later, [CP].
import type { JsonObject } from "../../engine/json.ts";
import { pay } from "../objects/pay.ts";
import { tariffsIn } from "../objects/tariff-choice.ts";
import { startWork } from "../objects/work.ts";
import type { Instance, Tariff } from "../objects/world.ts";
import { type Call, done, formOf, type Handler } from "./call.ts";
import { idleInstance, liveInstance } from "./guards.ts";
import { refusal } from "./refusal.ts";
import { node, select } from "./write-doc.ts";

export const changePricelist: Handler = (call) => {
  const instance = liveInstance(call, call.form.neededId("elid"));
  const choices = otherTariffs(call, instance).map(({ row }) => ({ key: row.id, label: row.title }));
  return { elid: node(instance.row.id), slist: [select("pricelist", choices, call.world.account.quirks)] };
};

export const getMoney: Handler = formOf(changePricelist, (call) => {
  const instance = idleInstance(call, call.form.neededId("elid"), ["active", "stopped"]);
  const wanted = call.form.neededId("pricelist");
  const tariff = otherTariffs(call, instance).find(({ row }) => row.id === wanted);
  if (!tariff) throw refusal("value", "pricelist");
  pay(call.world, tariff, 1);
  const { pricelist, cost } = instance.row;
  const finish = (): void => {
    instance.formerPlan = { pricelist, cost };
    Object.assign(instance.row, { pricelist: tariff.row.title, cost: tariff.row.cost, instance_status: "resized" });
  };
  startWork(call, { instance, meanwhile: "resizing", finish });
  return done(call);
});

/** The two values were not seen; these words are [ASSUMED]. */
const CONFIRM = "confirm";
const REVERT = "revert";

export const confirmResize: Handler = formOf(previewResize, (call) => {
  const instance = idleInstance(call, call.form.neededId("elid"), ["resized"]);
  const choice = call.form.neededOneOf("select_resize", [CONFIRM, REVERT]);
  const finish = (): void => {
    const former = choice === REVERT ? instance.formerPlan : null;
    Object.assign(instance.row, former ?? {}, { instance_status: instance.row.status === "3" ? "stopped" : "active" });
    instance.formerPlan = null;
  };
  startWork(call, { instance, meanwhile: "resizing", finish });
  return done(call);
});

function previewResize(call: Call): JsonObject {
  liveInstance(call, call.form.neededId("elid"));
  const choices = [CONFIRM, REVERT].map((key) => ({ key, label: key }));
  return { slist: [select("select_resize", choices, call.world.account.quirks)] };
}

function otherTariffs(call: Call, { row }: Instance): Tariff[] {
  const { account } = call.world;
  const place = account.datacenters.find(({ name }) => name === row.datacentername);
  return tariffsIn(account, place?.id).filter((tariff) => tariff.row.title !== row.pricelist);
}
