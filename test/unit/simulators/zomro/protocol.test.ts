// The front door: verb, path, both encodings, formats, sessions, language, errors, and what is logged.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { openBench, testAccount, urlencoded, VM } from "./zomro-bench.ts";

const LIST = { func: "instances", out: "json", auth: "sim" };
const HOUR = 3_600_000;

function multipart(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

describe("zomro: requests", () => {
  it.each(["", "billmgr"])("takes both encodings at /%s", async (path) => {
    const { base } = await openBench();
    for (const body of [multipart(LIST), urlencoded(LIST)]) {
      const answer = await fetch(base + path, { method: "POST", body });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toContain("application/json");
      expect(await answer.json()).toMatchObject({ doc: { p_elems: { $: "2" } } });
    }
  });

  it.each([
    ["curl", 'form-data; name="func"'],
    ["no quotes", "form-data; name=func"],
    ["a file name", 'form-data; filename="f"; name="func"'],
  ])("reads multipart as %s writes it, with line breaks inside values", async (_who, disposition) => {
    const { base, sim } = await openBench();
    const parts = [
      `--xx\r\nContent-Disposition: ${disposition}\r\n\r\nsshkeys.edit`,
      '--xx\r\nContent-Disposition: form-data; name="comment"\r\nContent-Type: text/plain\r\n\r\ntwo\r\nlines; --xx',
    ];
    const body = `${parts.join("\r\n")}\r\n--xx--\r\n`;
    await fetch(base, { method: "POST", headers: { "content-type": 'multipart/form-data; boundary="xx"' }, body });
    expect(sim.log.entries()[0]).toMatchObject({
      method: "sshkeys.edit",
      parameters: { func: "sshkeys.edit", comment: "two\r\nlines; --xx" },
    });
  });

  it("does not count a field whose part was cut off", async () => {
    const { base, sim } = await openBench();
    const body = '--xx\r\nContent-Disposition: form-data; name="func"\r\n\r\ninstan';
    await fetch(base, { method: "POST", headers: { "content-type": "multipart/form-data; boundary=xx" }, body });
    expect(sim.log.entries()[0]?.parameters).toEqual({});
  });

  it.each([
    ["GET", "", 405],
    ["PUT", "billmgr", 405],
    ["POST", "api", 404],
    ["GET", "long/1/billmgr", 404],
  ])("%s /%s is %i", async (method, path, status) => {
    const { base, sim } = await openBench();
    const answer = await fetch(`${base}${path}`, { method });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "text/html; charset=utf-8"]);
    expect(sim.log.entries()).toMatchObject([{ status, mutating: false }]);
  });

  it("counts neither what stands in the query nor a JSON body", async () => {
    const { base, sim } = await openBench();
    const query = await fetch(`${base}?func=instances&auth=sim&out=json`, { method: "POST" });
    expect(await query.text()).toContain("<html>");
    const headers = { "content-type": "application/json" };
    expect(await (await fetch(base, { method: "POST", headers, body: JSON.stringify(LIST) })).text()).toContain(
      "<html>",
    );
    expect(sim.log.entries()).toMatchObject([
      { method: null, unknown: ["func", "auth", "out"], query: "func=instances&auth=***&out=json" },
      { method: null, parameters: {} },
    ]);
  });

  it("logs fields that the function does not know, and ignores them", async () => {
    const { ok, sim } = await openBench();
    await ok("instances", { p_cnt: 5, lang: "en", clicked_button: "ok", sok: "ok", limit: 3 });
    await ok("v2.instances.order.param", { pricelist: 9001, order_period: -50, period_9001: -50, addon_1: "ipv4" });
    expect(sim.log.entries().map(({ unknown }) => unknown)).toEqual([["limit"], []]);
  });
});

describe("zomro: formats", () => {
  it("answers a page without out, and acts all the same", async () => {
    const { post, clock, instance } = await openBench();
    const answer = await post({ func: "service.stop", auth: "sim", elid: VM });
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(await answer.text()).not.toContain("{");
    clock.advance(60_000);
    expect(await instance()).toMatchObject({ instance_status: "stopped" });
  });

  it("writes XML, with attributes", async () => {
    const { post, settle } = await openBench();
    await settle("instances.edit", { elid: VM, servername: 'a<&">b', sok: "ok" });
    const xml = await (await post({ ...LIST, out: "xml" })).text();
    expect(xml).toContain('<doc lang="en" func="instances">');
    expect(xml).toContain("<servername>a&lt;&amp;&quot;&gt;b</servername>");
    expect(xml.match(/<elem>/g)).toHaveLength(2);
    const error = await (await post({ func: "instances", out: "xml" })).text();
    expect(error).toContain('<error type="auth" object="expired" lang="en"><msg>');
  });

  it("sends every number as text and an empty element as {}", async () => {
    const seed = testAccount({ instances: [{ id: 5, instance_status: "building", status: "5" }] });
    const { ok } = await openBench({ seed });
    const [row] = (await ok("instances"))["elem"] as JsonObject[];
    expect(row).toMatchObject({ id: { $: "5" }, ip: {}, status: { $: "5" } });
  });
});

