// Annotations of a GitHub job: diagnostics at the lines of their files. Prints nothing itself.
import { relative, resolve } from "node:path";
import type { Diagnostic } from "../core/diagnostic.ts";
import { formatAnnotation } from "../render/github-actions.ts";
import { groupDiagnostics } from "../render/group-diagnostics.ts";
import type { Terminal } from "./terminal.ts";

/** GitHub shows no more of each kind for one step. */
const MOST_ANNOTATIONS = 10;

/** Of the diagnostics of one step, in their order, the annotations that GitHub will show; one a line. */
export function createAnnotator(
  { env, cwd }: Terminal,
  folder: string | undefined,
): (diagnostics: readonly Diagnostic[]) => string[] {
  // Annotations are placed by paths from the workspace, whatever folder the step runs in.
  const inWorkspace = (diagnostic: Diagnostic): Diagnostic => {
    const { range } = diagnostic;
    const workspace = env["GITHUB_WORKSPACE"] ?? "";
    if (range === undefined || workspace === "") return diagnostic;
    const file = relative(workspace, resolve(cwd, folder ?? ".", range.file));
    return file.startsWith("..") ? diagnostic : { ...diagnostic, range: { ...range, file } };
  };
  const told = { error: 0, warning: 0 };
  return (diagnostics) =>
    groupDiagnostics(diagnostics)
      .filter(({ severity }) => told[severity]++ < MOST_ANNOTATIONS)
      .map((diagnostic) => `${formatAnnotation(inWorkspace(diagnostic))}\n`);
}
