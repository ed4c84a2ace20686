// Zomro's client against hostile answers: sessions, envelopes, lists. What is not understood is an error, never "nothing".
import { describe, expect, it } from "vitest";
import { createRedactor } from "../../../../src/http/redactor.ts";
import { createZomroClient } from "../../../../src/providers/zomro/client.ts";
import { NOTHING_TOLD } from "../../../support/no-intermediaries.ts";
import { type Answer, LOGIN, refusal, scripted } from "./scripted.ts";

const count = (asked: readonly string[], func: string) => asked.filter((name) => name === func).length;
const rows = (...ids: readonly (string | number)[]) => ids.map((id) => ({ id: { $: String(id) } }));
const expired: Answer = ({ auth }) => (auth === "session-1" ? refusal("auth") : { elem: [] });

describe("sessions", () => {
  it("many reads that find the session expired log in once between them", async () => {
    const { client, asked } = scripted({ image: expired, sshkeys: expired });
    await Promise.all(["image", "sshkeys", "image", "sshkeys"].map((func) => client.read(func, {}, {})));
    expect(count(asked, "auth")).toBe(2);
  });

  it("a session that is refused right after a login is not renewed again, now or later", async () => {
    const { client, asked } = scripted({ image: () => refusal("auth") });
    for (let round = 0; round < 3; round++)
      await expect(client.read("image", {}, {})).rejects.toMatchObject({ fault: "unauthorised" });
    expect(count(asked, "auth")).toBe(2);
  });

  it("a session that ends with access is renewed as well, once; a right that is missing does not log in again", async () => {
    const ended: Answer = ({ auth }) => (auth === "session-1" ? refusal("access") : { p_elems: { $: "0" } });
    const { client, asked } = scripted({ image: ended, sshkeys: () => refusal("access") });
    await client.read("image", {}, {});
    expect(count(asked, "auth")).toBe(2);
    for (let round = 0; round < 3; round++) {
      await expect(client.read("sshkeys", {}, {})).rejects.toMatchObject({ fault: "unauthorised" });
      await client.read("image", {}, {});
    }
    expect(count(asked, "auth")).toBe(3);
  });

  it("a change is sent by a renewed session only once that one has read the account", async () => {
    let isGood = false;
    const ended: Answer = ({ auth }) => (auth === "session-1" ? refusal("access") : {});
    const { client, asked } = scripted({
      "image.delete": ended,
      instances: ({ auth }) =>
        auth === "session-1" ? refusal("access") : isGood ? { p_elems: { $: "0" } } : { ok: {} },
    });
    const remove = () => client.submit("image.delete", { sok: "ok" }, {});
    await expect(remove()).rejects.toMatchObject({ fault: "unauthorised", effect: "none" });
    expect(count(asked, "image.delete")).toBe(1);
    isGood = true;
    await remove();
    expect(count(asked, "image.delete")).toBe(2);
  });

  it("a change that is refused with access while the session may read is not sent again", async () => {
    const { client, asked } = scripted({ "image.delete": () => refusal("access", "protected") });
    const change = client.submit("image.delete", { sok: "ok" }, {});
    await expect(change).rejects.toMatchObject({ fault: "unauthorised", effect: "none" });
    expect(asked).toEqual(["auth", "image.delete", "instances"]);
  });

  it("a refused login is not repeated", async () => {
    const { client, asked } = scripted({ auth: () => refusal("auth", "badpassword") });
    await expect(client.read("image", {}, {})).rejects.toMatchObject({ fault: "unauthorised" });
    expect(asked).toEqual(["auth"]);
  });

  it("a given session is used first, and cannot be renewed without a login", async () => {
    const bare = scripted({ image: () => refusal("auth") }, { session: "given" });
    await expect(bare.client.read("image", {}, {})).rejects.toMatchObject({ fault: "unauthorised" });
    expect(bare.asked).toEqual(["image"]);
    const both = scripted(
      { image: ({ auth }) => (auth === "given" ? refusal("auth") : {}) },
      { ...LOGIN, session: "given" },
    );
    await both.client.read("image", {}, {});
    expect(both.asked).toEqual(["image", "auth", "image"]);
  });

  it.each([
    [{ auth: { $: "plain" } }, "plain"],
    [{ auth: { $id: "by-id", $: "text" } }, "by-id"],
  ])("the session is read from %j", async (doc, token) => {
    let seen = "";
    const image: Answer = (fields) => {
      seen = fields["auth"] ?? "";
      return {};
    };
    const { client } = scripted({ auth: () => doc, image });
    await client.read("image", {}, {});
    expect(seen).toBe(token);
  });
});

describe("answers", () => {
  it.each([
    "<html>long task</html>",
    "",
    "null",
    "[]",
    '{"doc":[]}',
    '{"doc":null}',
    '{"ok":1}',
    '{"doc":{"elem":[',
    '{"doc":{"elem":[{"id":{"$":"1"}},],}}',
  ])("%j is no answer: a read fails, and of a mutation the outcome is unknown", async (body) => {
    const { client } = scripted({ image: () => body, "image.delete": () => body });
    await expect(client.read("image", {}, {})).rejects.toMatchObject({ fault: "malformed", effect: "none" });
    await expect(client.submit("image.delete", { sok: "ok" }, {})).rejects.toMatchObject({ effect: "unknown" });
  });

  it("a read with sok is never sent", async () => {
    const { client, asked } = scripted({});
    await expect(client.read("v2.instances.order.param", { sok: "ok" }, {})).rejects.toMatchObject({ effect: "none" });
    expect(asked).toEqual([]);
  });

  it("an error counts before anything else in the answer", async () => {
    const { client } = scripted({ instances: () => ({ elem: rows(1), p_elems: { $: "1" }, ...refusal("strange") }) });
    await expect(client.list("instances", {}, {})).rejects.toMatchObject({ fault: "rejected", vendorCode: "strange" });
  });

  it.each([{}, null, [], "no", { msg: "no" }])("an error of another shape, %j, is one, too", async (error) => {
    const { client } = scripted({ instances: () => ({ elem: rows(1), error }) });
    await expect(client.list("instances", {}, {})).rejects.toMatchObject({ fault: "rejected", effect: "none" });
  });

  it("the JSON text that some forms put into an error is told as words", async () => {
    const object = JSON.stringify({ public_key: ["Key is invalid."] });
    const { client } = scripted({ "sshkeys.edit": () => refusal("value", object) });
    await expect(client.submit("sshkeys.edit", {}, {})).rejects.toThrow("public_key: Key is invalid.");
  });
});

