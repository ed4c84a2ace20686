// The state of the configuration in a folder, without its providers: what `state` and `unlock` need.
import { resolve } from "node:path";
import type { Configuration, OutputDeclaration, StateSettings } from "../core/desired.ts";
import { DiagnosticsError } from "../core/errors.ts";
import { createRedactor } from "../http/redactor.ts";
import type { OwnState } from "../run/change-state.ts";
import { chooseCodec, createRekeyCodec, readEncryption } from "../state/choose-codec.ts";
import { type RewrittenSerials, rewriteArchive, rewriteSerials } from "../state/rewrite-serials.ts";
import type { StateCodec } from "../state/state-codec.ts";
import { type ConfigurationOptions, loadFiles } from "./load-files.ts";
import { openState } from "./open-state.ts";
import { realClock } from "./real-clock.ts";
import { findRecoveryFolder } from "./recovery-folder.ts";
import type { Surroundings } from "./surroundings.ts";
import { VERSION } from "./version.ts";

export interface OpenedState extends OwnState {
  readonly isEncrypted: boolean;
  /** Reads what is in clear and what is encrypted; writes as the configuration says. */
  readonly eitherCodec: StateCodec;
  /** Older serials written anew as `codec` writes; absent where the backend cannot. */
  readonly rewriteSerials?: () => Promise<RewrittenSerials>;
  /** Of the configuration: a relative path of its state counts from here. */
  readonly folder: string;
  /** As YAML declares them now. */
  readonly outputs: readonly OutputDeclaration[];
  /** Of a local state, in full. */
  readonly path?: string;
}

export interface OpenHow {
  /** See `StateRequest`. */
  readonly isUnguarded?: boolean;
  /** Reads both kinds and writes under a new salt, or in clear. */
  readonly rekey?: { readonly isPlain: boolean };
}

/** Needs no credentials: what only a plan would refuse does not matter here. Throws `DiagnosticsError`. */
export async function openOwnState(
  surroundings: Surroundings,
  options: ConfigurationOptions,
  { isUnguarded = false, rekey }: OpenHow = {},
): Promise<OpenedState> {
  const configuration = await loadOwn(surroundings, options);
  const { stack, state, folder } = configuration;
  const { env, warn } = surroundings;
  const redactor = createRedactor(configuration.secretValues);
  surroundings.useRedactor?.(redactor);
  const encryption = readEncryption(state.fields);
  const codec = rekey === undefined ? chooseCodec(encryption) : createRekeyCodec(encryption, rekey.isPlain);
  const given = { settings: state, stack, folder, env, warn, redactor, clock: realClock, version: VERSION };
  const backend = await openState({ ...given, codec, isUnguarded });
  return {
    backend,
    codec,
    stack,
    version: VERSION,
    recoveryFolder: findRecoveryFolder(surroundings, folder),
    isEncrypted: encryption !== undefined,
    eitherCodec: createRekeyCodec(encryption, false),
    folder,
    outputs: configuration.outputs,
    ...filesOf(state, { folder, stack, codec, backend }),
  };
}

/** What a command of the user's would give the state block is asked for; nothing else is. */
async function loadOwn(surroundings: Surroundings, options: ConfigurationOptions): Promise<Configuration> {
  const first = await loadFiles(surroundings, options, { mode: "validate" });
  const hasOpen = JSON.stringify(first.configuration?.state.fields ?? {}).includes("${exec:");
  const loaded = hasOpen ? await loadFiles(surroundings, options, { mode: "plan", isLenient: true }) : first;
  if (loaded.configuration === undefined) throw new DiagnosticsError(loaded.diagnostics);
  return loaded.configuration;
}

/** Where the store lets them be written anew, the older serials are not left in clear; `path` where they are files. */
function filesOf(
  settings: StateSettings,
  { folder, stack, codec, backend }: { readonly folder: string } & Pick<OpenedState, "stack" | "codec" | "backend">,
): Pick<OpenedState, "rewriteSerials" | "path"> {
  const { fields } = settings;
  if (settings.backend !== "local") {
    const { rewriteSerial } = backend;
    return rewriteSerial === undefined ? {} : { rewriteSerials: () => rewriteArchive(backend, rewriteSerial) };
  }
  const path = resolve(folder, typeof fields["path"] === "string" ? fields["path"] : `.trueup/${stack}.json`);
  return { path, rewriteSerials: () => rewriteSerials(path, codec) };
}
