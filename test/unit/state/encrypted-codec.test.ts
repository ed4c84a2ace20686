// Contract 6: encrypted at rest, lineage and serial clear and authenticated, rotation through `previous`, nothing but the
// right passphrase reads it, and nothing of what it says stands in the text.
import { scryptSync } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { StateError } from "../../../src/core/errors.ts";
import { chooseCodec, createRekeyCodec, readEncryption } from "../../../src/state/choose-codec.ts";
import { createEncryptedCodec } from "../../../src/state/encrypted-codec.ts";
import { readRecoveries, readRecoveriesOfStack, writeRecovery } from "../../../src/state/recovery-file.ts";
import { PLAIN_CODEC } from "../../../src/state/state-codec.ts";
import { nodeFiles } from "../../../src/state/state-files.ts";
import { sampleDocument } from "../../support/sample-state.ts";

const codec = createEncryptedCodec({ passphrase: "correct horse", previous: [] });
const document = sampleDocument({ serial: 12 });
const text = codec.format(document);
const envelope = JSON.parse(text) as Record<string, unknown> & { encryption: Record<string, unknown> };

function problemOf(work: () => unknown): string {
  try {
    return `no problem: ${JSON.stringify(work())}`;
  } catch (error) {
    return error instanceof StateError ? error.problem : String(error);
  }
}

const parse = (changed: unknown) => problemOf(() => codec.parse(JSON.stringify(changed), "it"));

describe("an encrypted document", () => {
  it("is read back as it was", () => {
    expect(codec.parse(text, "it")).toEqual(document);
  });

  it("shows lineage, serial and format, and nothing of what it says", () => {
    expect(envelope).toMatchObject({ serial: 12, lineage: document.lineage, format_version: 1 });
    for (const word of ["vms.web", "web-1", "shop-prod", "203.0.113.7", document.salt, "correct horse"])
      expect(text).not.toContain(word);
  });

  it.each([
    ["serial", { ...envelope, serial: 13 }],
    ["lineage", { ...envelope, lineage: "another" }],
    ["version of the writer", { ...envelope, trueup_version: "9" }],
    ["missing serial", { ...envelope, serial: undefined }],
    ["nonce", { ...envelope, encryption: { ...envelope.encryption, nonce: "AAAAAAAAAAAAAAAA" } }],
    ["tag", { ...envelope, encryption: { ...envelope.encryption, tag: "AAAAAAAAAAAAAAAAAAAAAA==" } }],
    ["short tag", { ...envelope, encryption: { ...envelope.encryption, tag: "AAAA" } }],
    ["content", { ...envelope, content: `AAAA${String(envelope["content"]).slice(4)}` }],
    ["empty content", { ...envelope, content: "" }],
    ["another cipher", { ...envelope, encryption: { ...envelope.encryption, cipher: "none" } }],
    ["too cheap a key", { ...envelope, encryption: { ...envelope.encryption, log2_n: 10 } }],
    ["a key that no memory holds", { ...envelope, encryption: { ...envelope.encryption, log2_n: 40 } }],
  ])("changed in its %s is damaged", (_what, changed) => {
    expect(parse(changed)).toBe("corrupt");
  });

  it("under a salt or a check that was changed looks like that of another passphrase", () => {
    const other = { ...envelope.encryption, check: "AAAAAAAAAAAAAAAAAAAAAA==" };
    expect(parse({ ...envelope, encryption: other })).toBe("wrong-passphrase");
  });

  it("of a newer format is told as that", () => {
    expect(parse({ ...envelope, format_version: 99 })).toBe("newer-format");
    expect(parse({ ...envelope, encryption: { ...envelope.encryption, version: 2 } })).toBe("newer-format");
  });

  it("cut anywhere is damaged, never read in part", () => {
    const end = text.trimEnd().length;
    for (let at = 0; at < end; at += 37)
      expect(
        problemOf(() => codec.parse(text.slice(0, at), "it")),
        `cut at ${at}`,
      ).toBe("corrupt");
  });

  it("is refused by a reader without a passphrase, and by one whose variable is not set", () => {
    expect(problemOf(() => PLAIN_CODEC.parse(text, "it"))).toBe("encrypted");
    const unset = createEncryptedCodec({ passphrase: undefined, previous: ["correct horse"] });
    expect(problemOf(() => unset.parse(text, "it"))).toBe("wrong-passphrase");
    expect(problemOf(() => unset.format(document))).toBe("wrong-passphrase");
  });

  it("a document in clear is refused, not taken over", () => {
    expect(problemOf(() => codec.parse(PLAIN_CODEC.format(document), "it"))).toBe("not-encrypted");
    expect(problemOf(() => codec.parse("{ cut", "it"))).toBe("corrupt");
  });

  it("two writes of the same share a key and no nonce; one run derives one key", () => {
    let derived = 0;
    const scrypt = ((...all: Parameters<typeof scryptSync>) => {
      derived += 1;
      return scryptSync(...all);
    }) as typeof scryptSync;
    const run = createEncryptedCodec({ passphrase: "correct horse", previous: [] }, { scrypt });
    expect(run.parse(text, "it")).toEqual(document);
    const written = [1, 2, 3, 4, 5].map((serial) => JSON.parse(run.format({ ...document, serial })) as typeof envelope);
    expect(derived).toBe(1);
    expect(new Set(written.map(({ encryption }) => encryption["nonce"])).size).toBe(5);
    expect(new Set([envelope, ...written].map(({ encryption }) => encryption["salt"])).size).toBe(1);
  });
});