describe("zomro: sessions", () => {
  const login = { func: "auth", out: "json" };
  const token = async (bench: Awaited<ReturnType<typeof openBench>>, fields = {}): Promise<string> => {
    const answer = await bench.post({ ...login, username: "sim", password: "sim", ...fields });
    const { doc } = (await answer.json()) as { doc: { auth: { $id: string; $: string } } };
    expect(doc.auth.$id).toMatch(/^[0-9a-f]{24}$/);
    expect(doc.auth.$).toBe(doc.auth.$id);
    return doc.auth.$id;
  };

  it("gives a token for username and password, or for authinfo", async () => {
    const bench = await openBench();
    const first = await token(bench);
    const answer = await bench.post({ ...login, authinfo: "sim:sim" });
    expect(await answer.json()).toMatchObject({ doc: { auth: { $id: expect.not.stringMatching(first) } } });
    for (const auth of [first, "sim"]) expect(await bench.ok("instances", { auth })).toHaveProperty("elem");
    expect(JSON.stringify([bench.sim.log.entries(), bench.sim.state("zomro")])).not.toContain(first);
  });

  it.each<[Record<string, string>]>([
    [{}],
    [{ username: "sim" }],
    [{ username: "sim", password: "wrong" }],
    [{ authinfo: "sim" }],
    [{ authinfo: ":sim" }],
  ])("refuses %j, with HTTP 200", async (fields) => {
    const { post } = await openBench();
    const answer = await post({ ...login, ...fields });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      doc: { error: { $type: "auth", $object: "badpassword", msg: { $: "Wrong user name or password" } } },
    });
  });

  it("takes a password with colons in both forms", async () => {
    const credentials = [{ username: "ops@example.test", password: "a:b:c" }];
    const { post } = await openBench({ seed: testAccount({ credentials }) });
    const forms = [{ authinfo: "ops@example.test:a:b:c" }, { username: "ops@example.test", password: "a:b:c" }];
    for (const fields of forms) {
      expect(await (await post({ ...login, ...fields })).json()).toHaveProperty("doc.auth");
    }
  });

  it("lives an hour after the last request", async () => {
    const bench = await openBench();
    const auth = await token(bench);
    bench.clock.advance(HOUR);
    await bench.ok("instances", { auth });
    bench.clock.advance(HOUR);
    await bench.ok("instances", { auth });
    bench.clock.advance(HOUR + 1);
    expect(await bench.refusal("instances", { auth })).toBe("auth expired");
    expect(await bench.refusal("instances", { auth: "no-such-token" })).toBe("auth expired");
  });

  it("takes authinfo on any call, without a session; nothing at all is refused before it runs", async () => {
    const { post, instance, clock } = await openBench();
    const stop = { func: "service.stop", out: "json", elid: VM };
    expect(await (await post(stop)).json()).toMatchObject({ doc: { error: { $type: "auth" } } });
    expect(await (await post({ ...stop, authinfo: "sim:no" })).json()).toMatchObject({ doc: { error: {} } });
    clock.advance(60_000);
    expect(await instance()).toMatchObject({ instance_status: "active" });
    expect(await (await post({ ...stop, authinfo: "sim:sim" })).json()).not.toHaveProperty("doc.error");
    clock.advance(60_000);
    expect(await instance()).toMatchObject({ instance_status: "stopped" });
  });

  it("knows the sessions of its seed, and sim only without credentials of its own", async () => {
    const credentials = [{ username: "me", password: "longer-secret" }];
    const own = await openBench({ seed: testAccount({ credentials }) });
    expect(await own.refusal("instances", { auth: "sim" })).toBe("auth expired");
    const sessions = [{ token: "0123456789abcdef01234567", username: "me" }];
    const named = await openBench({ seed: testAccount({ credentials, sessions }) });
    await named.ok("instances", { auth: "0123456789abcdef01234567" });
    expect(named.sim.env).toEqual({
      ZOMRO_ENDPOINT: named.sim.endpoints.zomro,
      ZOMRO_USERNAME: "me",
      ZOMRO_PASSWORD: "longer-secret",
    });
  });
});

describe("zomro: errors and language", () => {
  it("names a function that does not exist, after the session", async () => {
    const { doc, post } = await openBench();
    expect(await doc("instances.list")).toMatchObject({ error: { $type: "missed", $object: "func" } });
    expect(await (await post({ func: "instances.list", out: "json" })).json()).toMatchObject({
      doc: { error: { $type: "auth" } },
    });
  });

  it("speaks the account's language, unless the call names another one that it has", async () => {
    const { ok, doc } = await openBench({ seed: testAccount({ language: "ru" }) });
    const status = async (fields = {}) => {
      const { elem } = await ok("instances", fields);
      return (elem as JsonObject[])[0]?.["item_status"];
    };
    expect(await status()).toEqual({ $: "Активен" });
    expect(await status({ lang: "en" })).toEqual({ $: "Active" });
    expect(await status({ lang: "xx" })).toEqual({ $: "Активен" });
    expect(await doc("service.stop")).toMatchObject({
      error: { $lang: "ru", msg: { $: "Не указан обязательный параметр «elid»" } },
    });
  });

  it.each(["abc", "7100001;1", "-1"])("refuses the id %s", async (elid) => {
    const { refusal } = await openBench();
    expect(await refusal("service.stop", { elid })).toBe("value elid");
  });

  it("of a field sent twice the last one counts", async () => {
    const { base, instance, clock } = await openBench();
    const body = `${urlencoded({ ...LIST, func: "service.stop", elid: 7_100_002 })}&elid=${VM}`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await fetch(base, { method: "POST", headers, body });
    clock.advance(60_000);
    expect(await instance()).toMatchObject({ instance_status: "stopped" });
  });
});
