// Where editors find the schema of a package that is installed beside the configuration. Reads the disk, writes nothing.
import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

const PLACE = ["node_modules", "trueup", "schemas", "trueup.editor.json"];

/** From the folder on, with slashes; undefined where the package is in none of the folders above. */
export function findInstalledSchema(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, ...PLACE);
    if (existsSync(path)) {
      const steps = relative(folder, path).split(sep).join("/");
      return steps.startsWith("..") ? steps : `./${steps}`;
    }
    if (dirname(at) === at) return undefined;
  }
}
