import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { readRecovery, removeRecovery, writeRecovery } from "../../../src/state/recovery-file.ts";
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
    expect(await readRecovery(document.lineage, folder)).toBeUndefined();
    const path = await writeRecovery(document, folder);
    expect(path).toBe(join(folder, `recovery-${document.lineage}.json`));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readRecovery(document.lineage, folder)).toEqual(document);
    await removeRecovery(document.lineage, folder);
    await removeRecovery(document.lineage, folder);
    expect(await readRecovery(document.lineage, folder)).toBeUndefined();
  });

  it("that is damaged is an error, not nothing", async () => {
    const document = { ...sampleDocument(), settled: [] };
    const path = await writeRecovery(document, root);
    await writeFile(path, "{");
    await expectProblem(readRecovery(document.lineage, root), "corrupt");
  });

  it("cannot be made to stand elsewhere", async () => {
    await expect(readRecovery("../../etc/passwd", root)).rejects.toThrow(/fit for a file name/);
  });
});
