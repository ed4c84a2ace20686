// Everything that an act needs to know of the world: the provider entry that leads there, the object as it is now, what its
// arguments refer to. Only reads; waits until the provider is done with what it is at.
import { type Address, quoteAddress } from "../../core/address.ts";
import type { ActRequest, ActRule, ActSubject, ProviderActs } from "../../core/day-two.ts";
import type { Desired } from "../../core/desired.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { jsonAt, withJsonAt } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import { describePlace } from "../../core/place.ts";
import type { Provider } from "../../core/provider.ts";
import type { TrackedResource } from "../../core/state-document.ts";
import type { RunContext } from "../../executor/run-context.ts";
import { assertNamed } from "./assert-named.ts";
import { type AskedAct, assertArguments, findRule } from "./find-act.ts";
import { findOthers } from "./find-others.ts";
import { type Opening, observe } from "./observe-subject.ts";

export interface OpenedAct {
  readonly provider: Provider;
  readonly acts: ProviderActs;
  readonly rule: ActRule;
  readonly record: TrackedResource;
  readonly request: ActRequest;
}

/** Throws `DiagnosticsError` and `ProviderError`; nothing was sent. */
export async function openAct(context: RunContext, asked: AskedAct): Promise<OpenedAct> {
  const document = context.journal.document();
  const record = document.resources[asked.address];
  if (record === undefined)
    throw new DiagnosticsError([buildError("act.untracked", `${asked.address} is not on record any more`)]);
  const provider = await findProvider(context, asked.address, record);
  const { acts } = provider;
  const rule = findRule(acts?.rules ?? [], asked, record);
  assertArguments(rule, asked);
  await assertNamed(context, provider, asked.address);
  const opening = { context, asked, provider, record };
  // Asking disturbs nothing: neither what the provider is at, nor what it has stopped.
  const isReading = rule.kind === "read";
  const observed = await observe(opening, asked.address, record, isReading ? "at-once" : "idle");
  assertState(asked.address, rule, observed);
  const others = await findOthers(opening, rule, observed);
  const desired = withSecrets(context.resources.get(asked.address), rule, asked);
  const request: ActRequest = {
    rule,
    address: asked.address,
    type: record.type,
    observed,
    desired,
    parent: await findParent(opening),
    arguments: {
      ...asked.given,
      ...Object.fromEntries(Object.keys(asked.secrets).map((name) => [name, true as const])),
    },
    ...others,
    place: record.place,
    nowMs: context.clock.now(),
  };
  return { provider, acts: acts as ProviderActs, rule, record, request };
}

/** The entry may have been renamed since; one that leads elsewhere is never used. */
async function findProvider(context: RunContext, address: Address, record: TrackedResource): Promise<Provider> {
  const declared = context.resources.get(address)?.provider;
  const rank = ({ id }: Provider) => (id === declared ? 0 : id === record.provider ? 1 : 2);
  const entries = [...context.providers.values()]
    .filter(({ vendor }) => vendor === record.vendor)
    .sort((a, b) => rank(a) - rank(b));
  for (const provider of entries) if (await context.isAt(provider, record.place)) return provider;
  throw new DiagnosticsError([
    buildError(
      "provider.moved",
      `${address} is in ${describePlace(record.vendor, record.place)}, and no provider entry leads there`,
      {
        address,
        fix: `restore the settings of ${record.provider}, or see trueup plan`,
      },
    ),
  ]);
}

/** Nothing is sent to what the provider itself has stopped, but for what leads out of it. */
function assertState(address: Address, { name, kind, powers, despite = [] }: ActRule, observed: Observed): void {
  const isDespite = kind === "read" || despite.some((path) => jsonAt(observed.attributes, path) === true);
  if (observed.condition === "blocked" && !isDespite) throw blocked(address, observed);
  const power = jsonAt(observed.attributes, "power");
  if (powers === undefined || typeof power !== "string" || powers.includes(power)) return;
  throw new DiagnosticsError([
    buildError(
      "act.power",
      `${address} is ${power === "suspended" ? power : `powered ${power}`}: ${name} is for a machine that is ${powers.join(" or ")}`,
      {
        address,
      },
    ),
  ]);
}

function blocked(address: Address, { conditionDetail }: Observed): DiagnosticsError {
  return new DiagnosticsError([
    buildError("act.blocked", `${address}: ${conditionDetail ?? "it is in a state in which nothing is sent"}`, {
      address,
      fix: `trueup action --list ${quoteAddress(address)} shows what can be done with it`,
    }),
  ]);
}

async function findParent(opening: Opening): Promise<ActSubject | undefined> {
  const { context, record } = opening;
  const parent = record.parent === undefined ? undefined : context.journal.document().resources[record.parent];
  if (record.parent === undefined || parent === undefined) return undefined;
  const observed = await observe(opening, record.parent, parent);
  if (observed.condition === "blocked") throw blocked(record.parent, observed);
  return { address: record.parent, observed };
}

/** What was given as a secret stands where YAML would have it, for the time of the act. */
function withSecrets(desired: Desired | undefined, rule: ActRule, { address, secrets }: AskedAct): Desired | undefined {
  const given = rule.arguments.flatMap(({ name, secretAt }) =>
    secretAt !== undefined && secrets[name] !== undefined ? [[secretAt, secrets[name]] as const] : [],
  );
  if (desired !== undefined) {
    const attributes = given.reduce((at, [path, value]) => withJsonAt(at, path, value), desired.attributes);
    return { ...desired, attributes };
  }
  if (given.length === 0) return undefined;
  throw new DiagnosticsError([
    buildError("act.undeclared", `${address} is not declared any more: a secret is sent to what YAML declares only`, {
      address,
    }),
  ]);
}