describe("rotation", () => {
  const rotated = createEncryptedCodec({ passphrase: "new battery", previous: ["older still", "correct horse"] });

  it("reads with a former passphrase and writes with the new one", () => {
    const next = rotated.format({ ...rotated.parse(text, "it"), serial: 13 });
    expect(problemOf(() => codec.parse(next, "it"))).toBe("wrong-passphrase");
    const alone = createEncryptedCodec({ passphrase: "new battery", previous: [] });
    expect(alone.parse(next, "it").serial).toBe(13);
    expect(problemOf(() => alone.parse(text, "it"))).toBe("wrong-passphrase");
  });

  it("rekey reads both kinds, and writes under a salt of its own", () => {
    const rekey = createRekeyCodec({ passphrase: "correct horse", previous: [] }, false);
    expect(rekey.parse(PLAIN_CODEC.format(document), "it")).toEqual(document);
    expect(rekey.parse(text, "it")).toEqual(document);
    const next = JSON.parse(rekey.format(document)) as typeof envelope;
    expect(next.encryption["salt"]).not.toBe(envelope.encryption["salt"]);
    expect(createRekeyCodec({ passphrase: "correct horse", previous: [] }, true).format(document)).toBe(
      PLAIN_CODEC.format(document),
    );
  });
});

describe("the settings", () => {
  it("without a block leave it in clear", () => {
    expect(readEncryption({})).toBeUndefined();
    expect(chooseCodec(undefined)).toBe(PLAIN_CODEC);
  });

  it("the name of a variable that is not set is no passphrase", () => {
    const encryption = { passphrase: "${env:NOT_SET}", previous: ["${env:GONE}", "former"] };
    expect(readEncryption({ encryption })).toEqual({ passphrase: undefined, previous: ["former"] });
  });
});

describe("what a run leaves that lost its lock", () => {
  it("is encrypted, read back, and not passed over under another passphrase", async () => {
    const folder = await mkdtemp(join(tmpdir(), "trueup-recovery-"));
    try {
      const recovery = { ...document, settled: ["a"] };
      const path = await writeRecovery(recovery, folder, nodeFiles, codec);
      expect(await readFile(path, "utf8")).not.toContain("vms.web");
      expect(await readRecoveries(document.lineage, folder, nodeFiles, codec)).toEqual([{ path, recovery }]);
      const other = createEncryptedCodec({ passphrase: "another", previous: [] });
      await expect(readRecoveries(document.lineage, folder, nodeFiles, other)).rejects.toMatchObject({
        problem: "wrong-passphrase",
      });
      await expect(readRecoveriesOfStack("shop-prod", folder, nodeFiles, other)).rejects.toMatchObject({
        problem: "wrong-passphrase",
      });
      await expect(readRecoveriesOfStack("shop-prod", folder)).rejects.toMatchObject({ problem: "encrypted" });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
