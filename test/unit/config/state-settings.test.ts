// What `state` may say of servers: told at validate, with the place and what to write instead.
import { describe, expect, it } from "vitest";
import { problemsOf } from "./configuration-fixture.ts";

const problems = (state: string, env: Record<string, string> = {}) =>
  problemsOf(`version: 1\nstack: shop\nstate: { ${state} }\n`, { env });
const s3 = (key: string, more = "") => `backend: s3, bucket: states, key: "${key}"${more}`;

describe("a key of S3", () => {
  it.each(["shop.json", "teams/shop/état.json", "a b+c.json"])("may be %s", async (key) =>
    expect(await problems(s3(key))).toBe(""),
  );

  it.each([
    ["/shop.json", "shop.json"],
    ["shop/", "shop"],
    ["a//b", "a/b"],
    ["a/../b", "a/b"],
    ["./a", "a"],
    ["/", "shop.json"],
  ])("%s is refused, with one that every store keeps", async (key, better) => {
    expect(await problems(s3(key))).toBe(
      `error config.state 3:44 state.key has a part that is empty, . or ..: not every store keeps such a key | no slash at the start, at the end or twice: key: ${better}`,
    );
  });

  it("is refused where it is too long or holds what no key may", async () => {
    expect(await problems(s3("x".repeat(901)))).toContain("longer than 900 bytes");
    expect(await problems(s3("a\\\\b"))).toContain("a control character or a backslash");
  });
});

describe("an S3 store", () => {
  it("has a bucket with a name of one", async () => {
    for (const bucket of ["a..b", "-ab", "a/b", "a@evil.example"])
      expect(await problems(`backend: s3, bucket: "${bucket}", key: k`)).toContain(
        "state.bucket is no name of a bucket",
      );
  });

  it("takes both halves of a key or none", async () => {
    const env = { ID: "AKIDEXAMPLE", KEY: "wJalrXUtnFEMI-K7MDENG" };
    expect(await problems(s3("k", ', accessKeyId: "${env:ID}"'), env)).toContain(
      "state.accessKeyId stands without state.secretAccessKey",
    );
    expect(await problems(s3("k", ', secretAccessKey: "${env:KEY}"'), env)).toContain(
      "state.secretAccessKey stands without state.accessKeyId",
    );
    expect(await problems(s3("k", ', accessKeyId: "${env:ID}", secretAccessKey: "${env:KEY}"'), env)).toBe("");
  });
});

describe("a PostgreSQL address", () => {
  const url = (text: string) => problems('backend: postgres, url: "${env:DATABASE_URL}"', { DATABASE_URL: text });

  it.each(["postgres://u:geheimnis@127.0.0.1:5432/d", "postgres://u:geheimnis@db.example/d?sslmode=verify-full"])(
    "may be %s",
    async (text) => expect(await url(text)).toBe(""),
  );

  it("is refused without TLS to another machine, and the password is not shown", async () => {
    const told = await url("postgres://u:geheimnis@db.example/d?sslmode=disable");
    expect(told).toContain("config.state");
    expect(told).toContain("without TLS");
    expect(told).not.toContain("geheimnis");
    const allowed = 'backend: postgres, url: "${env:DATABASE_URL}", insecure: true';
    expect(await problems(allowed, { DATABASE_URL: "postgres://u:geheimnis@db.example/d?sslmode=disable" })).toBe("");
  });

  it("cannot lead elsewhere by its query", async () => {
    expect(
      await problems('backend: postgres, url: "${env:DATABASE_URL}&host=evil.example"', {
        DATABASE_URL: "postgres://u:geheimnis@127.0.0.1/d?x=1",
      }),
    ).toContain("names a host in its query");
  });
});

describe("a server of the HTTP protocol", () => {
  it("takes a password with a user name only", async () => {
    const address = 'backend: http, address: "http://127.0.0.1/s", lockAddress: "http://127.0.0.1/l"';
    expect(await problems(`${address}, password: "\${env:P}"`, { P: "a-password" })).toContain(
      "state.password stands without state.username",
    );
    expect(await problems(`${address}, username: u, password: "\${env:P}"`, { P: "a-password" })).toBe("");
  });
});
