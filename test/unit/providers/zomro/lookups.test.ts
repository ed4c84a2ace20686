// Which id a name stands for at Zomro: one's own images by their names, systems before copies, tariffs per data centre.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import { readOnce, resolveLookup } from "../../../../src/providers/zomro/lookups.ts";
import { type Answer, refusal, scripted } from "./scripted.ts";

const choice = (depend: string, key: string, label: string, name?: string) => ({
  $depend: depend,
  $key: key,
  $: label,
  ...(name === undefined ? {} : { $name: name }),
});
const BOOT = [
  choice("pub", "u-12", "Debian 12"),
  choice("pub", "u-11", "Debian 11"),
  choice("own", "o-1", "Centos 9 x64", "foo"),
  choice("own", "o-2", "Centos 9 x64", "bar"),
  choice("own", "o-3", "Debian 12", "golden"),
];
const preview =
  (name: string): Answer =>
  () => ({ slist: [{ $name: name, val: BOOT }] });
const { client } = scripted({
  "instances.fleio.rescue": preview("select_boot"),
  "instances.fleio.rebuild": preview("select_rebuild"),
});
const resolve = (kind: string, by: JsonObject) => resolveLookup(client, { kind, by: { elid: "7", ...by } }, {});

describe("images of rescue mode", () => {
  it.each([
    ["pub", "Debian 12", "u-12"],
    ["pub", "debian 12", "u-12"],
    ["own", "foo", "o-1"],
    ["own", "Debian 12", "o-3"],
    ["own", "golden", "o-3"],
    ["own", "o-2", "o-2"],
  ])("in the zone %s, %s is %s", async (zone, image, id) => {
    expect(await resolve("rescue-image", { zone, image })).toMatchObject({ found: true, id });
  });

  it("two of one system are told apart by name only", async () => {
    expect(await resolve("rescue-image", { zone: "own", image: "Centos 9 x64" })).toEqual({
      found: false,
      problem: "ambiguous",
      candidates: ['Centos 9 x64 "foo" (o-1)', 'Centos 9 x64 "bar" (o-2)'],
    });
  });

  it("one of the other zone is none of this zone", async () => {
    expect(await resolve("rescue-image", { zone: "pub", image: "foo" })).toMatchObject({ problem: "absent" });
    expect(await resolve("rescue-image", { zone: "own", image: "fooo" })).toMatchObject({ closest: "foo" });
    expect(await resolve("rescue-image", { zone: "own", image: "" })).toMatchObject({ problem: "absent" });
  });

  it("a refused preview has none", async () => {
    const refused = scripted({ "instances.fleio.rescue": () => refusal("value", "status") }).client;
    const by = { elid: "7", zone: "pub", image: "Debian 12" };
    expect(await resolveLookup(refused, { kind: "rescue-image", by }, {})).toMatchObject({ candidates: [] });
    const expired = scripted({ "instances.fleio.rescue": () => refusal("auth") }).client;
    await expect(resolveLookup(expired, { kind: "rescue-image", by }, {})).rejects.toThrow();
  });
});

describe("a rebuild", () => {
  it.each([
    ["Debian 12", "u-12", "pub"],
    ["golden", "o-3", "own"],
    ["foo", "o-1", "own"],
  ])("with %s takes %s of the zone %s", async (image, id, zone) => {
    expect(await resolve("rebuild-image", { image })).toMatchObject({ id });
    expect(await resolve("rebuild-zone", { image })).toMatchObject({ id: zone });
  });
});

describe("an order", () => {
  const asked: JsonObject[] = [];
  const shop = scripted({
    "v2.instances.order.pricelist": (fields) => {
      asked.push(fields);
      const titles = fields["datacenter"] === "7" ? [{ id: "2", title: { main: { $: "Far" } } }] : [];
      return {
        slist: [{ $name: "datacenter", val: { $key: "7", $: "Netherlands-9" } }],
        list: { elem: [{ id: { $: "1" }, title: { $: "Near" } }, ...titles] },
      };
    },
    "v2.instances.order.param": ({ pricelist, datacenter, sok }) => {
      if (sok !== undefined || pricelist !== "2" || datacenter !== "7") return refusal("value");
      return { slist: [{ $name: "instances_os", val: { $key: "u-7", $: "Debian 12" } }] };
    },
  }).client;
  const by = { tariff: "Far", datacenter: "Netherlands-9", period: "daily", image: "Debian 12" };

  it("finds tariffs that only the chosen data centre has, and its systems", async () => {
    expect(await resolveLookup(shop, { kind: "tariff", by }, {})).toMatchObject({ found: true, id: "2" });
    expect(await resolveLookup(shop, { kind: "order-image", by }, {})).toMatchObject({ found: true, id: "u-7" });
    const elsewhere = { ...by, datacenter: null };
    expect(await resolveLookup(shop, { kind: "tariff", by: elsewhere }, {})).toMatchObject({ problem: "absent" });
  });

  it("asks for the same form once", async () => {
    asked.length = 0;
    const reads = readOnce(shop);
    for (const kind of ["tariff", "datacenter", "order-image"]) await resolveLookup(reads, { kind, by }, {});
    expect(asked).toHaveLength(2);
  });
});
