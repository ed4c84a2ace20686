// Why an object is not taken for a declared resource, as diagnostics: each with what to do. Pure.
import { type Address, quoteAddress, resourceOf } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { sayMoment } from "../core/moment.ts";
import { formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import { describePlace } from "../core/place.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { findClosest } from "../vendor-kit/choose-by-name.ts";
import { CARRIES, OTHER_STACK } from "./join-other-stacks.ts";
import { type PlanProvider, placeOf } from "./plan-input.ts";
import type { World } from "./world.ts";

export function buildClaimed({ address, range }: Desired, { type, remoteId }: Observed, other: Address): Diagnostic {
  return buildError("import.claimed-twice", `${type} ${remoteId} is taken over as ${other} by this same plan`, {
    address,
    range,
    fix: `let only one of ${other} and ${address} name it`,
  });
}

export function buildUnconfirmed(address: Address, remoteId: string): Diagnostic {
  return buildError(
    "provider.unconfirmed-gone",
    `${address} (${remoteId}) is missing from the list, but a second read did not confirm that it is gone`,
    {
      address,
      detail: "Nothing is concluded from one read. The list may have been incomplete.",
      fix: "run it again; if it stays, look at the provider's panel",
    },
  );
}

export function buildNotOurs(address: Address, { remoteId, name }: Observed): Diagnostic {
  return buildError("provider.not-ours", `${address} (${remoteId}) has gone to another project or another owner`, {
    address,
    detail: `${name} is still listed, but it is only shared with the account now: such objects are never touched.`,
    fix: `move it back in the provider's panel, or "trueup state rm ${quoteAddress(address)}" to let it go`,
  });
}

/** Where one of the two is a simulator and the other the provider: which, and what to do about it. */
export function tellSimulator(
  { place }: TrackedResource,
  { account }: Pick<PlanProvider, "account">,
): { readonly detail: string; readonly fix: string } | undefined {
  if (account.simulator !== undefined && place.simulated !== true)
    return {
      detail: `A simulator answers (trueup sim), not the provider: ${account.simulator}. The state is one of the provider's own objects, or of a version that did not tell them apart.`,
      fix: "take that setting away to reach the provider; to try things out, use another stack name",
    };
  if (account.simulator === undefined && place.simulated === true)
    return {
      detail: "The state belongs to a simulator (trueup sim): nothing that it records exists at the provider.",
      fix: "use another stack name for the provider, or another place for its state; to go on with the simulator, set its endpoint (trueup sim --keep FILE keeps what was made there)",
    };
  return undefined;
}

/** `isReached`: another entry still leads to the old place, so that the object can be deleted there. */
export function movedProvider(
  desired: Desired,
  tracked: TrackedResource,
  provider: PlanProvider,
  isReached: boolean,
): Diagnostic {
  const anew = isReached
    ? `--replace ${quoteAddress(resourceOf(desired.address))} to make it anew there and destroy it here, `
    : "";
  const simulator = tellSimulator(tracked, provider);
  return buildError(
    "provider.moved",
    `${provider.id} is now ${provider.account.label}${provider.account.simulator === undefined ? "" : ", at a simulator"}, but ${desired.address} was made in ${describePlace(tracked.vendor, tracked.place)}`,
    {
      address: desired.address,
      range: desired.range,
      detail:
        simulator?.detail ??
        "The provider entry resolves to another account, project or region than the one that the state has recorded.",
      fix: `${simulator?.fix ?? "restore the old settings"}, ${anew}or --accept-account ${provider.id} if this is meant`,
    },
  );
}

/** Another account was accepted, which does not hold the object: it may still run, and cost, where it was made. */
export function leftElsewhere(desired: Desired, tracked: TrackedResource, provider: PlanProvider): Diagnostic {
  const simulator = tellSimulator(tracked, provider);
  return buildError(
    "provider.moved",
    `${desired.address} (${tracked.remoteId}) is not in ${provider.account.label}: it was made in ${describePlace(tracked.vendor, tracked.place)}`,
    {
      address: desired.address,
      range: desired.range,
      detail: [
        "--accept-account takes along what the new place holds under the same id, and nothing else.",
        ...(simulator === undefined ? [] : [simulator.detail]),
      ].join("\n"),
      fix: `restore the old settings to manage or destroy it there; or "trueup state rm ${quoteAddress(desired.address)}" to let it go, which leaves it running: then it is made anew`,
    },
  );
}

export function markedForAnother(
  { input }: World,
  desired: Desired,
  { name, remoteId, markers }: Observed,
): Diagnostic {
  const where = { address: desired.address, range: desired.range };
  if (markers?.stack !== input.stack)
    return buildError(OTHER_STACK, `${name} (${remoteId})${CARRIES}${markers?.stack}`, {
      ...where,
      detail: "Two stacks that hold one object would undo each other's changes, and either could destroy it.",
      fix: "choose another object, or take its trueup-… tags off once that stack has let go of it",
    });
  return buildError("adopt.other-address", `${name} (${remoteId}) carries the marker of ${markers.address}`, {
    ...where,
    fix: `if it is meant: import: [{to: ${JSON.stringify(desired.address)}, id: "${remoteId}"}]; else choose another name`,
  });
}

const MOST_LISTED = 5;

/** An object that is only looked up: the nearest names that there are. */
export function noneOfThatName(world: World, desired: Desired, provider: PlanProvider, wanted: string): Diagnostic {
  const placeKey = formatPlaceKey(provider.vendor, placeOf(provider.account));
  const names = world
    .observedAt(placeKey, desired.type)
    .filter(({ owned }) => owned)
    .map(({ name }) => name);
  const [closest, left] = [findClosest(names, wanted), names.length - MOST_LISTED];
  const listed = `It has:\n${names.slice(0, MOST_LISTED).join("\n")}${left > 0 ? `\nand ${left} more: trueup catalog ${provider.id} machines` : ""}`;
  return buildError("existing.not-found", `${provider.account.label} has no ${desired.type} named ${wanted}`, {
    address: desired.address,
    range: desired.ranges["existing.name"] ?? desired.ranges["existing"] ?? desired.range,
    detail: `${names.length === 0 ? "It has none." : listed}\nWhat exists is looked up, never created.`,
    fix:
      closest === undefined
        ? "check the name, or remove existing to have it made"
        : `did you mean ${closest}? Without existing it would be made`,
  });
}

export function severalMatches(desired: Desired, matches: readonly Observed[], example: string): Diagnostic {
  return buildError(
    "adopt.ambiguous",
    `${matches.length} objects are named ${desired.name}: which one is ${desired.address}?`,
    {
      address: desired.address,
      range: desired.range,
      detail: matches
        .map(
          (object) =>
            `${object.type} ${object.remoteId}${object.createdAtMs === undefined ? "" : `, made ${sayMoment(object.createdAtMs)}`}`,
        )
        .join("\n"),
      fix: `name one, for example ${example}`,
    },
  );
}

/** An import for what nothing declares would be left out in silence. */
export function listUndeclaredImports({ input }: World): Diagnostic[] {
  const declared = new Set(input.resources.map(({ address }) => address));
  return input.imports
    .filter(({ to }) => !declared.has(to))
    .map(({ to, range }) =>
      buildError("import.not-declared", `import: ${to} is not declared`, {
        range,
        ...(resourceOf(to) === to
          ? { fix: "declare it, or remove this entry" }
          : { fix: `declare it in ${resourceOf(to)}, or remove this entry` }),
      }),
    );
}
