import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadConfiguration } from "../../../src/config/load-configuration.ts";
import { nodeConfigurationIo } from "../../../src/config/text/node-configuration-io.ts";
import { formatDiagnostics } from "./configuration-fixture.ts";

const TEXT = (value: string): string => `version: 1
stack: shop
providers: { zomro: {} }
vms: { db: { provider: zomro, existing: { id: "${value}" } } }
`;

describe("the loader on a real disk", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "trueup-config-"));
    await mkdir(join(folder, "stack", "keys"), { recursive: true });
    await writeFile(join(folder, "outside"), "id-outside\n");
    await writeFile(join(folder, "stack", "keys", "id"), "id-inside\r\n");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const load = (more: { files?: string[]; fileRoot?: string; allowExec?: boolean } = {}) =>
    loadConfiguration({
      files: [],
      cwd: join(folder, "stack"),
      mode: "plan",
      env: {},
      io: nodeConfigurationIo,
      ...more,
    });

  async function idOf(value: string, more: Parameters<typeof load>[0] = {}): Promise<string> {
    await writeFile(join(folder, "stack", "trueup.yaml"), TEXT(value));
    const { configuration, diagnostics } = await load(more);
    const id = configuration?.resources[0]?.existing?.id;
    return id ?? formatDiagnostics(diagnostics).replaceAll(folder, "DIR");
  }

  it("reads files inside the folder, also by way of links that stay there", async () => {
    await symlink("keys/id", join(folder, "stack", "link"));
    expect(await idOf("${file:keys/id}")).toBe("id-inside");
    expect(await idOf("${file:./link}")).toBe("id-inside");
    expect(await idOf(`\${file:${join(folder, "stack", "keys", "id")}}`)).toBe("id-inside");
  });

  it("refuses files outside, also by way of links, unless --file-root has them", async () => {
    await symlink(join(folder, "outside"), join(folder, "stack", "link"));
    await symlink(folder, join(folder, "stack", "up"));
    for (const path of ["../outside", "link", "up/outside", "keys/../../outside"]) {
      expect(await idOf(`\${file:${path}}`)).toContain(`config.file-outside 4:47 ${path} lies outside`);
      expect(await idOf(`\${file:${path}}`, { fileRoot: ".." })).toBe("id-outside");
    }
    expect(await idOf("${file:keys}")).toContain("keys is no file");
    expect(await idOf("${file:nix}")).toContain("nix cannot be read: there is no such file");
  });

  it("runs commands without a shell, and never shows what they print when they fail", async () => {
    expect(await idOf("${exec:echo $HOME '; false'}", { allowExec: true })).toBe("$HOME ; false");
    expect(await idOf("${exec:cat}", { allowExec: true })).toContain("4:47");
    expect(await idOf("${exec:ls /geheim-7}", { allowExec: true })).toBe(
      "error config.exec-failed 4:47 ls failed: it ended with exit code 2",
    );
    await writeFile(join(folder, "stack", "no-text"), Buffer.from([0x61, 0xff, 0x62]));
    expect(await idOf("${exec:cat no-text}", { allowExec: true })).toContain("its output is not UTF-8 text");
    expect(await idOf("${exec:no-such-command-7}", { allowExec: true })).toContain("there is no such command");
  });

  it("loads a folder: sorted, not recursive, without folders named like files", async () => {
    const config = join(folder, "stack", "config");
    await mkdir(join(config, "z.yaml"), { recursive: true });
    await writeFile(join(config, "b.yml"), TEXT("1"));
    await writeFile(join(config, "a.yaml"), "stack: shop\n");
    await writeFile(join(config, ".hidden.yaml"), "nix: [");
    expect((await load({ files: ["config"] })).configuration?.files).toEqual(["a.yaml", "b.yml"]);
    await symlink("nowhere", join(config, "c.yaml"));
    expect(formatDiagnostics((await load({ files: ["config"] })).diagnostics)).toBe(
      "error config.unreadable - config/c.yaml cannot be read: it is a link to nothing | repair or remove the symbolic link",
    );
  });
});
