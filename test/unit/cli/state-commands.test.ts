// `trueup state mv` and `state rm` while something is pending: they refuse, and name what settles it.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runStateList, runStateRm, runStateShow } from "../../../src/cli/commands/state.ts";
import { runStateMv } from "../../../src/cli/commands/state-mv.ts";
import type { Terminal } from "../../../src/cli/terminal.ts";
import { DiagnosticsError } from "../../../src/core/errors.ts";
import { formatStateDocument } from "../../../src/state/format-state.ts";
import { sampleDocument, sampleIntent, sampleResource } from "../../support/sample-state.ts";

let folder: string;
const path = () => join(folder, ".trueup", "shop.json");

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trueup-state-"));
  await writeFile(join(folder, "trueup.yaml"), "version: 1\nstack: shop\n");
  await mkdir(join(folder, ".trueup"));
  const document = sampleDocument({
    stack: "shop",
    resources: { "vms.web": sampleResource("web"), "vms.free": sampleResource("free") },
    pending: [
      sampleIntent("late", { address: "vms.late", phase: "unknown" }),
      sampleIntent("off", { address: "vms.web", summary: "switch it off", settle: { by: "fields" } }),
      sampleIntent("golden", { address: "snapshots.golden", type: "snapshot", parent: "vms.free" }),
    ],
  });
  await writeFile(path(), formatStateDocument(document));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const openTerminal = () =>
  ({
    out: () => undefined,
    err: () => undefined,
    onSignal: () => () => undefined,
    env: {},
    cwd: folder,
  }) as unknown as Terminal;

async function refusalOf(run: (terminal: Terminal) => Promise<number>): Promise<(string | undefined)[]> {
  const terminal = openTerminal();
  const before = await readFile(path(), "utf8");
  const error = await run(terminal).catch((reason: unknown) => reason);
  expect(await readFile(path(), "utf8")).toBe(before);
  if (!(error instanceof DiagnosticsError)) throw error;
  return error.diagnostics.flatMap(({ code, summary, fix }) => [code, summary, fix?.split(",")[0]]);
}

it("rm refuses what is being changed", async () => {
  expect(await refusalOf((terminal) => runStateRm(terminal, ["vms.web"], {}))).toEqual([
    "state.pending",
    'vms.web: "switch it off" is not settled yet',
    "trueup apply",
  ]);
});

it("rm refuses what something is being made of, and what is only pending", async () => {
  const [, snapshot] = await refusalOf((terminal) => runStateRm(terminal, ["vms.free"], {}));
  expect(snapshot).toBe('snapshots.golden: "install golden" is not settled yet');
  const [, , fix] = await refusalOf((terminal) => runStateRm(terminal, ["vms.late"], {}));
  expect(fix).toBe("trueup apply --assume-absent vms.late");
});

it("mv refuses an address at which something may still arrive", async () => {
  const [code, summary] = await refusalOf((terminal) => runStateMv(terminal, "vms.free", "vms.late", {}));
  expect([code, summary]).toEqual(["state.pending", 'vms.late: "install late" is not settled yet']);
});

it("of another stack: neither shown nor changed", async () => {
  await writeFile(join(folder, "trueup.yaml"), `version: 1\nstack: other\nstate: { path: .trueup/shop.json }\n`);
  const before = await readFile(path(), "utf8");
  const said = { message: expect.stringContaining("belongs to the stack shop, not to other") as string };
  await expect(runStateList(openTerminal(), [], {})).rejects.toMatchObject(said);
  await expect(runStateShow(openTerminal(), "vms.free", {})).rejects.toMatchObject(said);
  await expect(runStateRm(openTerminal(), ["vms.free"], {})).rejects.toMatchObject(said);
  await expect(runStateMv(openTerminal(), "vms.free", "vms.taken", {})).rejects.toMatchObject(said);
  expect(await readFile(path(), "utf8")).toBe(before);
});