describe("lists", () => {
  const list = (answer: Answer) => scripted({ instances: answer }).client.list("instances", {}, {});

  it.each([
    [{ p_elems: { $: "0" } }, 0],
    [{ $func: "instances", p_elems: { $: "0" } }, 0],
    [{ elem: null, p_elems: { $: "0" } }, 0],
    [{ elem: [] }, 0],
    [{ elem: { id: { $: "1" } }, p_elems: { $: "1" } }, 1],
    [{ elem: [{ id: { $orig: "1", $: "No. 1" } }], p_elems: { $: "1" } }, 1],
    [{ list: { elem: rows(1, 2) }, p_elems: { $: "2" } }, 2],
    [{ list: [{ elem: rows(1, 2) }], p_elems: { $: 2 } }, 2],
  ])("%j", async (doc, length) => {
    expect(await list(() => doc)).toHaveLength(length);
  });

  it.each([
    { elem: "none" },
    { elem: [null, ...rows(1)], p_elems: { $: "1" } },
    { elem: ["1"] },
    { elem: rows(1, 2), p_elems: { $: "3" } },
    { elem: rows(1, 1), p_elems: { $: "2" } },
    { elem: rows(1), p_elems: { $: "many" } },
    { elem: rows(1), p_elems: { $: "-1" } },
    { elem: [{ name: { $: "without an id" } }] },
    { elem: [{ id: {} }] },
    {},
    { elem: null },
    { elem: {} },
    { $func: "instances" },
    { $func: "logon", elem: rows(1), p_elems: { $: "1" } },
    { $func: "dashboard", p_elems: { $: "0" } },
  ])("is an error, not a shorter list: %j", async (doc) => {
    await expect(list(() => doc)).rejects.toMatchObject({ fault: "malformed", effect: "none" });
  });

  it.each([{ ok: {} }, { ok: { $: "func=totp.confirm" }, $func: "instances" }])(
    "a session that waits for a second factor is refused, not read as an empty account: %j",
    async (doc) => {
      const refused = { fault: "unauthorised", effect: "none", hint: expect.stringContaining("second factor") };
      await expect(list(() => doc)).rejects.toMatchObject(refused);
      await expect(list(({ p_num }) => (p_num === "1" ? { elem: rows(1) } : doc))).rejects.toMatchObject(refused);
    },
  );

  it("a field that occurs twice is its first value", async () => {
    const twice = { elem: [{ id: [{ $: "1" }, { $: "2" }] }], p_elems: [{ $: "1" }, {}] };
    expect(await list(() => twice)).toHaveLength(1);
    await expect(list(() => ({ error: [{ $type: "auth" }, { $type: "value" }] }))).rejects.toMatchObject({
      vendorCode: "auth",
    });
  });

  it("all pages are read, also where the server gives fewer rows than it is asked for and says no total", async () => {
    const pages = [rows(1, 2), rows(3, 4), rows(5)];
    expect(await list(({ p_num }) => ({ elem: pages[Number(p_num) - 1] ?? [] }))).toHaveLength(5);
    expect(await list(() => ({ elem: rows(1, 2) }))).toHaveLength(2);
  });

  it("a row that moved between pages is not missed", async () => {
    const pages = [rows(1, 2), rows(2, 3)];
    const answer: Answer = ({ p_num }) => ({ elem: pages[Number(p_num) - 1] ?? [], p_elems: { $: "3" } });
    expect(await list(answer)).toHaveLength(3);
  });
});

describe("an error envelope on a mutation", () => {
  const effectOf = async (func: string, status: number, type: string) => {
    const body = JSON.stringify({ doc: { error: { $type: type, msg: { $: "Query failed" } } } });
    const send = async () => ({ status, headers: {}, body, bytes: body.length });
    const http = { read: send, send, close: async () => undefined, ...NOTHING_TOLD };
    const client = createZomroClient(http, { session: "given" }, createRedactor([]), { now: () => 0 });
    return client.submit(func, {}, {}).catch((error: { effect?: string }) => error.effect);
  };

  it.each([
    ["cartorder.create.confirm", 500, "internal", "unknown"],
    ["cartorder.create.confirm", 502, "", "unknown"],
    ["cartorder.create.confirm", 200, "exception", "unknown"],
    ["cartorder.create.confirm", 200, "limit", "none"],
    ["cartorder.create.confirm", 500, "value", "none"],
    ["sshkeys.edit", 500, "exception", "unknown"],
    ["sshkeys.edit", 200, "exception", "none"],
  ])("%s, HTTP %i, type %j: %s", async (func, status, type, effect) => {
    expect(await effectOf(func, status, type)).toBe(effect);
  });
});
