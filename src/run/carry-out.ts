// Carries out an approved plan under the lease: state edits first, then the operations, then outputs and files.
import type { Clock } from "../core/clock.ts";
import type { Configuration, Desired } from "../core/desired.ts";
import type { Emit } from "../core/event.ts";
import { type Json, type JsonObject, jsonAt } from "../core/json.ts";
import type { Plan, StateEdit } from "../core/plan.ts";
import type { Prober } from "../core/prober.ts";
import type { Provider } from "../core/provider.ts";
import type { StateDocument, TrackedResource } from "../core/state-document.ts";
import type { Journal } from "../core/state-port.ts";
import { formatDigestInput, isSecretField } from "../core/tracking.ts";
import { digestSecrets } from "../executor/digest-secrets.ts";
import { collect } from "../executor/observe-objects.ts";
import { createPollers } from "../executor/poller.ts";
import { applyEdits } from "../executor/record.ts";
import { createResolveNames } from "../executor/resolve-names.ts";
import type { RunContext } from "../executor/run-context.ts";
import { runOperations, type Walked } from "../executor/run-operations.ts";
import { shareLooks } from "../executor/share-looks.ts";
import type { StopControl } from "../executor/stop-control.ts";
import { formatDigestKey, type PlanInput, type PlanProvider } from "../planner/plan-input.ts";
import { attributesOf, resolveOutput } from "../planner/plan-outputs.ts";
import { askRemaining } from "../planner/remaining-steps.ts";
import { followState, objectKeyOf } from "../planner/world.ts";
import { bindResources } from "./bind-resources.ts";
import { createIsAt } from "./is-at.ts";
import type { Stack } from "./stack.ts";

const DEFAULT_PARALLELISM = 64;

export interface CarryOut {
  readonly journal: Journal;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly prober: Prober;
  readonly emit: Emit;
  readonly stop: StopControl;
  readonly digest: (value: string) => Promise<string>;
  readonly randomId: () => string;
  readonly noteSend: () => void;
  readonly parallelism: number;
  /** Provider entries whose account may differ from the recorded one, as a person has said. */
  readonly accepted?: readonly string[];
}

interface Own extends Pick<CarryOut, "journal" | "emit" | "stop"> {
  readonly parallelism?: number | undefined;
  readonly noteSend?: () => void;
  readonly accepted: readonly string[] | undefined;
}

/** What a run works with, of its stack and its own. */
export function buildCarryOut(stack: Stack, own: Own): CarryOut {
  const { configuration, clock, prober, random } = stack;
  const { journal, emit, stop, parallelism = DEFAULT_PARALLELISM, accepted = [], noteSend = () => undefined } = own;
  const digester = stack.createDigester(journal.document().salt);
  const digest = (value: string) => digester.digest(value);
  const shared = { journal, emit, stop, parallelism, accepted, noteSend };
  return { ...shared, configuration, providers: stack.providers, clock, prober, digest, randomId: random.uuid };
}

/** The part of a run's context that needs no plan: enough to settle what is pending. */
export function buildBaseContext(request: CarryOut): RunContext {
  const byAddress = new Map(request.configuration.resources.map((desired) => [desired.address, desired]));
  const call = { signal: request.stop.waiting };
  return {
    ...request,
    providers: new Map([...request.providers].map(([id, provider]) => [id, shareLooks(provider, call)])),
    resources: byAddress,
    remaining: () => ({ isStale: true, reason: "no plan" }),
    call,
    resolveNames: createResolveNames(request.clock, call),
    pollerOf: createPollers(request.clock, request.stop.waiting),
    isAt: createIsAt(() => request.journal.document(), request.accepted ?? [], call),
    isKnownGone: () => false,
    secretOf: (address, path) => jsonAt(byAddress.get(address)?.attributes, path),
    assumeAbsentAfterMs: request.configuration.policy.assumeAbsentAfterMs,
  };
}

export async function carryOut(request: CarryOut, plan: Plan, input: PlanInput): Promise<Walked> {
  const journal = plan.mode === "destroy" ? request.journal : recordFiles(request);
  const edits = await withBaselines(request, plan.edits);
  const isKnownGone = (resource: TrackedResource) => input.gone.has(objectKeyOf(resource));
  if (edits.length > 0)
    await journal.commit((document) => applyEdits(document, edits, isKnownGone), { mayShrink: true });
  const digests = new Map(input.digests);
  const computed = new Map<string, string>();
  const worldOf = followState({ ...input, digests });
  const made = new Set(plan.operations.flatMap(({ action, address }) => (action === "create" ? [address] : [])));
  // As the edits have left the state: what has moved is found under its new address.
  const resources = bindResources({ ...input, state: journal.document() }, made);
  const context: RunContext = {
    ...buildBaseContext(request),
    journal,
    resources,
    isKnownGone,
    digest: async (value) => {
      const digest = await request.digest(value);
      computed.set(value, digest);
      return digest;
    },
    remaining: (operation, observed, tracked, done) => {
      const provider = input.providers.get(operation.provider);
      const desired = resources.get(operation.address);
      if (provider === undefined || desired === undefined) return { isStale: true, reason: "it is no longer declared" };
      for (const [path, digest] of listDigests(provider, desired, computed))
        digests.set(formatDigestKey(desired.address, path), digest);
      return askRemaining({
        world: worldOf(journal.document()),
        provider,
        operation,
        desired,
        tracked,
        observed,
        done,
      });
    },
  };
  const walked = await runOperations(context, plan.operations);
  if ("broken" in walked || journal.lost.aborted || request.stop.waiting.aborted) return walked;
  return recordRun(request, plan).then(
    () => walked,
    (broken: unknown) => ({ ...walked, broken }),
  );
}

