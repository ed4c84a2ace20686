import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { SCHEMA } from "../../../src/generated/schema.ts";
import { SHAPES } from "../../../src/generated/shapes.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

describe("what is generated from the schemas", () => {
  it("is in step with them", async () => {
    const { stderr } = await promisify(execFile)(process.execPath, ["scripts/generate.mjs", "--check"], { cwd: ROOT });
    expect(stderr).toBe("");
  });

  it("knows every unit, reference and secret", () => {
    expect(SHAPES["vms.serveroid"]?.fields?.["memory"]).toMatchObject({
      unit: "size",
      minimum: "512MiB",
      maximum: "16GiB",
    });
    expect(SHAPES["vms.gcore"]?.fields?.["keys"]?.items).toMatchObject({ reference: "keys" });
    expect(SHAPES["vms.zomro"]?.fields?.["rescue"]?.fields?.["password"]).toMatchObject({ sensitive: true });
  });
});

describe("the published schema", () => {
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(SCHEMA);

  it("accepts a configuration with every section, references included", async () => {
    const everything: unknown = parse(await readFile(new URL("everything.yaml", import.meta.url), "utf8"));
    expect(validate(everything) ? [] : validate.errors).toEqual([]);
  });

  it("refuses unknown fields, also below vendors", () => {
    const wrong = { version: 1, stack: "shop", vms: { a: { provider: "serveroid", memori: "1GiB" } } };
    expect(validate(wrong)).toBe(false);
    expect(validate.errors?.map(({ keyword, params }) => `${keyword} ${JSON.stringify(params)}`)).toContain(
      'additionalProperties {"additionalProperty":"memori"}',
    );
  });

  it("describes every field, for editors", () => {
    const missing: string[] = [];
    const visit = (schema: unknown, path: string): void => {
      if (typeof schema !== "object" || schema === null) return;
      for (const [key, value] of Object.entries(schema)) {
        if (key === "properties" && !path.endsWith("/if")) {
          for (const [name, field] of Object.entries(
            value as Record<string, { description?: string; $ref?: string }>,
          )) {
            const isKnown = field.description !== undefined || field.$ref !== undefined;
            if (!isKnown && !path.includes("sectionDefaults") && !path.includes("/not"))
              missing.push(`${path}/${name}`);
          }
        }
        visit(value, `${path}/${key}`);
      }
    };
    visit(SCHEMA, "");
    expect(missing).toEqual([]);
  });
});
