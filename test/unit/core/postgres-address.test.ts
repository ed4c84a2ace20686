import { describe, expect, it } from "vitest";

import { isAddressProblem, parsePostgresAddress } from "../../../src/core/postgres-address.ts";

const parse = (text: string, mayBeInsecure = false) => parsePostgresAddress(text, mayBeInsecure);
const tlsOf = (text: string, mayBeInsecure = false) => {
  const found = parse(text, mayBeInsecure);
  return isAddressProblem(found) ? found.problem : found.tls;
};

describe("a PostgreSQL address", () => {
  it("is read with its user, password and database, percent-encoded or not", () => {
    expect(parse("postgres://us%40er:p%2Fw%25d@db.example:6432/state%20s")).toEqual({
      host: "db.example",
      port: 6432,
      user: "us@er",
      password: "p/w%d",
      database: "state s",
      tls: "full",
      needsChannelBinding: false,
      files: {},
    });
    expect(parse("postgresql://db.example")).toMatchObject({ port: 5432, user: undefined, database: undefined });
    expect(parse("postgres://u@[::1]/d")).toMatchObject({ host: "::1", tls: "off" });
    expect(parse("postgres:///d?host=/run/postgresql&user=u")).toMatchObject({ host: "/run/postgresql", user: "u" });
    expect(parse("postgres:///d?host=/run&password=a+b%2B")).toMatchObject({ password: "a+b+" });
    expect(parse("postgres://h/d?sslrootcert=/ca.pem&channel_binding=require")).toMatchObject({
      files: { ca: "/ca.pem" },
      needsChannelBinding: true,
    });
  });

  it.each([
    ["postgres://u:p@127.0.0.1/d", "off"],
    ["postgres://u:p@127.0.0.1/d?sslmode=require", "full"],
    ["postgres://u:p@127.0.0.1/d?sslmode=no-verify", "unchecked"],
    ["postgres://u:p@127.0.0.1/d?ssl=true", "full"],
    ["postgres://u:p@127.0.0.1/d?sslrootcert=/ca.pem", "full"],
    ["postgres://u:p@127.0.0.1/d?connect_timeout=5&target_session_attrs=read-write", "off"],
    ["postgres://u:p@db.example/d", "full"],
    ["postgres://u:p@db.example/d?sslmode=require", "full"],
    ["postgres://u:p@db.example/d?sslmode=verify-ca", "chain"],
    ["postgres://u:p@db.example/d?sslmode=verify-full", "full"],
  ])("%s: TLS is %s", (text, tls) => expect(tlsOf(text)).toBe(tls));

  it.each(["disable", "allow", "prefer", "no-verify"])("sslmode=%s to another machine needs insecure", (mode) => {
    const text = `postgres://u:geheim@db.example/d?sslmode=${mode}`;
    expect(tlsOf(text)).toContain(`sslmode=${mode}`);
    expect(tlsOf(text)).not.toContain("geheim");
    expect(tlsOf(text, true)).toBe(mode === "no-verify" ? "unchecked" : "off");
  });

  it.each([
    ["mysql://h/d", "is no PostgreSQL address"],
    ["postgres://u:p@ss#w@h/d", "is no PostgreSQL address"],
    ["h/d", "is no PostgreSQL address"],
    ["postgres://a,b/d", "names no host, or several"],
    ["postgres://h/d?host=evil.example", "names a host in its query"],
    ["postgres://%65vil.example/d", "names no host, or several"],
    ["postgres:///d", "names no host, or several"],
    ["postgres://h/d?sslmode=maybe", "has an unknown sslmode"],
    ["postgres://127.0.0.1/d?sslMode=require", "has the parameter sslMode, which is not read here"],
    ["postgres://127.0.0.1/d?ssl=1", "has the parameter ssl, which is not read here"],
    ["postgres://h/d?options=-c%20search_path%3Dx", "has the parameter options, which is not read here"],
    ["postgres://u:1?geheim=x@h/d", "has a parameter, which is not read here"],
    ["postgres://127.0.0.1/d?sslmode=disable&sslmode=require", "names sslmode twice"],
    ["postgres://127.0.0.1/d?channel_binding=require", "asks for channel binding, and for no TLS"],
    ["postgres://h/d?port=abc", "has a port that is none"],
    ["postgres://h/d?port=65536", "has a port that is none"],
    ["postgres://h:0/d", "has a port that is none"],
  ])("%s %s", (text, problem) => {
    const found = parse(text);
    expect(isAddressProblem(found) ? found.problem : found).toBe(problem);
  });
});
