import { describe, expect, it } from "vitest";
import { nameKeys } from "../../../../src/config/write/name-keys.ts";
import { transliterate } from "../../../../src/config/write/transliterate.ts";
import type { Section } from "../../../../src/core/address.ts";
import type { Observed } from "../../../../src/core/observed.ts";

const object = (name: string, remoteId: string, more: Partial<Observed> = {}): Observed => ({
  ...{ type: "vm", remoteId, name, owned: true, attributes: {}, outputs: {}, condition: "ready", lost: [] },
  ...more,
});

const vms = (...names: string[]) =>
  names.map((name, index) => ({ section: "vms" as const, object: object(name, `${index + 1}`) }));

const keysOf = (nameables: Parameters<typeof nameKeys>[0], taken: readonly [Section, ReadonlySet<string>][] = []) =>
  Object.fromEntries(nameKeys(nameables, new Map(taken)));

describe("transliterate", () => {
  it.each([
    ["Проект Ёлка", "Proekt Elka"],
    ["Щит Хозяйство Юг", "Shchit Khoziaistvo Iug"],
    ["Київ їжак Ґанок", "Kiiv izhak Ganok"],
    ["Ўладзімір", "Uladzimir"],
    ["Café Ærø Łódź Straße", "Cafe Aero Lodz Strasse"],
    ["e\u0301", "e"],
    ["日本 🦊", " "],
    ["plain-1", "plain-1"],
  ])("%s", (text, latin) => {
    expect(transliterate(text)).toBe(latin);
  });
});

describe("a key", () => {
  it("is the name where that can be one", () => {
    expect(keysOf(vms("web-1", "Db_Main"))).toEqual({ "vm 1": "web-1", "vm 2": "Db_Main" });
  });

  it("has a letter first, no word of YAML or JavaScript, and the id where nothing is left of the name", () => {
    const found = keysOf(vms("0123", "on", "NULL", "__proto__", "日本", "", "--a--", "${x}"));
    expect(found).toEqual({
      ...{ "vm 1": "vm-0123", "vm 2": "vm-on", "vm 3": "vm-NULL", "vm 4": "vm-__proto__" },
      ...{ "vm 5": "vm-5", "vm 6": "vm-6", "vm 7": "a", "vm 8": "x" },
    });
  });

  it("is not longer than an address takes, whatever number it gets", () => {
    const long = "y".repeat(80);
    const found = Object.values(keysOf(vms(long, long, long)));
    expect(found).toEqual(["y".repeat(63), `${"y".repeat(61)}-2`, `${"y".repeat(61)}-3`]);
  });

  it("is numbered where it is taken, by the order of ids, whatever order the objects come in", () => {
    const found = keysOf(vms("web", "web", "web.", "web-2"), [["vms", new Set(["web-3"])]]);
    expect(found).toEqual({ "vm 1": "web", "vm 2": "web-2", "vm 3": "web-4", "vm 4": "web-2-2" });
    expect(keysOf(vms("web", "web", "web.", "web-2").reverse(), [["vms", new Set(["web-3"])]])).toEqual(found);
  });

  it("of a part that shares its name names its machine", () => {
    const parts = ["1", "2"].map((vm, index) => ({
      section: "snapshots" as const,
      object: object("daily", `${7 + index}`, { type: "snapshot", parentId: vm }),
      parent: `vm ${vm}`,
    }));
    expect(keysOf([...vms("web", "db"), ...parts])).toMatchObject({
      "snapshot 1 7": "web-daily",
      "snapshot 2 8": "db-daily",
    });
  });
});
