// The merged tree to what the configuration says, section by section. Pure: files and commands were read before.
import { type Address, compareAddresses, compareText, SECTIONS } from "../core/address.ts";
import type { Configuration, Desired, Policy, ProviderSettings } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { withoutPaths } from "../core/tracking.ts";
import { SHAPES } from "../generated/shapes.ts";
import { buildOutputs } from "./resources/build-outputs.ts";
import { buildRefactorings } from "./resources/build-refactorings.ts";
import { buildResource, type Draft } from "./resources/build-resource.ts";
import { checkCycles } from "./resources/check-cycles.ts";
import { checkNaturalKeys } from "./resources/check-natural-keys.ts";
import { checkPresets } from "./resources/check-presets.ts";
import { checkPublicKeys } from "./resources/check-public-keys.ts";
import { expandGroups } from "./resources/expand-groups.ts";
import { refineResources } from "./resources/refine-resources.ts";
import { resolveProviders } from "./resources/resolve-providers.ts";
import type { ResourceContext } from "./resources/resource-context.ts";
import { type BuiltProviders, buildProviders } from "./settings/build-providers.ts";
import { type BuiltState, buildPolicy, buildState, readPublicEnv } from "./settings/build-state.ts";
import { type CredentialPlace, checkCredentialPlaces, vendorOfCredential } from "./settings/check-credential-places.ts";
import { checkSettings } from "./settings/check-settings.ts";
import { VISIBILITY_GRACE_MS } from "./settings/resolve-provider-settings.ts";
import { checkRoot } from "./shape/check-root.ts";
import { checkDefaults, checkSections, readDefaults } from "./shape/fit-defaults.ts";
import { buildMap, childOf, eachScalar, entryOf, type LocatedMap } from "./text/located.ts";
import { buildRange } from "./text/source.ts";
import { suggestFix } from "./text/suggest.ts";
import { buildVariables } from "./values/build-variables.ts";
import { interpolate } from "./values/interpolate.ts";
import type { Looked, Scope } from "./values/scope.ts";

/** A provider's own rules that need no network; handed in by the composition root, by vendor. */
export type DesiredCheck = (
  desired: Desired,
  settings: ProviderSettings,
  /** Another declared resource that this one refers to. */
  find: (address: Address) => Desired | undefined,
) => readonly Diagnostic[];

interface BuildOptions {
  readonly mode: "validate" | "plan";
  readonly isLenient?: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** From `--var` and `--var-file`. */
  readonly overrides: ReadonlyMap<string, string>;
  /** Filled. */
  readonly diagnostics: Diagnostic[];
  readonly checks: Readonly<Record<string, DesiredCheck>>;
  readonly looked: { readonly files: ReadonlyMap<string, Looked>; readonly commands: ReadonlyMap<string, Looked> };
}

type BuiltConfiguration = Omit<Configuration, "files" | "folder" | "secretValues"> & {
  readonly secretValues: ReadonlySet<string>;
};

export function buildConfiguration(root: LocatedMap, options: BuildOptions): BuiltConfiguration {
  const scope = buildScope(root, options);
  const stack = checkRoot(scope, root);
  const providers = buildProviders(scope, root);
  const state = buildState(scope, root);
  const policy = buildPolicy(scope, root);
  options.diagnostics.push(
    ...checkSettings(providers, state, options.env),
    ...checkAssumption(root, providers, policy),
    ...checkPublicEnv(root),
  );
  const context = buildContext(scope, root, providers, options.isLenient === true);
  const drafts = buildDrafts(context);
  const resources = refineResources(drafts, options.diagnostics);
  const refactorings = buildRefactorings(scope, root, context.groups);
  options.diagnostics.push(...checkCycles(resources), ...checkNaturalKeys(resources, refactorings.imports));
  options.diagnostics.push(...checkPresets(scope, root));
  options.diagnostics.push(...checkPublicKeys(resources));
  options.diagnostics.push(...checkByVendor(resources, context, drafts, options.checks));
  options.diagnostics.push(
    ...checkCredentialPlaces(listPlaces(scope, root, providers, state, drafts), state.settings.backend),
  );
  options.diagnostics.push(...checkOverrides(root, options.overrides));
  return {
    stack,
    providers: [...providers.entries.values()].map((entry) => entry.settings).sort((a, b) => compareText(a.id, b.id)),
    state: state.settings,
    policy,
    resources: context.isLenient ? withoutUnknown(resources, drafts) : resources,
    ...refactorings,
    outputs: buildOutputs(context, root),
    secretValues: scope.secretValues,
  };
}

