// Loads the configuration that the options name. Light: it knows neither providers nor network.
import { type LoadResult, loadConfiguration, type Origins } from "../config/load-configuration.ts";
import { nodeConfigurationIo } from "../config/text/node-configuration-io.ts";
import { DiagnosticsError } from "../core/errors.ts";
import { DESIRED_CHECKS } from "./desired-checks.ts";
import { resolveFolder } from "./resolve-folder.ts";
import type { Surroundings } from "./surroundings.ts";

/** Which files, and what they may read. */
export interface ConfigurationOptions {
  /** Files or folders; default: all of the working folder. */
  readonly file?: readonly string[];
  /** The working folder, from `cwd`. */
  readonly chdir?: string;
  /** `NAME=VALUE`. */
  readonly var?: readonly string[];
  readonly varFile?: readonly string[];
  /** The folder that `${file:}` may read from. */
  readonly fileRoot?: string;
  /** Lets `${exec:}` run commands. */
  readonly allowExec?: boolean;
}

export interface LoadMode {
  readonly mode: "validate" | "plan";
  /** Nothing is made or changed: values of resources that are not at hand are left out. */
  readonly isLenient?: boolean;
}

export function loadFiles(
  surroundings: Pick<Surroundings, "cwd" | "env">,
  options: ConfigurationOptions,
  { mode, isLenient = false }: LoadMode,
): Promise<LoadResult> {
  return loadConfiguration({ ...listSources(surroundings, options), mode, isLenient, checks: DESIRED_CHECKS });
}

/** Where a configuration, or what a saved plan has left out of one, is read from. */
export function listSources({ cwd, env }: Pick<Surroundings, "cwd" | "env">, options: ConfigurationOptions): Origins {
  return {
    files: options.file ?? [],
    cwd: resolveFolder(cwd, options.chdir),
    ...(options.fileRoot === undefined ? {} : { fileRoot: options.fileRoot }),
    vars: readVars(options.var ?? []),
    varFiles: options.varFile ?? [],
    allowExec: options.allowExec === true,
    env,
    io: nodeConfigurationIo,
  };
}

function readVars(pairs: readonly string[]): Record<string, string> {
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
