// docs/reference, all of it from the program: what its schemas, its rules, its commands and its source say. Writes nothing.
import { register } from "tsx/esm/api";
import { buildCommandPage } from "./build-commands.mjs";
import { buildDiagnosticPage } from "./build-diagnostics.mjs";
import { buildEnvironmentPage } from "./build-environment.mjs";
import { buildExitCodePage } from "./build-exit-codes.mjs";
import { buildFieldPages } from "./build-fields.mjs";

/** `{ pages: { file: text }, problems, counts }`. The generated part of src/ must be in step already: it is loaded. */
export async function buildReference() {
  // Commands load their flags when they are asked for them.
  const unregister = register();
  try {
    return await buildAll(await loadProgram());
  } finally {
    await unregister();
  }
}

async function buildAll(program) {
  const fields = buildFieldPages(program);
  const commands = await buildCommandPage(program);
  const environment = buildEnvironmentPage(program);
  const exitCodes = buildExitCodePage(program);
  const diagnostics = buildDiagnosticPage();
  return {
    pages: {
      ...fields.pages,
      "commands.md": commands.text,
      "environment.md": environment.text,
      "exit-codes.md": exitCodes.text,
      "diagnostics.md": diagnostics.text,
    },
    problems: [environment, exitCodes, diagnostics].flatMap(({ problems }) => problems),
    counts: {
      fields: fields.count,
      ...commands.counts,
      variables: environment.count,
      "exit codes": exitCodes.count,
      codes: diagnostics.count,
    },
  };
}

async function loadProgram() {
  const modules = await Promise.all([
    import("../../../src/compose/explain-path.ts"),
    import("../../../src/generated/shapes.ts"),
    import("../../../src/render/format-explanation.ts"),
    import("../../../src/cli/program.ts"),
    import("../../../src/cli/program-flags.ts"),
    import("../../../src/cli/examples.ts"),
    import("../../../src/cli/environment-help.ts"),
    import("../../../src/cli/exit-code.ts"),
  ]);
  return Object.assign({}, ...modules);
}
