// `trueup state migrate` and `rekey`: where the state is kept, and how.
import { type OpenedState, openOwnState } from "../../compose/open-own-state.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { moveState } from "../../run/move-state.ts";
import { type RekeyEnd, rekeyState } from "../../run/rekey-state.ts";
import { type AskFlags, assertMayAsk, createQuestion, lockRequest, say } from "../ask-first.ts";
import { EXIT } from "../exit-code.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import type { Terminal } from "../terminal.ts";

interface MigrateFlags extends ConfigurationOptions, AskFlags {
  readonly to?: string;
  readonly from?: string;
}

interface RekeyFlags extends ConfigurationOptions, AskFlags {
  readonly decrypt?: boolean;
}

export async function runStateMigrate(terminal: Terminal, flags: MigrateFlags): Promise<number> {
  const { to, from } = flags;
  const file = to ?? from;
  if (file === undefined)
    throw new DiagnosticsError([
      buildError("cli.flags", "the other place is not named", {
        detail: "A file with version, stack and the other state block is enough.",
        fix: "trueup state migrate --to FILE, or --from FILE where the configuration names the new place already",
      }),
    ]);
  assertMayAsk(terminal, flags, `trueup state migrate --${to === undefined ? "from" : "to"} ${file} -y`);
  const surroundings = surroundingsOf(terminal);
  const [here, there] = [
    await openOwnState(surroundings, flags, { isUnguarded: true }),
    await openOwnState(surroundings, { ...flags, file: [file] }, { isUnguarded: true }),
  ];
  const [source, target] = to === undefined ? [there, here] : [here, there];
  const question = createQuestion(terminal, flags);
  const { serial } = await moveState(source, target, {
    ...lockRequest(terminal, flags, "state migrate"),
    now: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    approve: async ({ resources, serial: current }) => {
      const count = Object.keys(resources).length;
      say(terminal, flags, `from:  ${source.backend.label} (serial ${current}, ${count} on record)`);
      say(terminal, flags, `to:    ${target.backend.label}`);
      say(terminal, flags, "The old one stays where it is, marked, and is used no more. Older serials do not move.");
      return await question.ask(`Move the state of ${source.stack}?`);
    },
  });
  if (serial === undefined) {
    say(terminal, flags, "Cancelled: nothing was written.");
    return question.cancelled();
  }
  say(terminal, flags, `The state is in ${target.backend.label}, as serial ${serial}.`);
  if (to !== undefined) say(terminal, flags, describeNext(to, here, there));
  return EXIT.done;
}

/** The same block names another file where it stands in another folder. */
function describeNext(to: string, here: OpenedState, { path, folder }: OpenedState): string {
  const next = `Put the state block of ${to} into your configuration now`;
  return path === undefined || folder === here.folder
    ? `${next}.`
    : `${next}, with path: ${path}\nA relative path counts from the folder of the file that it stands in.`;
}

export async function runStateRekey(terminal: Terminal, flags: RekeyFlags): Promise<number> {
  const isPlain = flags.decrypt === true;
  assertMayAsk(terminal, flags, `trueup state rekey${isPlain ? " --decrypt" : ""} -y`);
  const own = await openOwnState(surroundingsOf(terminal), flags, { isUnguarded: true, rekey: { isPlain } });
  if (!own.isEncrypted)
    throw new DiagnosticsError([
      buildError("state.no-encryption", "the configuration names no passphrase", {
        fix: isPlain
          ? "keep state.encryption until the state is decrypted, then remove it"
          : 'state: { encryption: { passphrase: "${env:NAME}" } }, and run it again',
      }),
    ]);
  const question = createQuestion(terminal, flags);
  const { rewriteSerials } = own;
  const end = await rekeyState(own, {
    ...lockRequest(terminal, flags, "state rekey"),
    ...(rewriteSerials === undefined ? {} : { rewriteSerials }),
    approve: (document) => {
      const how = isPlain ? "in clear" : "encrypted with the passphrase of state.encryption";
      say(terminal, flags, `${own.backend.label}: serial ${document.serial} is written anew, ${how}.`);
      return question.ask(isPlain ? "Write it in clear?" : "Encrypt it anew?");
    },
  });
  if (end.history === undefined) {
    say(terminal, flags, "Cancelled: nothing was written.");
    return question.cancelled();
  }
  say(terminal, flags, describeRekeyed(end, { isPlain, hasRewritten: rewriteSerials !== undefined }));
  return EXIT.done;
}

function describeRekeyed(
  { serial, history, recoveries }: RekeyEnd,
  { isPlain, hasRewritten }: { readonly isPlain: boolean; readonly hasRewritten: boolean },
): string {
  const { left = [], rewritten = 0 } = history ?? {};
  return [
    `Serial ${serial} is ${isPlain ? "in clear" : "encrypted"}.`,
    ...(rewritten > 1 ? [describeOlder(rewritten - 1)] : []),
    ...(recoveries > 0 ? ["So is what earlier runs have left to take up."] : []),
    ...(left.length > 0 ? [`Left as they were, since they cannot be read: serial ${left.join(", ")}.`] : []),
    ...(hasRewritten ? [] : ["Versions that the server keeps of it stay as they were written."]),
    isPlain
      ? "Remove state.encryption from the configuration now: with it, the state in clear is refused."
      : "A former passphrase is needed in state.encryption.previous only for copies made before.",
  ].join("\n");
}

function describeOlder(count: number): string {
  return count === 1 ? "So is the one older serial that is kept." : `So are the ${count} older serials that are kept.`;
}
