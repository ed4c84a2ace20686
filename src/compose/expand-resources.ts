// Declared resources as the objects that they are at their providers: disks and addresses become resources of their own.
import { withDerivedSecrets, withSensitive } from "../core/derived-secrets.ts";
import type { Configuration } from "../core/desired.ts";
import type { Provider } from "../core/provider.ts";

export function expandResources(configuration: Configuration, providers: ReadonlyMap<string, Provider>): Configuration {
  const expanding = [...providers.values()].filter((provider) => provider.expand !== undefined);
  const expanded = expanding.reduce((all, provider) => {
    const own = all.filter((desired) => desired.provider === provider.id);
    return [...all.filter((desired) => desired.provider !== provider.id), ...(provider.expand?.(own) ?? own)];
  }, configuration.resources);
  const resources = expanded.map((desired) => {
    const provider = providers.get(desired.provider);
    return withDerivedSecrets(desired, provider?.rules[desired.type], provider?.sentForms?.(desired) ?? {});
  });
  return {
    ...configuration,
    resources,
    outputs: configuration.outputs.map((output) => withSensitive(output, resources)),
  };
}
