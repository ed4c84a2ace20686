import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isJsonObject, type Json, type JsonObject } from "../../../src/core/json.ts";
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

const FILES = ["trueup.schema.json", "serveroid.json", "zomro.json", "gcore.json"];
const readSchema = async (name: string) =>
  JSON.parse(await readFile(join(ROOT, "schemas", name), "utf8")) as JsonObject;

describe("the files in schemas/", () => {
  it("pass ajv's strict mode whole and without a warning, one by one and together", async () => {
    const warnings: unknown[] = [];
    const warn = (text: unknown) => void warnings.push(text);
    const strict = new Ajv2020({ strict: true, logger: { log: warn, warn, error: warn } });
    for (const name of FILES) {
      const schema = await readSchema(name);
      expect(schema["$id"]).toBe(name);
      strict.addSchema(schema);
      for (const definition of Object.keys(schema["$defs"] as JsonObject))
        expect(strict.getSchema(`${name}#/$defs/${definition}`), definition).toBeDefined();
    }
    expect(strict.getSchema("trueup.schema.json")).toBeDefined();
    expect(warnings).toEqual([]);
  });

  it.each([...FILES, "trueup.editor.json"])("%s leads to no other file", async (name) => {
    const found: string[] = [];
    JSON.stringify(await readSchema(name), (key, value: unknown) => {
      if (key === "$ref") found.push(String(value));
      return value;
    });
    expect(found.filter((reference) => !reference.startsWith("#/$defs/"))).toEqual([]);
    expect(found.length).toBeGreaterThan(50);
  });

  it("trueup.editor.json has a message for each pattern, and few keywords that others do not know", async () => {
    const unknown = new Set<string>();
    const silent: string[] = [];
    const known = new Ajv2020().RULES.keywords;
    const visit = (schema: Json, path: string): void => {
      if (Array.isArray(schema)) for (const [index, item] of schema.entries()) visit(item, `${path}/${index}`);
      if (!isJsonObject(schema)) return;
      for (const key of Object.keys(schema)) if (known[key] === undefined) unknown.add(key);
      const isAsked = schema["pattern"] !== undefined && !path.includes("/if/") && schema["pattern"] !== "\\$\\{";
      if (isAsked && schema["patternErrorMessage"] === undefined) silent.push(path);
      for (const [key, value] of Object.entries(schema)) {
        if (["enum", "examples", "defaultSnippets", "const"].includes(key)) continue;
        if (!["properties", "patternProperties", "$defs"].includes(key)) visit(value, `${path}/${key}`);
        else for (const [name, item] of Object.entries(value as JsonObject)) visit(item, `${path}/${key}/${name}`);
      }
    };
    visit(await readSchema("trueup.editor.json"), "");
    expect(silent).toEqual([]);
    expect([...unknown].sort()).toEqual([
      "defaultSnippets",
      "errorMessage",
      "markdownDescription",
      "patternErrorMessage",
    ]);
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
            if (!isKnown && !path.includes("/not")) missing.push(`${path}/${name}`);
          }
        }
        visit(value, `${path}/${key}`);
      }
    };
    visit(SCHEMA, "");
    expect(missing).toEqual([]);
  });
});
