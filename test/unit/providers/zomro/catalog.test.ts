// Zomro's lists for people: tariffs per data centre, images of both zones, with and without a machine. Reads only.
import { describe, expect, it } from "vitest";
import { buildCatalog } from "../../../../src/providers/zomro/catalog.ts";
import { type Answer, scripted } from "./scripted.ts";

const PLACES = [
  { $key: "2", $: "Near" },
  { $key: "7", $: "Far" },
];
const SHOP: Readonly<Record<string, Answer>> = {
  "v2.instances.order.pricelist": ({ datacenter = "2" }) => ({
    slist: [{ $name: "datacenter", val: PLACES }],
    list: {
      elem: [
        { id: { $: "1" }, title: { $: "Small" }, detail: { name: { $: "CPU count" }, value: { $: "1" } } },
        ...(datacenter === "7" ? [{ id: { $: "2" }, title: { main: { $: "Large" } }, detail: [] }] : []),
      ],
    },
  }),
  "v2.instances.order.param": ({ datacenter, sok }) => ({
    slist: [{ $name: "instances_os", val: { $key: `${sok ?? "u"}-${datacenter}`, $: "Debian 12" } }],
  }),
  "instances.fleio.rescue": ({ elid }) => ({
    slist: [
      {
        $name: "select_boot",
        val: [
          { $depend: "own", $key: "o-1", $: "Centos 9 x64", $name: "foo" },
          { $depend: "pub", $key: `u-${elid}`, $: "Debian 12" },
        ],
      },
    ],
  }),
};
const rowsOf = async (kind: string, answers: Readonly<Record<string, Answer>> = {}) => {
  const [table] = await buildCatalog(scripted({ ...SHOP, ...answers }).client, kind, {});
  return table?.rows.map((row) => row.join("|"));
};

describe("the catalogue", () => {
  it("tariffs, with the data centres that sell them", async () => {
    expect(await rowsOf("tariffs")).toEqual(["1|Small|Near, Far|CPU count 1", "2|Large|Far|"]);
  });

  it("data centres", async () => {
    expect(await rowsOf("datacenters")).toEqual(["2|Near", "7|Far"]);
  });

  it("images: of a living machine's preview in its data centre, of the order elsewhere; one's own once and last", async () => {
    const instances = () => ({
      elem: [
        { id: { $: "50" }, status: { $: "4" }, datacentername: { $: "Far" } },
        { id: { $: "51" }, status: { $: "2" }, datacentername: { $: "Near" } },
      ],
    });
    expect(await rowsOf("images", { instances })).toEqual([
      "pub|Debian 12||Near|u-51",
      "pub|Debian 12||Far|u-7",
      "own|Centos 9 x64|foo||o-1",
    ]);
    expect(await rowsOf("images")).toEqual(["pub|Debian 12||Near|u-2", "pub|Debian 12||Far|u-7"]);
  });
});
