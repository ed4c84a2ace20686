// `trueup explain`: every field of the schema has an explanation, and what is said of a change comes from the rules that plans go by.
import { describe, expect, it } from "vitest";
import { explainPath } from "../../../src/compose/explain-path.ts";
import type { Shape } from "../../../src/config/shape/shape.ts";
import { DiagnosticsError } from "../../../src/core/errors.ts";
import type { ExplainedField } from "../../../src/core/explanation.ts";
import { SHAPES, VENDORS } from "../../../src/generated/shapes.ts";
import { formatExplanations } from "../../../src/render/format-explanation.ts";
import { PLAIN_STYLE } from "../../../src/render/style.ts";

const show = (path: string, isRecursive = false) => formatExplanations(explainPath(path, isRecursive), PLAIN_STYLE);

function refusalOf(path: string) {
  try {
    explainPath(path, false);
  } catch (error) {
    if (error instanceof DiagnosticsError) return error.diagnostics[0];
    throw error;
  }
  throw new Error(`${path} is explained`);
}

function listPaths(shape: Shape | undefined, at: string): string[] {
  const below = shape?.values ?? shape?.items ?? shape;
  const name = shape?.values === undefined ? at : `${at}.key`;
  return Object.entries(below?.fields ?? {}).flatMap(([field, item]) => [
    `${name}.${field}`,
    ...listPaths(item, `${name}.${field}`),
  ]);
}

it("an output is a text or a map", () => {
  expect(show("outputs")).toMatch(/type +map of NAME to text or number or true or false or map/);
});

describe("every field", () => {
  const units = Object.keys(SHAPES).filter((unit) => /^(keys|vms|snapshots|schedules|providers|state)\./.test(unit));

  it.each(units)("of %s has an explanation", (unit) => {
    const paths = listPaths(SHAPES[unit], unit);
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) {
      const [one, other] = explainPath(path, false);
      expect(other, path).toBeUndefined();
      expect(one?.type, path).not.toBe("anything");
      expect(one?.path.replaceAll(".NAME", ".key"), path).toBe(path);
    }
  });

  it("that a schema calls sensitive is told as a secret", () => {
    for (const vendor of Object.keys(VENDORS)) {
      for (const [field, shape] of Object.entries(SHAPES[`vms.${vendor}`]?.fields ?? {}))
        expect(explainPath(`vms.${vendor}.${field}`, false)[0]?.sensitive ?? false).toBe(shape.sensitive === true);
    }
  });

  it("fits into 80 columns", () => {
    const recursive = ["", "vms", "vms.gcore", "state", "policy"].map((path) => show(path, true)).join("\n");
    for (const line of recursive.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
  });
});

describe("one provider's field", () => {
  it("is told with type, limits, and what a change of it means", () => {
    expect(show("vms.gcore.volumes.boot.size")).toMatchInlineSnapshot(`
      "vms.gcore.volumes.NAME.size
        Whole GiB, only growing: 20GiB.

        type      size
        limits    1GiB to 65536GiB; in steps of 1GiB
        a change  Changed in place. A smaller value is refused. A volume only grows:
                  to have a smaller one, --replace its address, which destroys what is
                  on it. The bill goes by it.
      "
    `);
    expect(show("vms.serveroid.image")).toContain("A rebuild in");
    expect(show("vms.gcore.userData")).toContain("Only a new");
    expect(show("providers.gcore.apiKey")).toContain("otherwise  GCORE_API_KEY; GCORE_ALIAS_API_KEY");
  });

  it("is the same whether the key of a map stands in the path or not, and by any address", () => {
    expect(show("vms.gcore.volumes.size")).toBe(show("vms.gcore.volumes.boot.size"));
    expect(show('vms.web["a"].memory')).toBe(show("vms.memory"));
    expect(show("lifecycle.protect")).toBe(show("vms.lifecycle.protect"));
  });

  it("of a schedule is told by what is made of it", () => {
    expect(show("schedules.gcore.cron")).toContain("a change  Changed in place.\n");
  });
});

describe("a path without a provider", () => {
  it("tells who has it, and what the others have instead", () => {
    expect(show("vms.memory")).toContain("not at gcore: at gcore sizes come with the flavor: say flavor");
    expect(show("vms.lifecycle")).toMatch(/^vms\.lifecycle {2}\(gcore, serveroid, zomro\)\n/);
    expect(explainPath("vms.keys", false).map(({ path }) => path)).toEqual([
      "vms.gcore.keys",
      "vms.serveroid.keys",
      "vms.zomro.keys",
    ]);
  });

  it("of a section lists the fields of all, each with its providers", () => {
    const [vms] = explainPath("vms", false);
    const find = (name: string) => vms?.fields.find((field) => field.name === name) as ExplainedField;
    expect(find("volumes").providers).toEqual(["gcore"]);
    expect(find("count").providers).toBeUndefined();
    expect(vms?.description).toBe("Virtual machines.");
  });
});

describe("a wrong path", () => {
  it.each([
    ["vms.gcore.volums", "did you mean trueup explain vms.gcore.volumes?"],
    ["vms.gcore.volumes.boot.sze", "did you mean trueup explain vms.gcore.volumes.NAME.size?"],
    ["vmz", "did you mean trueup explain vms?"],
    ["vms.gcore.memory", "at gcore sizes come with the flavor: say flavor"],
    ["schedules.serveroid", "give the VM a backupPolicy (keep 1 to 10, every 3h, 6h, 12h, 24h or 72h)"],
    ["state.s3.bukket", "did you mean trueup explain state.s3.bucket?"],
    ["__proto__", "trueup explain lists what there is"],
    ["vms.gcore.constructor", "trueup explain vms.gcore lists what there is"],
  ])("%s: %s", (path, fix) => {
    expect(refusalOf(path)).toMatchObject({ code: "cli.explain", fix });
  });
});
