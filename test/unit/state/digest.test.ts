import { describe, expect, it } from "vitest";

import { createDigester } from "../../../src/state/digest.ts";

const SALT = "0123456789abcdef".repeat(4);

describe("digests of write-only values", () => {
  it("are scrypt under the state's salt, computed once for equal values", async () => {
    const digester = createDigester(SALT);
    const began = performance.now();
    const first = await digester.digest("пароль 1");
    const onceMs = performance.now() - began;
    const again = performance.now();
    for (let index = 0; index < 100; index += 1) expect(await digester.digest("пароль 1")).toBe(first);
    expect(performance.now() - again).toBeLessThan(onceMs);
    expect(first).toMatch(/^scrypt:17:[A-Za-z0-9+/]{43}=$/);
    console.info(`scrypt digest: ${Math.round(onceMs)} ms`);
  });

  it("differ for other values and other salts", async () => {
    const one = createDigester(SALT);
    const [a, b] = await Promise.all([one.digest("secret-a"), one.digest("secret-b")]);
    expect(a).not.toBe(b);
    expect(await createDigester("ff".repeat(32)).digest("secret-a")).not.toBe(a);
    expect(await one.matches("secret-a", a)).toBe(true);
    expect(await one.matches("secret-b", a)).toBe(false);
    expect(await one.matches("secret-a", "scrypt:20:AAAA")).toBe(false);
    expect(await one.matches("secret-a", "unsent")).toBe(false);
  });
});
