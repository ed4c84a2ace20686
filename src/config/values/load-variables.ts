// `--var` and `--var-file`: plain settings from outside the configuration. Reads the files through the port.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { checkSource } from "../text/check-source.ts";
import type { ConfigurationIo } from "../text/configuration-io.ts";
import { parseYaml } from "../text/parse-yaml.ts";
import { buildRange } from "../text/source.ts";

const MAX_BYTES = 1024 * 1024;
const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/;

interface VariableOptions {
  readonly cwd: string;
  readonly io: ConfigurationIo;
  readonly vars?: Readonly<Record<string, string>>;
  readonly varFiles?: readonly string[];
}

export async function loadVariables(
  options: VariableOptions,
  diagnostics: Diagnostic[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const file of options.varFiles ?? []) await loadFile(options, file, found, diagnostics);
  for (const [name, value] of Object.entries(options.vars ?? {})) {
    if (NAME.test(name)) found.set(name, value);
    else
      diagnostics.push(
        buildError("config.invalid-key", `--var ${name.slice(0, 80)}: this cannot be the name of a variable`, {
          fix: "say --var NAME=VALUE",
        }),
      );
  }
  return found;
}

async function loadFile(
  options: VariableOptions,
  file: string,
  found: Map<string, string>,
  diagnostics: Diagnostic[],
): Promise<void> {
  const refuse = (code: string, problem: string): void => {
    diagnostics.push(
      buildError(code, `--var-file ${file} ${problem}`, { fix: "a var file has one NAME: VALUE per line" }),
    );
  };
  let bytes: Uint8Array;
  try {
    bytes = await options.io.readFile(options.io.resolvePath(options.cwd, file), MAX_BYTES + 1);
  } catch (error) {
    refuse("config.unreadable", `cannot be read: ${options.io.describeError(error)}`);
    return;
  }
  if (bytes.length > MAX_BYTES) {
    refuse("config.too-large", `is larger than ${MAX_BYTES / 1024} KiB`);
    return;
  }
  const decoded = checkSource(file, bytes);
  const parsed = decoded.diagnostics.length > 0 ? undefined : parseYaml(decoded.source);
  diagnostics.push(...decoded.diagnostics, ...(parsed?.diagnostics ?? []));
  for (const document of parsed?.documents ?? []) {
    for (const [name, entry] of document.entries) {
      const { value } = entry;
      if (NAME.test(name) && value.kind === "scalar")
        found.set(name, value.value === null ? "" : typeof value.value === "string" ? value.value : value.text);
      else {
        const summary = `${name.slice(0, 80)}: a variable is a name and a single value`;
        diagnostics.push(buildError("config.wrong-type", summary, { range: buildRange(entry.keySpan) }));
      }
    }
  }
}
