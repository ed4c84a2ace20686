// SSH keys whose body is not what their line says: told where they stand, for every provider.
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkPublicKeys } from "../../../src/config/resources/check-public-keys.ts";
import { sampleDesired } from "../../support/sample-desired.ts";
import { problemsOf, withHead } from "./configuration-fixture.ts";

const text = (value: string) => Buffer.from(value);
function body(...fields: readonly Buffer[]): string {
  const parts = fields.flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    return [length, field];
  });
  return Buffer.concat(parts).toString("base64");
}
const point = Buffer.alloc(32, 7);
const ED25519 = body(text("ssh-ed25519"), point);
const RSA = body(text("ssh-rsa"), Buffer.from([1, 0, 1]), Buffer.alloc(257, 3));

function problemOf(publicKey: string): string | undefined {
  const [diagnostic] = checkPublicKeys([sampleDesired("keys.ops", { publicKey })]);
  return diagnostic?.summary;
}

describe("a key as it should be", () => {
  it.each([
    `ssh-ed25519 ${ED25519} me@host`,
    `ssh-ed25519 ${ED25519}`,
    `ssh-rsa ${RSA} two words`,
    `ssh-dss ${body(text("ssh-dss"), point, point, point, point)}`,
    `ecdsa-sha2-nistp256 ${body(text("ecdsa-sha2-nistp256"), text("nistp256"), Buffer.alloc(65, 4))}`,
    `sk-ssh-ed25519@openssh.com ${body(text("sk-ssh-ed25519@openssh.com"), point, text("ssh:"))}`,
    "${env:OPS_KEY}",
  ])("%s", (publicKey) => {
    expect(problemOf(publicKey)).toBeUndefined();
  });

  it("one that was really made", () => {
    const { publicKey } = generateKeyPairSync("ed25519");
    const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
    expect(problemOf(`ssh-ed25519 ${body(text("ssh-ed25519"), raw)} ops`)).toBeUndefined();
  });
});

describe("a key that opens nothing", () => {
  it.each([
    [`ssh-rsa ${ED25519}`, "its body is a key of type ssh-ed25519"],
    [`ssh-ed25519 ${RSA}`, "its body is a key of type ssh-rsa"],
    [`ssh-ed25519 ${ED25519.slice(0, -4)}`, "cut off"],
    [`ssh-ed25519 ${ED25519.slice(0, 20)}`, "cut off"],
    [`ssh-ed25519 ${ED25519.slice(4)}`, "cut off"],
    [`ssh-rsa ${RSA.slice(0, 200)}`, "cut off"],
    [`ssh-ed25519 ${body(text("ssh-ed25519"), Buffer.alloc(31, 1))}`, "cut off"],
    [`ssh-ed25519 ${body(text("ssh-ed25519"), point, point)}`, "cut off"],
    [`ssh-ed25519 ${Buffer.from("nothing of the kind").toString("base64")}`, "cut off"],
    ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI", "no base64"],
  ])("%s", (publicKey, problem) => {
    expect(problemOf(publicKey)).toContain(problem);
  });
});

it("is told at validate, where the key stands", async () => {
  const keys = ["serveroid", "zomro", "gcore"]
    .map((provider) => `  ${provider}-ops: { provider: ${provider}, publicKey: "ssh-rsa ${ED25519}" }`)
    .join("\n");
  const problems = (await problemsOf(withHead(`\nkeys:\n${keys}\n`))).split("\n");
  expect(problems.filter((line) => line.includes("config.public-key"))).toHaveLength(3);
});
