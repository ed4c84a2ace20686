// Everything that an act needs to know of the world: the provider entry that leads there, the object as it is now, what its
// arguments refer to. Only reads; waits until the provider is done with what it is at.
import { type Address, quoteAddress } from "../../core/address.ts";
import type { ActRequest, ActRule, ActSubject, ProviderActs } from "../../core/day-two.ts";
import type { Desired } from "../../core/desired.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { jsonAt, withJsonAt } from "../../core/json.ts";
import { formatPlaceKey } from "../../core/object-key.ts";
import type { Observed } from "../../core/observed.ts";
import { describePlace } from "../../core/place.ts";
import type { Provider } from "../../core/provider.ts";
import type { TrackedResource } from "../../core/state-document.ts";
import { awaitReady } from "../../executor/finish-intent.ts";
import { collect, observeObject } from "../../executor/observe-objects.ts";
import type { RunContext } from "../../executor/run-context.ts";
import { type AskedAct, assertArguments, findRecord, findRule, nearest } from "./find-act.ts";

export interface OpenedAct {
  readonly provider: Provider;
  readonly acts: ProviderActs;
  readonly rule: ActRule;
  readonly record: TrackedResource;
  readonly request: ActRequest;
}

interface Opening {
  readonly context: RunContext;
  readonly asked: AskedAct;
  readonly provider: Provider;
  readonly record: TrackedResource;
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
  const opening = { context, asked, provider, record };
  const observed = await observe(opening, asked.address, record);
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

async function observe({ context, provider }: Opening, address: Address, record: TrackedResource): Promise<Observed> {
  const { type, remoteId, parentId } = record;
  const id = { type, remoteId, ...(parentId === undefined ? {} : { parentId }) };
  let found = await observeObject(provider, id, context.call);
  if (found?.condition === "busy") {
    const message = "waiting for the provider to finish other work on it";
    context.emit({ type: "settling", address, message });
    found = await awaitReady(context, provider, id, record.timeouts.updateMs);
    if (found === undefined)
      throw new DiagnosticsError([
        buildError("act.busy", `${address}: the provider is still at work on it`, {
          address,
          fix: "try again later; if its panel shows that nothing goes on, ask the provider",
        }),
      ]);
  }
  if (found !== undefined) return found;
  throw new DiagnosticsError([
    buildError("act.gone", `${address} (${remoteId}) is not there any more`, {
      address,
      fix: "trueup plan says what becomes of it",
    }),
  ]);
}

/** Nothing is sent to what the provider itself has stopped, but for what leads out of it. */
function assertState(address: Address, { name, powers, despite = [] }: ActRule, observed: Observed): void {
  const isDespite = despite.some((path) => jsonAt(observed.attributes, path) === true);
  if (observed.condition === "blocked" && !isDespite)
    throw new DiagnosticsError([
      buildError(
        "act.blocked",
        `${address}: ${observed.conditionDetail ?? "it is in a state in which nothing is sent"}`,
        {
          address,
          fix: `trueup action --list ${quoteAddress(address)} shows what can be done with it`,
        },
      ),
    ]);
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

async function findOthers(
  opening: Opening,
  rule: ActRule,
  observed: Observed,
): Promise<Pick<ActRequest, "others" | "snapshots">> {
  const { context, asked, provider } = opening;
  const wants = (kind: "snapshot" | "vm") =>
    rule.arguments.filter(({ name, refers }) => refers === kind && typeof asked.given[name] === "string");
  const needsSnapshots = wants("snapshot").length > 0 || rule.needsSnapshots === true;
  const snapshots = needsSnapshots
    ? (await collect(provider, { types: ["snapshot"], parents: [observed.remoteId] }, context.call)).filter(
        ({ type, parentId }) => type === "snapshot" && parentId === observed.remoteId,
      )
    : [];
  const others: Record<string, ActSubject> = {};
  for (const { name } of wants("snapshot")) others[name] = findSnapshot(opening, snapshots, String(asked.given[name]));
  for (const { name } of wants("vm")) others[name] = await findMachine(opening, String(asked.given[name]));
  return { others, snapshots };
}

function findSnapshot(
  { context, asked: { address } }: Opening,
  snapshots: readonly Observed[],
  wanted: string,
): ActSubject {
  const { resources } = context.journal.document();
  const addressOf = (id: string) =>
    Object.entries(resources).find(([, record]) => record.type === "snapshot" && record.remoteId === id)?.[0];
  const byAddress = resources[wanted]?.type === "snapshot" ? resources[wanted].remoteId : undefined;
  const named = snapshots.filter(({ name }) => name === wanted);
  const matches =
    byAddress !== undefined
      ? snapshots.filter(({ remoteId }) => remoteId === byAddress)
      : named.length > 0
        ? named
        : snapshots.filter(({ remoteId }) => remoteId === wanted);
  const [found, second] = matches;
  if (found === undefined) {
    const known = [...new Set(snapshots.flatMap(({ name, remoteId }) => [name, addressOf(remoteId) ?? remoteId]))];
    const closest = nearest(wanted, known);
    throw new DiagnosticsError([
      buildError("act.not-found", `${address} has no snapshot ${wanted}`, {
        address,
        detail: known.length === 0 ? "It has none." : `It has: ${known.join(", ")}`,
        ...(closest === undefined ? {} : { fix: `did you mean ${closest}?` }),
      }),
    ]);
  }
  if (second !== undefined)
    throw new DiagnosticsError([
      buildError("act.ambiguous", `${address} has more than one snapshot named ${wanted}`, {
        address,
        fix: `name it by its id: ${matches.map(({ remoteId }) => remoteId).join(", ")}`,
      }),
    ]);
  if (found.condition === "busy")
    throw new DiagnosticsError([buildError("act.busy", `the snapshot ${wanted} is not ready yet`, { address })]);
  return { address: addressOf(found.remoteId) ?? found.remoteId, observed: found };
}

/** Another machine of this stack, in the same place: an id elsewhere means another machine. */
async function findMachine(opening: Opening, address: Address): Promise<ActSubject> {
  const { context, asked, record } = opening;
  const declared = { resources: [...context.resources.values()] };
  const other = findRecord(address, context.journal.document(), declared);
  const isThere =
    other.type === "vm" && formatPlaceKey(other.vendor, other.place) === formatPlaceKey(record.vendor, record.place);
  if (!isThere || address === asked.address)
    throw new DiagnosticsError([
      buildError("act.argument", `${address} is no other machine in the same place as ${asked.address}`, {
        address: asked.address,
      }),
    ]);
  const observed = await observe(opening, address, other);
  if (observed.condition === "blocked")
    throw new DiagnosticsError([
      buildError("act.blocked", `${address}: ${observed.conditionDetail ?? "it cannot be changed now"}`, { address }),
    ]);
  return { address, observed };
}

async function findParent(opening: Opening): Promise<ActSubject | undefined> {
  const { context, record } = opening;
  const parent = record.parent === undefined ? undefined : context.journal.document().resources[record.parent];
  if (record.parent === undefined || parent === undefined) return undefined;
  return { address: record.parent, observed: await observe(opening, record.parent, parent) };
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
