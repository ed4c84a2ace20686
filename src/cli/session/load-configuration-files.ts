// Loads the configuration that the flags name. Light: it knows neither providers nor network.
import { type LoadResult, loadConfiguration } from "../../config/load-configuration.ts";
import { nodeConfigurationIo } from "../../config/node-configuration-io.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import type { Terminal } from "../terminal.ts";
import { DESIRED_CHECKS } from "./desired-checks.ts";
import { resolveFolder } from "./resolve-folder.ts";

export function loadFiles(
  terminal: Terminal,
  options: ConfigurationOptions,
  mode: "validate" | "plan",
  isLenient = false,
): Promise<LoadResult> {
  return loadConfiguration({
    files: options.file ?? [],
    cwd: resolveFolder(terminal.cwd, options.chdir),
    ...(options.fileRoot === undefined ? {} : { fileRoot: options.fileRoot }),
    vars: parseVars(options.var ?? []),
    varFiles: options.varFile ?? [],
    allowExec: options.allowExec === true,
    mode,
    isLenient,
    env: terminal.env,
    io: nodeConfigurationIo,
    checks: DESIRED_CHECKS,
  });
}

function parseVars(pairs: readonly string[]): Record<string, string> {
  const vars: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at < 1)
      throw new DiagnosticsError([
        { severity: "error", code: "cli.var", summary: `--var ${pair}: expected NAME=VALUE` },
      ]);
    vars[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return vars;
}
