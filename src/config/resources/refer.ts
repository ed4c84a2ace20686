// What a name in a resource's field means: an address, or a report of what is wrong with it. Pure.
import type { Address, Section } from "../../core/address.ts";
import { buildError } from "../../core/diagnostic.ts";
import type { Json } from "../../core/json.ts";
import type { Shape } from "../shape/shape.ts";
import { joinPath } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import type { Normalising } from "./normalise.ts";
import { resolveName, shorten } from "./resolve-name.ts";
import type { ResourceContext } from "./resource-context.ts";

const SECTIONS_REFERRED: readonly string[] = ["keys", "vms", "snapshots"];
const UUID = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

interface Referring {
  readonly address: Address;
  readonly provider: string;
  readonly label: string;
}

/** List items become lists of addresses (a bare name means all instances), single fields one address. */
export function buildRefer(context: ResourceContext, from: Referring): NonNullable<Normalising["refer"]> {
  return (shape, scalar, path, isList) => {
    const section = shape.reference ?? "";
    if (!SECTIONS_REFERRED.includes(section)) return undefined;
    if (shape.orId === true && UUID.test(scalar.text)) return scalar.text;
    const field = joinPath(from.label, isList ? path.replace(/\.\d+$/, "") : path);
    const result = resolveName(context.groups, section as Section, scalar.text);
    const refuse = (code: string, problem: string, fix?: string): Json => {
      const more = { range: buildRange(scalar.span), address: from.address, ...(fix === undefined ? {} : { fix }) };
      context.diagnostics.push(buildError(code, `${field}: ${problem}`, more));
      return isList ? [] : scalar.text;
    };
    if (!result.ok) return refuse(result.code, result.problem, orId(shape, result.fix));
    const first = result.addresses[0];
    if (!isList && result.isGroup && !result.isLoose) {
      const fix = first === undefined ? undefined : `say which one, for example ${JSON.stringify(shorten(first))}`;
      return refuse(
        "config.ambiguous-reference",
        `${scalar.text} means ${result.addresses.length} instances, but one is needed`,
        fix,
      );
    }
    const stranger = result.addresses.find((address) => {
      const provider = context.providerOf.get(address);
      return provider !== undefined && provider !== from.provider;
    });
    if (stranger !== undefined) {
      const problem = `${stranger} is at ${context.providerOf.get(stranger)}, but this is at ${from.provider}`;
      return refuse("config.cross-provider", problem, `declare one at ${from.provider}`);
    }
    return isList ? [...result.addresses] : (first ?? scalar.text);
  };
}

function orId(shape: Shape, fix: string | undefined): string | undefined {
  if (shape.orId !== true) return fix;
  return fix === undefined ? "or give the id at the provider" : `${fix}, or give the id at the provider`;
}