/** Digests of secrets that this run has sent: what was just recorded must compare as equal. */
function listDigests(
  provider: PlanProvider,
  desired: Desired,
  computed: ReadonlyMap<string, string>,
): [string, string][] {
  const rules = provider.rules[desired.type]?.fields ?? [];
  return rules.flatMap((rule): [string, string][] => {
    const value = isSecretField(rule, desired.secrets) ? jsonAt(desired.attributes, rule.path) : undefined;
    const digest = value === undefined ? undefined : computed.get(formatDigestInput(rule, value));
    return digest === undefined ? [] : [[rule.path, digest]];
  });
}

/** Write-only secrets of which there was no record get one, so that a later change can be seen. */
async function withBaselines(request: CarryOut, edits: readonly StateEdit[]): Promise<StateEdit[]> {
  const byAddress = new Map(request.configuration.resources.map((desired) => [desired.address, desired]));
  return Promise.all(
    edits.map(async (edit) => {
      if (edit.kind !== "track" || edit.baseline === undefined) return edit;
      const desired = byAddress.get(edit.address);
      const rules = request.providers.get(desired?.provider ?? "")?.rules[edit.resource.type];
      if (desired === undefined || rules === undefined) return edit;
      const known = await digestSecrets(desired, rules, edit.baseline, request.digest);
      const digests = { ...edit.resource.digests, ...known };
      return { kind: "track", address: edit.address, resource: { ...edit.resource, digests } } as const;
    }),
  );
}

/** With the first write of a run: what it makes belongs to these files even if the run does not come to its end. */
function recordFiles({ journal, configuration }: CarryOut): Journal {
  const withFiles = (document: StateDocument): StateDocument =>
    configuration.files.every((file) => document.files.includes(file))
      ? document
      : { ...document, files: [...new Set([...document.files, ...configuration.files])] };
  return {
    ...journal,
    commit: (change, options) => journal.commit((document) => withFiles(change(document)), options),
  };
}

async function recordRun(request: CarryOut, plan: Plan): Promise<void> {
  const { journal, configuration } = request;
  const document = journal.document();
  const outputs = plan.mode === "destroy" ? keptOutputs(plan) : await readOutputs(request, document);
  const files = plan.mode === "destroy" && Object.keys(document.resources).length === 0 ? [] : configuration.files;
  const isSame = JSON.stringify([document.outputs, document.files]) === JSON.stringify([outputs, files]);
  const isUntouched =
    document.serial === 0 && Object.keys(document.resources).length === 0 && Object.keys(outputs).length === 0;
  if (isSame || isUntouched) return;
  await journal.commit((current) => ({ ...current, outputs, files }));
}

/** What tells of objects that a destroy has left. */
function keptOutputs({ outputs }: Plan): JsonObject {
  return Object.fromEntries(
    outputs.flatMap(({ name, after }): [string, Json][] => (after === undefined ? [] : [[name, after]])),
  );
}

/** Outputs are read from the live objects once everything is done: addresses may have come with the last step. */
async function readOutputs(request: CarryOut, document: StateDocument): Promise<JsonObject> {
  const { configuration } = request;
  if (configuration.outputs.length === 0) return {};
  const live = new Map<string, JsonObject>();
  const addresses = new Set(
    configuration.outputs.flatMap((output) =>
      output.parts.flatMap((part) => (typeof part === "string" ? [] : [part.address])),
    ),
  );
  for (const address of addresses) {
    const tracked = document.resources[address];
    const provider =
      [...request.providers.values()].find((item) => item.id === tracked?.provider) ??
      [...request.providers.values()].find((item) => item.vendor === tracked?.vendor);
    if (tracked === undefined || provider === undefined) continue;
    const ids = [
      {
        type: tracked.type,
        remoteId: tracked.remoteId,
        ...(tracked.parentId === undefined ? {} : { parentId: tracked.parentId }),
      },
    ];
    const [object] = await collect(provider, { types: [tracked.type], ids }, { signal: request.stop.waiting });
    if (object !== undefined) live.set(address, attributesOf(object));
  }
  const values = configuration.outputs.map((output): [string, Json | undefined] => [
    output.name,
    output.sensitive ? undefined : resolveOutput(output, (address) => live.get(address)),
  ]);
  return Object.fromEntries(values.filter((pair): pair is [string, Json] => pair[1] !== undefined));
}
