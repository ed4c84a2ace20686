// A loader hook that changes the text of one module while it is loaded: how a planted bug gets into the product without
// being in it. Compiles that module by itself; all others are left to the loader in front of it.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript";

let plant;

export function initialize(given) {
  plant = given;
}

export async function load(url, context, nextLoad) {
  if (url.split("?")[0] !== plant.url) return nextLoad(url, context);
  const text = await readFile(fileURLToPath(plant.url), "utf8");
  const changed = plant.edits.reduce((current, { find, replace }) => current.replace(find, () => replace), text);
  const { outputText } = ts.transpileModule(changed, {
    compilerOptions: { target: "ES2023", module: "ESNext", verbatimModuleSyntax: true },
  });
  return { format: "module", source: outputText, shortCircuit: true };
}
