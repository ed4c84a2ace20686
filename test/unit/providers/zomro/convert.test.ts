// What Zomro's rows say of machines, snapshots and schedules, in every way that they are written.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import {
  convertInstance,
  convertSchedule,
  convertSnapshot,
  isDeleted,
} from "../../../../src/providers/zomro/convert.ts";

const node = (text: string) => ({ $: text });
const instance = (row: JsonObject) => convertInstance({ id: node("7"), servername: node("web"), ...row });
const snapshot = (row: JsonObject) => convertSnapshot({ id: node("9"), name: node("s"), ...row }, "7");
const schedule = (row: JsonObject) =>
  convertSchedule({ id: node("3"), name: node("n"), rotation_time: node("02:01"), ...row }, "7");

describe("a machine's condition", () => {
  it.each<[JsonObject, string, string | undefined]>([
    [{ instance_status: node("active"), status: node("2") }, "ready", "on"],
    [{ instance_status: node(" Active "), status: node("2") }, "ready", "on"],
    [{ instance_status: { $orig: "active", $: "Активен" } }, "ready", "on"],
    [{ fotbo_status: node("stopped"), status: node("3") }, "ready", "off"],
    [{ instance_status: node("stopped"), item_status: { $orig: "3", $: "Temporary suspended" } }, "ready", "off"],
    [{ instance_status: node("active"), status: node("5") }, "busy", undefined],
    [{ instance_status: node("active"), item_real_status: node("5") }, "busy", undefined],
    [{ instance_status: node("active"), item_status: { $orig: "1", $: "Ordered" } }, "busy", undefined],
    [{ instance_status: node("active"), item_status: node("Deletion in progress") }, "busy", undefined],
    [{ instance_status: node("running_image_uploading") }, "busy", undefined],
    [{ instance_status: node("suspended") }, "blocked", undefined],
    [{ instance_status: node("resized") }, "blocked", undefined],
    [{ instance_status: node("booted_from_iso") }, "blocked", undefined],
    [{ instance_status: node("error") }, "blocked", undefined],
    [{ instance_status: node("migrating") }, "blocked", undefined],
    [{ instance_status: {} }, "blocked", undefined],
    [{}, "blocked", undefined],
  ])("%j is %s", (row, condition, power) => {
    const found = instance(row);
    expect([found.condition, found.attributes["power"]]).toEqual([condition, power]);
    if (condition === "blocked") expect(found.conditionDetail).not.toBe("");
  });

  it("of a rescued one only rescue may change", () => {
    const found = instance({ instance_status: node("rescued") });
    expect(found).toMatchObject({ condition: "blocked", attributes: { rescue: { enabled: true } } });
    expect(found.unblocked).toContain("rescue.enabled");
  });

  it.each<JsonObject>([
    { status: node("4") },
    { item_real_status: node("4") },
    { item_status: { $orig: "4", $: "Deleted" } },
  ])("%j is deleted", (row) => {
    expect(isDeleted({ ...row, instance_status: node("active") })).toBe(true);
  });

  it.each(["", "7, 8", "7,8", " ", "x", "7.0", "-7"])("the id %j is none", (id) => {
    expect(() => instance({ id: node(id) })).toThrow("without an id");
  });
});

describe("a snapshot's condition", () => {
  it.each<[JsonObject, string]>([
    [{ fleio_status: node("Saving") }, "busy"],
    [{ fleio_status: node("Active"), protected: node("off") }, "ready"],
    [{ fleio_status: node("Active"), item_real_status: node("5") }, "busy"],
    [{ fleio_status: node("Active"), protected: node("on") }, "blocked"],
    [{ fleio_status: node("Active"), protected: { $orig: "on", $: "Да" } }, "blocked"],
    [{ fleio_status: node("Suspended") }, "blocked"],
    [{}, "blocked"],
  ])("%j is %s", (row, condition) => {
    expect(snapshot(row).condition).toBe(condition);
  });
});

describe("a schedule's days and time", () => {
  it.each([
    ["Monday Tuesday Wednesday Thursday Friday Saturday ", ["mon", "tue", "wed", "thu", "fri", "sat"]],
    ["  friday,  MONDAY\tMonday", ["mon", "fri"]],
    ["0,6", ["sun", "sat"]],
    ["1, 0 Sunday", ["sun", "mon"]],
  ])("%j", (days, expected) => {
    expect(schedule({ rotation_days: node(days) })).toMatchObject({
      attributes: { days: expected },
      condition: "ready",
    });
  });

  it("a code beside the words counts, and words beside a code that is none", () => {
    const days = (row: JsonObject) => schedule({ rotation_days: row }).attributes["days"];
    expect(days({ $orig: "1,2", $: "Понедельник Вторник " })).toEqual(["mon", "tue"]);
    expect(days({ $orig: "mask-6", $: "Monday Tuesday " })).toEqual(["mon", "tue"]);
  });

  it.each(["Понедельник Вторник ", "7", "everyday", ""])("%j cannot be read: nothing is sent", (days) => {
    const found = schedule({ rotation_days: node(days) });
    expect(found.condition).toBe("blocked");
    expect(found.conditionDetail).toContain("which trueup cannot read");
  });

  it.each([
    ["02:01", "02:01"],
    ["2:01", "02:01"],
    ["02:01:00", "02:01"],
    ["noon", "noon"],
  ])("the time %j", (time, expected) => {
    expect(schedule({ rotation_days: node("Monday"), rotation_time: node(time) }).attributes["time"]).toBe(expected);
  });
});
