// Which act is meant, of what object on record, with what arguments. Asks no network; throws what a person can correct.
import leven from "leven";
import { type Address, groupOf, quoteAddress } from "../../core/address.ts";
import type { ActArgument, ActRule } from "../../core/day-two.ts";
import type { Configuration } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { StateDocument, TrackedResource } from "../../core/state-document.ts";

/** As typed: `rollback-snapshot` of `vms.web[0]` with `{snapshot: "golden"}`. */
export interface AskedAct {
  readonly address: Address;
  readonly name: string;
  readonly given: Readonly<Record<string, string | true>>;
  /** Values of secret arguments, by their names. */
  readonly secrets: Readonly<Record<string, string>>;
}

export function findRecord(
  address: Address,
  { resources }: Pick<StateDocument, "resources">,
  configuration: Pick<Configuration, "resources">,
): TrackedResource {
  const record = resources[address];
  if (record !== undefined) return record;
  const declared = configuration.resources.map((desired) => desired.address);
  throw new DiagnosticsError([describeUnknown(address, Object.keys(resources), declared)]);
}

function describeUnknown(address: Address, tracked: readonly Address[], declared: readonly Address[]): Diagnostic {
  const instances = tracked.filter((other) => groupOf(other) === address);
  if (instances.length > 0)
    return buildError("act.group", `${address} is a group: an act is for one machine`, {
      address,
      fix: `one of: ${instances.map(quoteAddress).join(", ")}`,
    });
  if (declared.includes(address))
    return buildError("act.untracked", `${address} is declared, but not on record yet`, {
      address,
      fix: "trueup apply makes it, or takes it on record where it exists",
    });
  const closest = nearest(address, [...tracked, ...declared]);
  return buildError("cli.unknown-address", `${address}: nothing with this address is on record`, {
    fix: closest === undefined ? "trueup state list shows what is on record" : `did you mean ${quoteAddress(closest)}?`,
  });
}

/** The rule of an act by its name, of those for this type. */
export function findRule(
  rules: readonly ActRule[],
  { address, name }: Pick<AskedAct, "address" | "name">,
  { type, vendor }: Pick<TrackedResource, "type" | "vendor">,
): ActRule {
  const fitting = rules.filter(({ types }) => types.includes(type));
  const rule = fitting.find((one) => one.name === name);
  if (rule !== undefined) return rule;
  const elsewhere = rules.find((one) => one.name === name);
  const closest = nearest(
    name,
    fitting.map((one) => one.name),
  );
  throw new DiagnosticsError([
    buildError("act.unknown", `${vendor} has no action ${name} for ${address}`, {
      address,
      detail:
        elsewhere !== undefined
          ? `It is for a ${elsewhere.types.join(" or a ")}; ${address} is a ${type}.`
          : fitting.length === 0
            ? `There is none for a ${type}.`
            : `It has: ${fitting.map((one) => one.name).join(", ")}.`,
      fix: closest === undefined ? `trueup action --list ${quoteAddress(address)}` : `did you mean ${closest}?`,
    }),
  ]);
}

/** Throws with everything that is wrong about the arguments. */
export function assertArguments(rule: ActRule, { address, given, secrets }: AskedAct): void {
  const known = new Map(rule.arguments.map((argument) => [argument.name, argument]));
  const unknown = [...Object.keys(given), ...Object.keys(secrets)].filter((name) => !known.has(name));
  const wrong = [
    ...unknown.map((name) => describeUnknownArgument(rule, name)),
    ...rule.arguments.flatMap((argument) => checkArgument(rule, argument, given[argument.name])),
  ];
  if (wrong.length > 0) throw new DiagnosticsError(wrong.map((one) => ({ ...one, address })));
}

function describeUnknownArgument({ name: act, arguments: known }: ActRule, name: string): Diagnostic {
  const names = known.map((one) => one.name);
  const closest = known.find((one) => one.name === nearest(name, names));
  return buildError("act.argument", `${act} has no argument --${name}`, {
    detail: names.length === 0 ? "It takes none." : `It takes: ${known.map(formatArgument).join(", ")}.`,
    ...(closest === undefined
      ? {}
      : { fix: `did you mean ${closest.secretAt === undefined ? `--${closest.name}` : formatArgument(closest)}?` }),
  });
}

function checkArgument({ name: act }: ActRule, argument: ActArgument, value: string | true | undefined): Diagnostic[] {
  const { name, isRequired = false, among, value: shown } = argument;
  if (value === undefined)
    return isRequired
      ? [buildError("act.argument", `${act} needs --${name}`, { fix: `${formatArgument(argument)}: ${argument.help}` })]
      : [];
  if (shown === undefined && value !== true) return [buildError("act.argument", `--${name} takes no value`)];
  if (shown !== undefined && (value === true || value === ""))
    return [buildError("act.argument", `--${name} needs a value`, { fix: formatArgument(argument) })];
  if (among !== undefined && !among.includes(String(value)))
    return [buildError("act.argument", `--${name} cannot be ${String(value)}`, { fix: `one of: ${among.join(", ")}` })];
  return [];
}

/** As it is typed: `--snapshot NAME|ADDRESS|ID`, `--password-env NAME`. */
export function formatArgument({ name, value, secretAt }: ActArgument): string {
  if (secretAt !== undefined) return `--${name}-env NAME`;
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

/** The one that so few letters are wrong in that it may be meant. */
export function nearest(wanted: string, known: readonly string[]): string | undefined {
  const [closest] = [...new Set(known)]
    .map((name) => ({ name, distance: leven(name, wanted) }))
    .sort((a, b) => a.distance - b.distance);
  return closest !== undefined && closest.distance <= Math.max(2, wanted.length / 4) ? closest.name : undefined;
}
