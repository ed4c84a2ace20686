// `trueup validate`: everything that needs no network; all problems at once. Kept light: it runs on every save.
import { loadFiles } from "../../compose/load-files.ts";
import { type Diagnostic, hasErrors } from "../../core/diagnostic.ts";
import { EXIT } from "../exit-code.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import type { Terminal } from "../terminal.ts";

export async function runValidate(
  terminal: Terminal,
  flags: ConfigurationOptions & { readonly json?: boolean },
): Promise<number> {
  const { configuration, diagnostics } = await loadFiles(terminal, flags, { mode: "validate" });
  // What shows problems is loaded where there are any: most runs have none.
  if (flags.json === true) {
    const { buildValidateDocument } = await import("../../render/diagnostic-document.ts");
    terminal.out(`${JSON.stringify(buildValidateDocument(diagnostics), undefined, 2)}\n`);
  } else {
    if (diagnostics.length > 0) await showDiagnostics(terminal, diagnostics, flags);
    if (configuration !== undefined)
      terminal.out(
        `Success! The configuration is valid: ${describe(configuration.resources.length, configuration.files.length)}.\n`,
      );
  }
  return hasErrors(diagnostics) ? EXIT.failed : EXIT.done;
}

async function showDiagnostics(
  terminal: Terminal,
  diagnostics: readonly Diagnostic[],
  flags: ConfigurationOptions,
): Promise<void> {
  const [{ formatDiagnostics }, { buildStyle }] = await Promise.all([
    import("../../render/format-diagnostic.ts"),
    import("../build-style.ts"),
  ]);
  terminal.err(formatDiagnostics(diagnostics, buildStyle(terminal, flags, "err")));
}

function describe(resources: number, files: number): string {
  const count = (value: number, noun: string) => `${value} ${noun}${value === 1 ? "" : "s"}`;
  return `${count(resources, "resource")} in ${count(files, "file")}`;
}
