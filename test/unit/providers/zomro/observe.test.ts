// When Zomro's reads prove something: filters, parts of other machines, and whether a machine is really gone.
import { describe, expect, it } from "vitest";
import type { ObserveScope } from "../../../../src/core/provider.ts";
import { isReadable, observeZomro } from "../../../../src/providers/zomro/observe.ts";
import { type Answer, refusal, scripted } from "./scripted.ts";

const node = (text: string) => ({ $: text });

async function observe(scope: ObserveScope, answers: Readonly<Record<string, Answer>>) {
  const { client, asked } = scripted(answers);
  const found: string[] = [];
  for await (const object of observeZomro(client, scope, {})) found.push(`${object.type} ${object.remoteId}`);
  return { found, asked };
}

describe("filters", () => {
  it.each([
    [{ servername: node("web") }],
    [{ ip_v6: node("2001:db8::1") }],
    [{ "item.status": { $orig: "2", $: "Active" } }],
  ])("%j hides machines: the read fails", async (filter) => {
    await expect(observe({ types: ["vm"] }, { "instances.filter": () => filter })).rejects.toThrow(/is filtered by/);
  });

  it("empty fields and what surrounds a form are no filter", async () => {
    const form = {
      $func: "instances.filter",
      servername: {},
      ip: node(" "),
      slist: [{ $name: "x" }],
      p_cnt: node("5"),
    };
    expect((await observe({ types: ["vm"] }, { "instances.filter": () => form })).found).toEqual([]);
  });

  it("neutral values of dates and choices are no filter; a doubled field counts by its first value", async () => {
    const neutral = { createdate: node("nodate"), status: node("null"), item_status: [{}, node("2")] };
    expect((await observe({ types: ["vm"] }, { "instances.filter": () => neutral })).found).toEqual([]);
    const doubled = { servername: [node("web"), {}] };
    await expect(observe({ types: ["vm"] }, { "instances.filter": () => doubled })).rejects.toThrow("servername");
  });

  it.each([
    ["schedule", "instances.fleio_bckps.schedule.filter", "the list of schedules is filtered by name"],
    ["key", "sshkeys.filter", "the list of SSH keys is filtered by name"],
  ] as const)("a filter hides a %s like any other object", async (type, name, message) => {
    const scope: ObserveScope = { types: [type], parents: ["7"] };
    await expect(observe(scope, { [name]: () => ({ name: node("nightly") }) })).rejects.toThrow(message);
    const { asked } = await observe(scope, { [name]: () => refusal("missed", "func") });
    expect(asked.filter((func) => func === name)).toHaveLength(1);
  });

  it("an answer to another function is no form without values", async () => {
    const elsewhere = () => ({ $func: "logon" });
    await expect(observe({ types: ["vm"] }, { "instances.filter": elsewhere })).rejects.toThrow("that of logon");
  });

  it("the filter of snapshots is read before them, once; a panel that has none keeps none", async () => {
    const scope: ObserveScope = { types: ["snapshot", "schedule"], parents: ["7", "8"] };
    const name = "instances.snapshots.filter";
    const filtered = observe(scope, { [name]: () => ({ name: node("nightly") }) });
    await expect(filtered).rejects.toThrow("the list of snapshots is filtered by name");
    const { asked } = await observe(scope, { [name]: () => refusal("missed", "func") });
    expect(asked.filter((func) => func === name)).toHaveLength(1);
    expect((await observe(scope, { [name]: () => refusal("access") })).found).toEqual([]);
    await expect(observe(scope, { [name]: () => refusal("auth") })).rejects.toMatchObject({ fault: "unauthorised" });
    await expect(observe(scope, { [name]: () => "<html>" })).rejects.toMatchObject({ fault: "malformed" });
    await expect(observe({ types: ["vm"] }, { "instances.filter": () => refusal("missed", "func") })).rejects.toThrow();
  });

  it("losses are not told from filtered lists", async () => {
    const answers = { "instances.fleio_bckps.filter": () => ({ name: node("x") }) };
    await expect(observe({ types: ["vm"], losses: ["7"] }, answers)).rejects.toThrow("the list of backups is filtered");
  });
});

describe("parts", () => {
  it("schedules of other machines, and what is deleted, are left out", async () => {
    const days = { rotation_days: node("Monday "), rotation_time: node("02:01") };
    const { found } = await observe(
      { types: ["snapshot", "schedule"], parents: ["7"] },
      {
        "instances.snapshots": () => ({
          elem: [
            { id: node("1"), item_real_status: node("4") },
            { id: node("2"), fleio_status: node("Active") },
          ],
        }),
        "instances.fleio_bckps.schedule": ({ elid, plid }) => ({
          elem: [
            { id: node("3"), instance_id: node("8"), ...days },
            { id: node("4"), instance_id: node(elid === plid ? (elid ?? "") : ""), ...days },
          ],
        }),
      },
    );
    expect(found).toEqual(["snapshot 2", "schedule 4"]);
  });
});

describe("whether a machine that is not listed is gone", () => {
  const readable = (answer: Answer) => isReadable(scripted({ "instances.edit": answer }).client, "7", {});

  it.each([[{}], [{ status: node("2") }], [{ servername: node("web") }]])("not if it can be read: %j", async (doc) => {
    expect(await readable(() => doc)).toBe(true);
  });

  it.each([
    [{ status: node("4") }],
    [{ item_real_status: node("4") }],
    [{ item_status: { $orig: "4", $: "Deleted" } }],
    [refusal("missed", "elid")],
    [refusal("value", "elid")],
    [refusal("missed", "item")],
  ])("it is, if it is deleted or its id unknown: %j", async (doc) => {
    expect(await readable(() => doc)).toBe(false);
  });

  it.each([
    [refusal("access")],
    [refusal("busy")],
    [refusal("license")],
    [refusal("")],
    ["<html>"],
    [refusal("missed", "func")],
    [refusal("missed")],
    [refusal("value", "lang")],
    [{ $func: "logon" }],
  ])("nothing is concluded from %j", async (answer) => {
    await expect(readable(() => answer)).rejects.toMatchObject({ effect: "none" });
  });
});
