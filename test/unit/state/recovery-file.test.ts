import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import {
  readRecoveries,
  readRecoveriesOfStack,
  removeRecovery,
  writeRecovery,
} from "../../../src/state/recovery-file.ts";
import { expectProblem } from "../../kits/state-backend-kit.ts";
import { sampleDocument } from "../../support/sample-state.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "recovery-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe("the recovery file", () => {
  it("is written whole, for its owner only, read back and removed", async () => {
    const folder = join(root, ".trueup");
    const document = { ...sampleDocument({ serial: 12 }), settled: ["a"] };
    expect(await readRecoveries(document.lineage, folder)).toEqual([]);
    const path = await writeRecovery(document, folder);
    expect(path).toBe(join(folder, `recovery-${document.lineage}.json`));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const stored = await readRecoveries(document.lineage, folder);
    expect(stored).toEqual([{ path, recovery: document }]);
    for (const one of [...stored, ...stored]) await removeRecovery(one);
    expect(await readRecoveries(document.lineage, folder)).toEqual([]);
  });

  it("of one run does not replace that of another: all are read, in their order, and those of no other lineage", async () => {
    const document = { ...sampleDocument({ lineage: "a" }), settled: ["1"] };
    const written = [document, { ...document, settled: ["2"] }, { ...document, settled: ["3"] }];
    for (const one of written) await writeRecovery(one, root);
    await writeRecovery({ ...document, lineage: "a-2" }, root);
    const stored = await readRecoveries("a", root);
    expect(stored.map(({ recovery }) => recovery)).toEqual(written);
    await Promise.all(stored.slice(0, 2).map((one) => removeRecovery(one)));
    expect((await readRecoveries("a", root)).map(({ recovery }) => recovery.settled)).toEqual([["3"]]);
  });

  it("that is damaged is an error, not nothing", async () => {
    const document = { ...sampleDocument(), settled: [] };
    const path = await writeRecovery(document, root);
    for (const text of [
      "",
      "{",
      JSON.stringify({ ...document, lineage: "another" }),
      JSON.stringify({ ...document, settled: 5 }),
      JSON.stringify({ ...document, settledAddresses: { a: 1 } }),
    ]) {
      await writeFile(path, text);
      const error = await expectProblem(readRecoveries(document.lineage, root), "corrupt");
      expect(error.message).toContain(path);
      expect(error.hint).toContain("move it away");
    }
    await rm(path);
    await mkdir(path);
    const error = await expectProblem(readRecoveries(document.lineage, root), "corrupt");
    expect(error.message).toContain(`${path} is damaged: it is a folder`);
    expect(error.hint).toContain("move it away");
  });

  it("of a stack is found without its lineage; those of others, and what cannot be read, are passed over", async () => {
    const document = { ...sampleDocument({ lineage: "a", serial: 7 }), settled: [] };
    const paths = [await writeRecovery(document, root), await writeRecovery({ ...document, lineage: "b" }, root)];
    await writeRecovery({ ...document, lineage: "c", stack: "another" }, root);
    await writeFile(join(root, "recovery-d.json"), "{");
    await mkdir(join(root, "recovery-e.json"));
    const later = await writeRecovery({ ...document, lineage: "aa", serial: 8 }, root);
    const found = await readRecoveriesOfStack(document.stack, root);
    expect(found.map(({ path }) => path)).toEqual([...paths, later]);
    expect(await readRecoveriesOfStack(document.stack, join(root, "none"))).toEqual([]);
  });

  it("cannot be made to stand elsewhere", async () => {
    await expect(readRecoveries("../../etc/passwd", root)).rejects.toThrow(/fit for a file name/);
  });
});
