import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { checkOut } from "../../../src/queue/check-out.ts";

let root = "";
afterEach(() => rm(root, { recursive: true, force: true }));

describe("checkOut", () => {
  it("says why git has failed, not git's advice, and without a password", async () => {
    root = await mkdtemp(join(tmpdir(), "trueup-checkout-"));
    const git = (...args: readonly string[]) => execFileSync("git", ["-C", root, ...args], { stdio: "ignore" });
    git("init", "-q");
    git("remote", "add", "origin", join(root, "gone.git"));
    const fetched = () => checkOut({ root, ref: "main", mayFetch: true, env: process.env });
    await expect(fetched()).rejects.toThrow(/^git fetch: fatal: '.*gone\.git' does not appear to be a git repository$/);
    git("remote", "set-url", "origin", "http://user:hidden@127.0.0.1:1/x.git");
    await expect(fetched()).rejects.toThrow(/^git fetch: fatal: unable to access '(?!.*hidden).*127\.0\.0\.1:1/);
  });
});
