// Ways in which panels of this make answer otherwise, switched on by the seed's quirks.
import { expect, it } from "vitest";
import { OK, openBench, testAccount, UBUNTU } from "./zomro-bench.ts";

const withQuirks = (quirks: object, more: object = {}) =>
  openBench({ seed: testAccount({ quirks, sessions: [{ token: "live", username: "sim" }], ...more } as never) });
const TWO_HOURS = 7_200_000;

it("whoami names the session's user", async () => {
  const bench = await withQuirks({});
  expect(await bench.ok("whoami", { auth: "live" })).toMatchObject({ user: { $name: "sim" } });
});

it("an ended session answers auth, or access", async () => {
  for (const endedSession of ["auth", "access"]) {
    const bench = await withQuirks({ endedSession });
    await bench.ok("instances", { auth: "live" });
    bench.clock.advance(TWO_HOURS);
    expect(await bench.refusal("instances", { auth: "live" })).toBe(`${endedSession} expired`);
  }
});

it("before the second factor a new session answers everything with ok, and does nothing; an old one goes on", async () => {
  const bench = await withQuirks({ secondFactor: true });
  const { auth } = await bench.ok("auth", { username: "sim", password: "sim" });
  const token = (auth as { $id: string }).$id;
  for (const func of ["instances", "sshkeys.delete"]) {
    const doc = await bench.ok(func, { auth: token, elid: "88", ...OK });
    expect(Object.keys(doc).filter((name) => !name.startsWith("$"))).toEqual(["ok"]);
  }
  expect(await bench.rows("sshkeys", { auth: "live" })).toHaveLength(1);
});

it("fields of rows occur twice, the second time empty", async () => {
  const bench = await withQuirks({ doubledFields: true });
  const { elem } = await bench.ok("sshkeys");
  expect(elem).toMatchObject([{ comment: [{ $: "ops-laptop" }, {}] }]);
});

it("a filter form shows what filters nothing, and hides nothing", async () => {
  const bench = await withQuirks({ neutralFilters: true });
  expect(await bench.ok("instances.filter")).toMatchObject({ status: { $: "null" }, createdate: { $: "nodate" } });
  expect(await bench.rows("instances")).toHaveLength(2);
});

it("filters of schedules and keys are kept like those of machines", async () => {
  const bench = await withQuirks({});
  await bench.ok("sshkeys.filter", { comment: "nobody", ...OK });
  expect(await bench.rows("sshkeys")).toEqual([]);
});

it("GET with the session in a cookie reads, and changes nothing", async () => {
  const bench = await withQuirks({ getWithCookie: true });
  const get = async (query: string, cookie = "a=b; billmgrses5=live") =>
    (await fetch(`${bench.base}?out=json&${query}`, { headers: { cookie } })).status;
  expect(await get("func=instances")).toBe(200);
  expect(await get("func=sshkeys.delete&elid=88&sok=ok")).toBe(405);
  expect(await get("func=instances", "other=live")).toBe(405);
  expect(await bench.rows("sshkeys")).toHaveLength(1);
  const strict = await withQuirks({});
  expect((await fetch(`${strict.base}?func=instances`, { headers: { cookie: "billmgrses5=live" } })).status).toBe(405);
});

it("an order beyond the balance is refused, or stands unpaid with a bill or the way to a payment page", async () => {
  const order = async (unpaidOrders: string) => {
    const bench = await withQuirks({ unpaidOrders }, { limits: { money: 1 } });
    const line = await bench.ok("v2.instances.order.param", {
      ...OK,
      order_period: "3",
      licence_agreement: "on",
      pricelist: "9001",
      order_count: 1,
      force_use_new_cart: "on",
      instances_os: UBUNTU,
      datacenter: "2",
      password: "Passw0rdAbc",
    });
    if (line["lineitem.id"] === undefined) return line;
    const elid = (line["lineitem.id"] as { $: string }).$;
    const doc = await bench.doc("cartorder.create.confirm", { ...OK, elid, paymethod_id: "0" });
    expect(await bench.rows("instances")).toHaveLength(2);
    return doc;
  };
  expect(await order("refuse")).toMatchObject({ error: { $type: "limit", $object: "balance" } });
  expect(await order("bill")).toMatchObject({ billorder: { $: "1" } });
  expect(await order("cart")).toMatchObject({ billorder: { $: "1" } });
  expect(await order("page")).toMatchObject({ ok: { $: expect.stringContaining("billorder=1") } });
});
