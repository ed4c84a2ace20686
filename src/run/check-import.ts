// Whether an address may take over an object: as far as configuration, state and what was read tell. Diagnostics only.
import leven from "leven";
import { type Address, groupOf, parseAddress, quoteAddress, resourceOf } from "../core/address.ts";
import { isSameText } from "../core/comparable-text.ts";
import type { Configuration, Desired } from "../core/desired.ts";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { Observed } from "../core/observed.ts";
import type { Provider } from "../core/provider.ts";
import type { StateDocument } from "../core/state-document.ts";
import { trackedAfterMoves } from "./read-world.ts";
import { refusePending } from "./refuse-loss.ts";

interface Asked {
  readonly address: Address;
  readonly id: string;
}

type Refusal = Parameters<typeof buildError>;

function refuse(...refusal: Refusal): DiagnosticsError {
  return new DiagnosticsError([buildError(...refusal)]);
}

/** The declared resource. Throws `DiagnosticsError`. */
export function findDeclared({ resources, providers }: Configuration, { address, id }: Asked): Desired {
  const found = resources.find((desired) => desired.address === address);
  if (found !== undefined) return found;
  if (parseAddress(address) === undefined)
    throw refuse("cli.address", `${address} is no address`, {
      fix: "an address looks like vms.web, vms.web[0], keys.ops or vms.edge.volumes.data",
    });
  const instances = resources.filter((desired) => groupOf(desired.address) === address && !isPart(desired.address));
  const [first] = instances;
  if (first !== undefined)
    throw refuse("import.ambiguous", `${address} means ${instances.length} instances, but one is needed`, {
      fix: `say which one, for example trueup import ${quoteAddress(first.address)} ${quoteAddress(id)}`,
    });
  throw refuse("import.not-declared", `${address} is not declared`, {
    detail: `Nothing was written. Declare it first:\n${sayBlock(address, providers)}`,
    fix: sayClosest(address, resources),
  });
}

const isPart = (address: Address): boolean => resourceOf(address) !== address;

function sayBlock(address: Address, providers: Configuration["providers"]): string {
  const { section = "vms", name = "web", child } = parseAddress(address) ?? {};
  const provider = providers[0]?.id ?? "PROVIDER";
  const part = child === undefined ? "" : `, ${child.kind}: { ${child.key}: { … } }`;
  return `${section}:\n  ${name}: { provider: ${provider}${part}, … }`;
}

function sayClosest(address: Address, resources: readonly Desired[]): string {
  const [closest] = resources
    .map((desired) => ({ name: desired.address, distance: leven(desired.address, address) }))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  const isClose = closest !== undefined && closest.distance <= Math.max(2, address.length / 4);
  return isClose
    ? `did you mean ${closest.name}?`
    : "write its block, or let trueup write it: trueup import --all PROVIDER --out FILE";
}

/** Throws `DiagnosticsError` where something holds it already, or may come to. */
export function assertImportable(
  configuration: Configuration,
  document: StateDocument,
  { provider, desired, id }: { readonly provider: Provider; readonly desired: Desired; readonly id: string },
): void {
  const { address, existing, range } = desired;
  const tracked = trackedAfterMoves({ configuration, document });
  const held = tracked.get(address);
  if (held !== undefined)
    throw refuse("import.already-tracked", `${address} is on record already: ${held.name} (${held.remoteId})`, {
      fix:
        held.remoteId === id
          ? "there is nothing to do: trueup plan shows how it differs from YAML"
          : `to let that one go, which leaves it running: trueup state rm ${quoteAddress(address)}`,
    });
  const open = document.pending.filter((intent) => intent.address === address);
  if (open.length > 0) throw refusePending(open);
  const block = configuration.imports.find(({ to }) => to === address);
  const other = block !== undefined && block.id !== id ? block.id : existing?.id !== id ? existing?.id : undefined;
  if (other !== undefined)
    throw refuse("import.conflict", `${address}: YAML names the id ${other}, not ${id}`, {
      range: block?.range ?? range,
      fix: `change it there, or trueup import ${quoteAddress(address)} ${quoteAddress(other)}`,
    });
  const to = provider.rules[desired.type]?.belongs?.to;
  const parent = to === undefined ? undefined : desired.attributes[to];
  if (typeof parent === "string" && !tracked.has(parent))
    throw refuse("import.parent-first", `${address} belongs to ${parent}, which is not on record`, {
      fix: `first: trueup import ${quoteAddress(parent)} ID`,
    });
}

/** An id that is another kind of object, or not the one that `existing` names, is more likely a slip. */
export function assertObjectFits(desired: Desired, id: string, observed: readonly Observed[]): void {
  const numbered = observed.filter((object) => object.remoteId === id);
  const fitting = numbered.filter(({ type }) => type === desired.type);
  const { address, range, existing } = desired;
  const [other] = numbered;
  if (other !== undefined && fitting.length === 0) {
    const called = other.name === "" ? "" : ` (${other.name})`;
    throw refuse("import.wrong-kind", `${id} is a ${other.type}${called}, ${address} is a ${desired.type}`, {
      ...{ address, range },
      fix: "check the id in the provider's panel",
    });
  }
  const named = existing?.name;
  if (named === undefined || fitting.length === 0 || fitting.some(({ name }) => isSameText(name, named))) return;
  throw refuse("import.conflict", `${address}: existing names ${named}, ${id} is ${fitting[0]?.name ?? ""}`, {
    ...{ address, range },
    fix: `say existing: { id: ${JSON.stringify(id)} }, or check the id`,
  });
}
