// Whatever goes wrong, each form of output says so: every command, fault and form has its file in test/golden/failures.
import { describe, expect, it } from "vitest";
import { type Bench, closeBenchesAfterEach, type Ended, openBench } from "../support/cli.ts";
import { EMPTY, head, key, ONE_VM, SHOP } from "../support/shop.ts";

closeBenchesAfterEach();

const COMMANDS = { plan: ["plan"], apply: ["apply", "-y"], drift: ["drift"] } as const;
const FORMS = { text: [], json: ["--format", "json"], stream: ["--json"] } as const;

type Fault = "bad-yaml" | "bad-credentials" | "unreachable" | "guard";

async function openWith(fault: Fault): Promise<Bench> {
  switch (fault) {
    case "bad-yaml":
      return await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM.replace("tariff:", "tarif:") } });
    case "bad-credentials":
      return await openBench({
        seed: EMPTY,
        files: { "trueup.yaml": ONE_VM },
        env: { SERVEROID_API_KEY: "not-the-right-key" },
      });
    case "unreachable":
      return await openBench({
        files: { "trueup.yaml": ONE_VM },
        env: { SERVEROID_ENDPOINT: "http://127.0.0.1:9" },
      });
    case "guard": {
      const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP } });
      expect((await bench.run(["apply", "-y"])).code).toBe(0);
      await bench.write("trueup.yaml", `${head()}keys:\n${key("ops")}`);
      return bench;
    }
  }
}

/** What differs from run to run, and the place of the stand-in. */
function level(bench: Bench, text: string): string {
  return text
    .replaceAll(bench.dir, "FOLDER")
    .replace(/127\.0\.0\.1:\d{2,}/g, "127.0.0.1:PORT")
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/g, "TIME")
    .replace(/"duration_ms": \d+/g, '"duration_ms": N')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "UUID");
}

const layOut = (objects: string): string =>
  objects.replace(/^\{.*\}$/gm, (line) => JSON.stringify(JSON.parse(line), null, 1));

function show(bench: Bench, args: readonly string[], { code, out, err }: Ended): string {
  const parts = [
    `$ trueup ${args.join(" ")}`,
    `exit code ${code}`,
    "--- standard output",
    layOut(out),
    "--- standard error",
    err,
  ];
  return level(bench, `${parts.join("\n").trimEnd()}\n`);
}

describe.each<Fault>(["bad-yaml", "bad-credentials", "unreachable", "guard"])("%s", (fault) => {
  it("is told in each form by each command", async () => {
    const bench = await openWith(fault);
    const cells = Object.entries(COMMANDS).flatMap(([command, args]) =>
      Object.entries(FORMS).map(([form, flags]) => ({
        name: `${command}-${fault}-${form}.txt`,
        form,
        args: [...args, ...flags],
      })),
    );
    const run = async (cell: (typeof cells)[number]) => ({ ...cell, end: await bench.run(cell.args) });
    const ended = await Promise.all(cells.filter(({ args }) => args[0] !== "apply").map(run));
    // One at a time has the lock.
    for (const cell of cells) if (cell.args[0] === "apply") ended.push(await run(cell));
    for (const { name, form, args, end } of ended) {
      await expect(show(bench, args, end)).toMatchFileSnapshot(`../golden/failures/${name}`);
      if (form === "text" || (fault === "guard" && args[0] !== "apply")) continue;
      expect(end.code, name).toBe(1);
      // A plan that is held back is shown, with what holds it back.
      const isShown = fault === "guard" && form === "json";
      const told = isShown
        ? /"refusals":\[\{"code":"guard/
        : form === "stream"
          ? /"type":"diagnostic"/
          : /"errored":true/;
      expect(end.out, name).toMatch(told);
      expect(end.out, name).not.toContain("not-the-right-key");
    }
  });
});
