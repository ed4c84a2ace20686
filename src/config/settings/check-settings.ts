// The checks of provider and state blocks that no schema can say: endpoints and time-outs. Pure.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { SHAPES, VENDORS } from "../../generated/shapes.ts";
import { childOf, type Located } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import type { BuiltProviders } from "./build-providers.ts";
import type { BuiltState } from "./build-state.ts";
import { checkEndpoint, type EndpointRules } from "./check-endpoint.ts";
import { checkState } from "./check-state.ts";

export const DEFAULT_REQUEST_TIMEOUT_MS = 30_000;

export function checkSettings(
  providers: BuiltProviders,
  state: BuiltState,
  env: Readonly<Record<string, string | undefined>>,
): readonly Diagnostic[] {
  return [
    ...checkProviderEndpoints(providers, env["TRUEUP_ALLOWED_HOSTS"]),
    ...checkStateAddresses(state, env["TRUEUP_ALLOWED_HOSTS"]),
    ...checkState(state),
    ...checkTimeouts(providers, state),
  ];
}

function checkProviderEndpoints(providers: BuiltProviders, allowedHosts: string | undefined): readonly Diagnostic[] {
  return [...providers.nodes].flatMap(([id, node]) => {
    const facts = VENDORS[id.split(".")[0] ?? ""];
    const insecure = childOf(node, "insecure");
    const rules: EndpointRules = {
      allowedHosts,
      ownHosts: facts === undefined ? [] : [new URL(facts.endpoint).hostname],
      insecure: insecure?.kind === "scalar" && insecure.value === true,
      apiPath: facts?.apiPath,
      schemes: ["https", "http"],
      isFullAddress: false,
    };
    return checkScalar(`providers.${id}.endpoint`, childOf(node, "endpoint"), rules);
  });
}

function checkStateAddresses(state: BuiltState, allowedHosts: string | undefined): readonly Diagnostic[] {
  const { node, settings } = state;
  const insecure = childOf(node, "insecure");
  const isPostgres = settings.backend === "postgres";
  const rules: EndpointRules = {
    allowedHosts,
    ownHosts: settings.backend === "s3" ? ["*.amazonaws.com"] : [],
    insecure: insecure?.kind === "scalar" && insecure.value === true,
    schemes: isPostgres ? ["postgres", "postgresql"] : ["https", "http"],
    isFullAddress: true,
  };
  const shape = SHAPES[`state.${settings.backend}`];
  return Object.entries(shape?.fields ?? {}).flatMap(([field, item]) =>
    item.endpoint === true ? checkScalar(`state.${field}`, childOf(node, field), rules) : [],
  );
}

function checkScalar(label: string, node: Located | undefined, rules: EndpointRules): readonly Diagnostic[] {
  if (node?.kind !== "scalar" || typeof node.value !== "string" || node.value === "" || node.unknown === true)
    return [];
  const parts = node.parts ?? [{ length: node.value.length, trusted: false }];
  const found = checkEndpoint(node.value, parts, rules);
  if (found === undefined) return [];
  return [buildError(found.code, `${label} ${found.problem}`, { range: buildRange(node.span), fix: found.fix })];
}

function checkTimeouts(providers: BuiltProviders, state: BuiltState): readonly Diagnostic[] {
  if (state.settings.backend === "http") return []; // has no lease
  return [...providers.entries].flatMap(([id, { settings }]) => {
    const own = settings.fields["requestTimeout"];
    const timeout = typeof own === "number" ? own : DEFAULT_REQUEST_TIMEOUT_MS;
    if (timeout < state.settings.leaseMs * 0.75) return [];
    const range = settings.ranges["requestTimeout"] ?? state.settings.range;
    const summary = `providers.${id}.requestTimeout (${timeout / 1000}s) must be under three quarters of the lease (${state.settings.leaseMs / 1000}s)`;
    return [
      buildError("config.request-timeout", summary, {
        ...(range === undefined ? {} : { range }),
        fix: "shorten it, or lengthen state.lease",
      }),
    ];
  });
}
