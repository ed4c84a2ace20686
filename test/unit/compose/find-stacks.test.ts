import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { assertFolders, findStacks } from "../../../src/compose/find-stacks.ts";

let root = "";
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "trueup-stacks-")));
});
afterEach(() => rm(root, { recursive: true }));

async function make(name: string, file?: string): Promise<void> {
  await mkdir(join(root, name), { recursive: true });
  if (file !== undefined) await writeFile(join(root, name, file), "");
}

const names = (folders: readonly string[]) => folders.map((folder) => basename(folder));

it("each direct subfolder with a trueup.yaml or trueup.yml, as it is now", async () => {
  await make("shop-10", "trueup.yaml");
  await make("shop-2", "trueup.yml");
  await make("other", "main.tf");
  await make("shop-2/deeper", "trueup.yaml");
  await writeFile(join(root, "trueup.yaml"), "");
  const find = async () => names(await findStacks({ cwd: "/", folders: [], below: root }));
  expect(await find()).toEqual(["shop-2", "shop-10"]);
  await make("blog", "trueup.yaml");
  await rm(join(root, "shop-2"), { recursive: true });
  expect(await find()).toEqual(["blog", "shop-10"]);
});

it("each folder once, whatever names it has; a named one that is gone is still listed", async () => {
  await make("shop", "trueup.yaml");
  await symlink(join(root, "shop"), join(root, "alias"));
  const found = await findStacks({ cwd: root, folders: ["shop", "./shop/", "alias", "gone"], below: "." });
  expect(names(found)).toEqual(["gone", "shop"]);
});

it("what is not there at the beginning is an error", async () => {
  await writeFile(join(root, "file"), "");
  await expect(assertFolders({ cwd: root, folders: [".", "gone", "file"], below: "none" })).rejects.toMatchObject({
    diagnostics: [
      { summary: "gone: there is no such folder", fix: `looked for ${root}/gone` },
      { summary: "file: it is no folder" },
      { summary: "--stacks none: there is no such folder" },
    ],
  });
  await expect(findStacks({ cwd: root, folders: [], below: "none" })).rejects.toMatchObject({
    diagnostics: [{ code: "watch.folder" }],
  });
});
