// `trueup schema`: the published JSON Schema, as one document.
import { EXIT } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";

export async function runSchema(terminal: Terminal): Promise<number> {
  const { SCHEMA } = await import("../../generated/schema.ts");
  terminal.out(`${JSON.stringify(SCHEMA, undefined, 2)}\n`);
  return EXIT.done;
}