it("mv takes all instances of a group, with their parts", async () => {
  const part = { type: "volume", parent: "vms.web[1]" } as const;
  const document = sampleDocument({
    stack: "shop",
    resources: {
      "vms.web[0]": sampleResource("web-0"),
      "vms.web[1]": sampleResource("web-1"),
      "vms.web[1].volumes.data": sampleResource("data", part),
      "vms.webshop": sampleResource("webshop"),
    },
  });
  await writeFile(path(), formatStateDocument(document));
  expect(await runStateMv(openTerminal(), "vms.web", "vms.front", {})).toBe(0);
  const { resources } = JSON.parse(await readFile(path(), "utf8")) as {
    resources: Record<string, { parent?: string }>;
  };
  expect(Object.keys(resources).sort()).toEqual([
    "vms.front[0]",
    "vms.front[1]",
    "vms.front[1].volumes.data",
    "vms.webshop",
  ]);
  expect(resources["vms.front[1].volumes.data"]?.parent).toBe("vms.front[1]");
  await expect(runStateMv(openTerminal(), "vms.none", "vms.front", {})).rejects.toBeInstanceOf(DiagnosticsError);
});

describe("mv by pattern", () => {
  const tracked = (...names: string[]) =>
    writeFile(
      path(),
      formatStateDocument(
        sampleDocument({
          stack: "shop",
          resources: Object.fromEntries(names.map((name) => [name, sampleResource(name)])),
          moved: [{ from: "vms.new-*", to: "vms.other-*" }],
        }),
      ),
    );
  const readState = async () => {
    const document = JSON.parse(await readFile(path(), "utf8")) as { resources: object; moved?: unknown };
    return { addresses: Object.keys(document.resources).sort(), moved: document.moved };
  };

  it("moves what it fits, with parts, and lets blocks lead on from there again", async () => {
    await tracked("vms.old-a", "vms.old-b", "vms.old-b.volumes.data", "vms.web");
    const said: string[] = [];
    const terminal = { ...openTerminal(), err: (text: string) => said.push(text) } as unknown as Terminal;
    await runStateMv(terminal, "vms.old-*", "vms.new-*", {});
    expect(await readState()).toEqual({
      addresses: ["vms.new-a", "vms.new-b", "vms.new-b.volumes.data", "vms.web"],
      moved: undefined,
    });
    expect(said.join("")).toBe(
      "Moved vms.old-* to vms.new-*: 2 resources.\n  vms.old-a -> vms.new-a\n  vms.old-b -> vms.new-b\n",
    );
  });

  it.each([
    ["vms.e*", "vms.x_e*", "vms.x_edge_left"],
    ["vms.edge", "vms.x_edge", "vms.edge_left"],
  ])("%s takes along parts whose machine is not there, and the tie of what was left for it", async (from, to, left) => {
    const resources = {
      "vms.edge.volumes.boot": sampleResource("boot", { type: "volume", parent: "vms.edge" }),
      "vms.edge_left": sampleResource("edge", { replacedBy: "vms.edge" }),
    };
    const document = sampleDocument({ stack: "shop", resources });
    await writeFile(path(), formatStateDocument(document));
    await runStateMv(openTerminal(), from, to, {});
    const moved = (JSON.parse(await readFile(path(), "utf8")) as typeof document).resources;
    expect(moved["vms.x_edge.volumes.boot"]?.parent).toBe("vms.x_edge");
    expect(moved[left]?.replacedBy).toBe("vms.x_edge");
  });

  it("takes numbers for a group", async () => {
    await tracked("vms.web-0", "vms.web-1");
    await runStateMv(openTerminal(), "vms.web-*", "vms.web[*]", {});
    expect((await readState()).addresses).toEqual(["vms.web[0]", "vms.web[1]"]);
  });

  it.each([
    ["vms.old-*", "vms.one", '"*"'],
    ["vms.*", "keys.*", "different kinds"],
    ["vms.none-*", "vms.new-*", "vms.none-* is not tracked"],
    ["vms.old-*", "vms.web_*", "vms.web_c is already tracked"],
    ["vms.o d*", "vms.x*", "is no address"],
  ])("%s to %s is refused", async (from, to, said) => {
    await tracked("vms.old-a", "vms.old-c", "vms.a-b-c", "vms.web_c", "vms.a_b_c_");
    const [, summary] = await refusalOf((terminal) => runStateMv(terminal, from, to, {}));
    expect(summary).toContain(said);
  });
});
