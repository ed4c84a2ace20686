// Binds what a step refers to: ids of other resources, names looked up afresh. Secrets stay references until the send.
import { ProviderError, StalePlanError } from "../core/errors.ts";
import { type Json, type JsonObject, jsonAt } from "../core/json.ts";
import type { KnownNames } from "../core/known-name.ts";
import { withClear } from "../core/known-names.ts";
import type { Call, Facts, Provider } from "../core/provider.ts";
import type { StateDocument } from "../core/state-document.ts";
import { formatLookup, listReferences, mapReferences, type Reference, type Step } from "../core/step.ts";
import type { ResolveNames } from "./resolve-names.ts";

/** What earlier steps of the operation were answered, by step. */
export type Outputs = Readonly<Record<string, JsonObject>>;

export interface Marker {
  readonly stack: string;
  readonly address: string;
  readonly intent: string;
}

export interface Bindings {
  readonly document: StateDocument;
  readonly marker: Marker;
  readonly secretOf: SecretOf;
  readonly resolveNames: ResolveNames;
  readonly outputs?: Outputs;
  readonly names?: KnownNames;
}

export async function bindStep(
  provider: Provider,
  step: Step,
  { document, marker, secretOf, resolveNames, outputs = {}, names = {} }: Bindings,
): Promise<Step> {
  const bind = (value: Json, facts: Facts) =>
    mapReferences(value, (reference) => bindReference(reference, document, facts, marker, outputs)) as JsonObject;
  // What is looked up may hang on an object that an earlier step has made (the images for this very machine); a name that
  // is a secret is looked up by its value, of which the request then holds only what was found.
  const request = mapReferences(step.request, (reference) =>
    reference.$ref === "lookup"
      ? { ...reference, by: withSecrets(bind(reference.by, {}), secretOf) }
      : { ...reference },
  ) as JsonObject;
  const lookups = listReferences(request).flatMap((reference) =>
    reference.$ref === "lookup" ? [{ kind: reference.kind, by: reference.by }] : [],
  );
  const facts = lookups.length === 0 ? {} : withClear(await resolveNames(provider, lookups), names);
  return { ...step, request: bind(request, facts) };
}

/**
 * A request may have waited for its turn longer than what its names mean may be kept: they are looked up again. Throws
 * `ProviderError` where one means something else by now: then the request is made anew.
 */
export async function assertNamesHold(
  { lookupMostAgeMs = {} }: Provider,
  { unbound, bound, bind }: { readonly unbound: Step; readonly bound: Step; readonly bind: () => Promise<Step> },
): Promise<void> {
  const isShortLived = listReferences(unbound.request).some(
    (reference) => reference.$ref === "lookup" && lookupMostAgeMs[reference.kind] !== undefined,
  );
  if (!isShortLived) return;
  const { request } = await bind().catch((error: unknown) => {
    throw error instanceof ProviderError ? asUnsent(error) : error;
  });
  if (JSON.stringify(request) === JSON.stringify(bound.request)) return;
  const message = "what a name in it means has changed while it waited for its turn";
  throw new ProviderError(`${bound.wire}: ${message}`, { fault: "unavailable", effect: "none", isUnsent: true });
}

function asUnsent(error: ProviderError): ProviderError {
  const { message, fault, hint, cause } = error;
  return new ProviderError(message, {
    fault,
    effect: "none",
    isUnsent: true,
    cause,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Throws `ProviderError` for a name in these requests that cannot be looked up to one thing; what hangs on objects is left out. */
export async function assertNamesFound(
  provider: Provider,
  steps: readonly Step[],
  { secretOf, call }: Pick<Bindings, "secretOf"> & { readonly call: Call },
): Promise<void> {
  const lookups = steps
    .flatMap((step) => listReferences(step.request))
    .flatMap((item) =>
      item.$ref === "lookup" && listReferences(item.by).every(({ $ref }) => $ref === "secret")
        ? [{ ...item, by: withSecrets(item.by, secretOf) }]
        : [],
    );
  if (lookups.length === 0) return;
  const facts = await provider.resolve(lookups, call);
  for (const lookup of lookups) bindLookup(lookup, facts);
}

function bindReference(
  reference: Reference,
  document: StateDocument,
  facts: Facts,
  marker: Marker,
  outputs: Outputs,
): Json {
  switch (reference.$ref) {
    case "marker":
      return marker[reference.part];
    case "secret":
      return { ...reference };
    case "attribute": {
      const resource = document.resources[reference.address];
      if (resource === undefined)
        throw new StalePlanError(`${reference.address} is not there, although this step needs its ${reference.path}`);
      if (reference.path === "id") return resource.remoteId;
      return reference.path === "name" ? resource.name : (jsonAt(resource.observed, reference.path) ?? null);
    }
    case "step": {
      const value = jsonAt(outputs[reference.step], reference.path);
      if (value === undefined)
        throw new StalePlanError(`the answer to ${reference.step} did not name its ${reference.path}`);
      return value;
    }
    case "lookup":
      return bindLookup(reference, facts);
  }
}

function bindLookup(reference: Extract<Reference, { $ref: "lookup" }>, facts: Facts): Json {
  const result = facts[formatLookup(reference.kind, reference.by)];
  if (result?.found === true) return result.id;
  const { problem, candidates = [] } = result ?? { problem: "no answer" };
  const listed = candidates.slice(0, MOST_LISTED).join(", ");
  const more = candidates.length > MOST_LISTED ? ` and ${candidates.length - MOST_LISTED} more` : "";
  const reason = problem === "ambiguous" ? `more than one matches: ${listed}${more}` : problem;
  throw new ProviderError(`${reference.kind} ${JSON.stringify(reference.by)} cannot be resolved (${reason})`, {
    fault: "not-found",
    effect: "none",
    ...(problem === "absent" && listed !== "" ? { hint: `it has: ${listed}${more}` } : {}),
  });
}

const MOST_LISTED = 20;

export type SecretOf = (address: string, path: string) => Json | undefined;

/** The request as it is sent, with the secrets in it. Never stored, never shown. */
export function bindSecrets(step: Step, secretOf: SecretOf): Step {
  return { ...step, request: withSecrets(step.request, secretOf) };
}

function withSecrets(value: JsonObject, secretOf: SecretOf): JsonObject {
  return mapReferences(value, (reference) => {
    const secret = reference.$ref === "secret" ? secretOf(reference.address, reference.path) : undefined;
    if (secret === undefined)
      throw new StalePlanError(
        `the secret ${reference.$ref === "secret" ? `${reference.address} ${reference.path}` : ""} is not at hand`,
      );
    return secret;
  }) as JsonObject;
}