/** One entry of `providers` alone, with the checks that its block has: nothing else of the tree is looked at. */
export function buildProviderEntry(
  root: LocatedMap,
  id: string,
  options: BuildOptions,
): { readonly settings: ProviderSettings | undefined; readonly secretValues: ReadonlySet<string> } {
  const scope = buildScope(root, options);
  const providers = buildProviders(scope, root);
  options.diagnostics.push(
    ...checkSettings(providers, buildState(scope, buildMap(new Map(), root.span)), options.env),
    ...checkCredentialPlaces(listOwned(providers), "local"),
  );
  return { settings: providers.entries.get(id)?.settings, secretValues: scope.secretValues };
}

function buildScope(root: LocatedMap, options: BuildOptions): Scope {
  const partial = {
    mode: options.mode,
    env: options.env,
    publicEnv: readPublicEnv(root),
    ...options.looked,
    diagnostics: options.diagnostics,
    secretValues: new Set<string>(),
  };
  const variables = buildVariables(childOf(root, "vars"), options.overrides, partial);
  return { ...partial, variable: variables.resolve, variableNames: variables.names };
}

function buildContext(scope: Scope, root: LocatedMap, providers: BuiltProviders, isLenient: boolean): ResourceContext {
  const block = entryOf(root, "defaults");
  // Of another kind than a map: check-root.ts says so.
  if (block?.value.kind === "map") scope.diagnostics.push(...checkSections("defaults", block));
  const defaults = readDefaults(block?.value);
  for (const section of SECTIONS) {
    const given = defaults.get(section);
    if (given !== undefined) scope.diagnostics.push(...checkDefaults(section, given));
  }
  const groups = expandGroups(root, scope);
  const search = { scope, groups, providers: providers.entries, broken: providers.broken, defaults };
  const presets = childOf(root, "backupPolicies");
  return {
    isLenient,
    scope,
    diagnostics: scope.diagnostics,
    groups,
    providers: providers.entries,
    defaults,
    presets: presets?.kind === "map" ? presets : undefined,
    providerOf: resolveProviders(search),
  };
}

function buildDrafts(context: ResourceContext): readonly Draft[] {
  const drafts = [...context.groups.values()].flatMap((group) =>
    group.instances.flatMap((instance) => buildResource(context, group, instance) ?? []),
  );
  return drafts.sort((a, b) => compareAddresses(a.desired.address, b.desired.address));
}

/** Checked like all others, with a text in its place; but what is not known is compared with nothing. */
function withoutUnknown(resources: readonly Desired[], drafts: readonly Draft[]): readonly Desired[] {
  const unknown = new Map(drafts.map((draft) => [draft.desired.address, draft.unknown]));
  return resources.map((desired) => {
    const paths = unknown.get(desired.address) ?? [];
    return paths.length === 0 ? desired : { ...desired, attributes: withoutPaths(desired.attributes, paths) };
  });
}

/** What a check says about a value that is not known yet (a variable that is not set) says nothing. */
function checkByVendor(
  resources: readonly Desired[],
  context: ResourceContext,
  drafts: readonly Draft[],
  checks: BuildOptions["checks"],
): readonly Diagnostic[] {
  const unknown = new Set<string>();
  // Instances without an override may share the whole block.
  for (const node of new Set(drafts.map((draft) => draft.node))) {
    eachScalar(node, (scalar) => {
      if (scalar.unknown === true) unknown.add(`${scalar.span.source.name}:${buildRange(scalar.span).start.byte}`);
    });
  }
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  return resources.flatMap((resource) => {
    const settings = context.providers.get(resource.provider)?.settings;
    const check = checks[resource.vendor];
    const found =
      settings === undefined || check === undefined
        ? []
        : check(resource, settings, (address) => byAddress.get(address));
    return found.filter(({ range }) => range === undefined || !unknown.has(`${range.file}:${range.start.byte}`));
  });
}

