// `trueup schema`: the published JSON Schema, as one document; with --editor in the form for editors.
import { buildEditorSchema } from "../../config/published/editor-schema.ts";
import { buildStandardSchema } from "../../config/published/standard-schema.ts";
import type { JsonObject } from "../../core/json.ts";
import { SCHEMA } from "../../generated/schema.ts";
import { EXIT } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";

export async function runSchema(terminal: Terminal, flags: { readonly editor?: boolean } = {}): Promise<number> {
  const build = flags.editor === true ? buildEditorSchema : buildStandardSchema;
  terminal.out(`${JSON.stringify(build(SCHEMA as JsonObject), undefined, 2)}\n`);
  return EXIT.done;
}
