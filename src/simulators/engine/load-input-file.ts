// Seed and fault files → plain data (JSON is YAML, so one reader does). Checks syntax only, not meaning.
import { parseDocument } from "yaml";
import { SimInputError } from "./sim-input-error.ts";

export type ReadText = (path: string) => Promise<string>;

export async function loadInputFile(path: string, readText: ReadText): Promise<unknown> {
  return parseInput(await readInput(path, readText), path);
}

async function readInput(path: string, readText: ReadText): Promise<string> {
  try {
    return await readText(path);
  } catch (error) {
    throw new SimInputError([`${path}: cannot be read (${error instanceof Error ? error.message : String(error)})`]);
  }
}

function parseInput(text: string, path: string): unknown {
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) throw new SimInputError(document.errors.map((error) => `${path}: ${error.message}`));
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new SimInputError([`${path}: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
