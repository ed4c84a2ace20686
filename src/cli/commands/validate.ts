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
  if (diagnostics.length > 0 && terminal.env["GITHUB_ACTIONS"] === "true") {
    const { createAnnotator } = await import("../create-annotator.ts");
    for (const line of createAnnotator(terminal, flags.chdir)(diagnostics)) terminal.err(line);
  }
  return hasErrors(diagnostics) ? EXIT.failed : EXIT.done;
}

async function showDiagnostics(
  terminal: Terminal,
  diagnostics: readonly Diagnostic[],
  flags: ConfigurationOptions,
): Promise<void> {
  const [{ formatDiagnostics }, { buildStyle }, { guardForActions }] = await Promise.all([
    import("../../render/format-diagnostic.ts"),
    import("../build-style.ts"),
    import("../guard-for-actions.ts"),
  ]);
  const text = formatDiagnostics(diagnostics, buildStyle(terminal, flags, "err"));
  terminal.err(guardForActions(terminal, text, terminal.isErrFile));
}

function describe(resources: number, files: number): string {
  const count = (value: number, noun: string) => `${value} ${noun}${value === 1 ? "" : "s"}`;
  return `${count(resources, "resource")} in ${count(files, "file")}`;
}
