// The parsed flags of `trueup import`.
import type { AskFlags } from "./ask-first.ts";
import type { ConfigurationOptions } from "./program-options.ts";

export interface ImportFlags extends ConfigurationOptions, AskFlags {
  /** A provider entry: all that its account holds. */
  readonly all?: string;
  readonly out?: string;
  /** By description or id, where neither the configuration nor the environment names one. */
  readonly project?: string;
  readonly dryRun?: boolean;
  readonly allowLocalState?: boolean;
}
