// `trueup explain PATH`: what a field of the configuration is, and what a change of it means. Reads no configuration, asks nobody.
import { explainPath } from "../../compose/explain-path.ts";
import { formatExplanations } from "../../render/format-explanation.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";

interface ExplainFlags {
  readonly recursive?: boolean;
  readonly json?: boolean;
  readonly color?: boolean;
}

export async function runExplain(terminal: Terminal, path: string | undefined, flags: ExplainFlags): Promise<number> {
  const all = explainPath(path ?? "", flags.recursive === true);
  terminal.out(
    flags.json === true
      ? `${JSON.stringify({ format_version: "1.0", explanations: all }, undefined, 2)}\n`
      : formatExplanations(all, buildStyle(terminal, flags, "out")),
  );
  return EXIT.done;
}