/** Everything that may hold values of the environment, with the block that owns it. */
function listPlaces(
  scope: Scope,
  root: LocatedMap,
  providers: BuiltProviders,
  state: BuiltState,
  drafts: readonly Draft[],
): readonly CredentialPlace[] {
  const quiet: Scope = { ...scope, diagnostics: [], secretValues: new Set() };
  const backend: readonly CredentialPlace[] =
    state.node === undefined
      ? []
      : [{ owner: "state", label: "state", node: state.node, shape: SHAPES[`state.${state.settings.backend}`] }];
  const others = ["stack", "policy", "outputs", "backupPolicies", "moved", "removed", "import"].flatMap((section) => {
    const entry = entryOf(root, section);
    return entry === undefined ? [] : [{ owner: undefined, label: section, node: interpolate(quiet, entry.value) }];
  });
  const resources = drafts.map(({ desired, node }) => ({ owner: undefined, label: desired.address, node }));
  return [...listOwned(providers), ...backend, ...others, ...resources];
}

function listOwned(providers: BuiltProviders): readonly CredentialPlace[] {
  return [...providers.nodes].map(([id, node]): CredentialPlace => {
    const owner = id.split(".")[0] ?? id;
    return { owner, label: `providers.${id}`, node, shape: SHAPES[`providers.${owner}`] };
  });
}

/** What a list may still leave out is not taken for absent. */
function checkAssumption(root: LocatedMap, providers: BuiltProviders, policy: Policy): readonly Diagnostic[] {
  const after = policy.assumeAbsentAfterMs;
  const node = childOf(childOf(root, "policy"), "assumeAbsentAfter");
  if (after === undefined || node === undefined) return [];
  return [...providers.entries].flatMap(([id, { settings }]) => {
    const own = settings.fields["visibilityGrace"];
    const grace = typeof own === "number" ? own : VISIBILITY_GRACE_MS;
    if (after >= grace) return [];
    const summary = `policy.assumeAbsentAfter (${after / 1000}s) is shorter than providers.${id}.visibilityGrace (${grace / 1000}s)`;
    return [
      buildError("config.assume-absent-after", summary, {
        range: buildRange(node.span),
        detail: "A new object may stay out of lists for that long: it would be ordered again while it is there.",
        fix: `assumeAbsentAfter: ${grace / 1000}s, or a shorter visibilityGrace`,
      }),
    ];
  });
}

/** `publicEnv` must not unmask a credential. */
function checkPublicEnv(root: LocatedMap): readonly Diagnostic[] {
  const list = childOf(childOf(root, "policy"), "publicEnv");
  if (list?.kind !== "list") return [];
  return list.items.flatMap((item) => {
    const vendor = item.kind === "scalar" ? vendorOfCredential(item.text) : undefined;
    if (vendor === undefined || item.kind !== "scalar") return [];
    const summary = `policy.publicEnv: ${item.text} is a credential of ${vendor} and cannot be public`;
    return [buildError("config.public-credential", summary, { range: buildRange(item.span), fix: "remove it" })];
  });
}

/** A `--var` that nothing declares and nothing uses is a slip of the pen. */
function checkOverrides(root: LocatedMap, overrides: ReadonlyMap<string, string>): readonly Diagnostic[] {
  if (overrides.size === 0) return [];
  const declared = childOf(root, "vars");
  const known = declared?.kind === "map" ? [...declared.entries.keys()] : [];
  const used = new Set<string>();
  eachScalar(root, (scalar) => {
    for (const match of scalar.text.matchAll(/\$\{var:([A-Za-z0-9_-]+)\}/g)) used.add(match[1] ?? "");
  });
  return [...overrides.keys()].sort().flatMap((name) => {
    if (known.includes(name) || used.has(name)) return [];
    const fix = suggestFix(name, known) ?? `declare it: vars: { ${name}: … }`;
    return [buildError("config.unknown-variable", `--var ${name}: nothing declares or uses this variable`, { fix })];
  });
}
