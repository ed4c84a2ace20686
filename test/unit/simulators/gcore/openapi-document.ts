// The vendor's OpenAPI document as tests use it: its operations, and a check of values against its schemas.
import { readFileSync } from "node:fs";
import { isIP, isIPv4, isIPv6 } from "node:net";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

// biome-ignore lint/suspicious/noExplicitAny: a foreign document.
export type Schema = any;

export interface Operation {
  /** `GET /cloud/…`. */
  key: string;
  verb: string;
  path: string;
  parameters: { name: string; in: string; required?: boolean; schema: Schema }[];
  body: Schema | undefined;
  /** Status → schema of the answer; undefined where the answer has no body. */
  answers: Map<number, Schema | undefined>;
}

export interface OpenApi {
  operations: Operation[];
  resolve(schema: Schema): Schema;
  /** What is wrong with the value; empty when nothing is. */
  problems(schema: Schema, value: unknown): string[];
}

const isNetwork = (text: string): boolean => isIP(text.split("/")[0] ?? "") > 0;

const FORMATS: Record<string, (text: string) => boolean> = {
  uuid4: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
  // The document's own examples write `+0000`.
  "date-time": (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(text),
  ipv4: isIPv4,
  ipv6: isIPv6,
  ipvanyaddress: (text) => isIP(text) > 0,
  ipvanynetwork: isNetwork,
  uri: URL.canParse,
};

export function openApi(file: string): OpenApi {
  const document = JSON.parse(readFileSync(file, "utf8"));
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  for (const [name, check] of Object.entries(FORMATS)) ajv.addFormat(name, check);
  ajv.addFormat("int64", { type: "number", validate: Number.isSafeInteger });
  ajv.addSchema(document, "vendor");
  const compiled = new Map<string, ValidateFunction>();
  const check = (schema: Schema): ValidateFunction => {
    const key = JSON.stringify(schema);
    const known = compiled.get(key);
    if (known) return known;
    const made = ajv.compile(JSON.parse(key.replaceAll('"$ref":"#/', '"$ref":"vendor#/')));
    compiled.set(key, made);
    return made;
  };
  return {
    operations: operationsOf(document),
    resolve: (schema) => {
      const name = schema?.$ref?.split("/").at(-1);
      return name === undefined ? schema : document.components.schemas[name];
    },
    problems: (schema, value) => {
      const validate = check(schema);
      return validate(value) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
    },
  };
}

const VERBS = ["get", "post", "put", "patch", "delete"];

function operationsOf(document: Schema): Operation[] {
  return Object.entries<Schema>(document.paths).flatMap(([path, item]) =>
    Object.entries<Schema>(item)
      .filter(([verb]) => VERBS.includes(verb))
      .map(([verb, operation]) => ({
        key: `${verb.toUpperCase()} ${path}`,
        verb: verb.toUpperCase(),
        path,
        parameters: operation.parameters ?? [],
        body: operation.requestBody?.content["application/json"]?.schema,
        answers: new Map(
          Object.entries<Schema>(operation.responses).map(([status, answer]) => [
            Number(status),
            answer.content?.["application/json"]?.schema,
          ]),
        ),
      })),
  );
}
