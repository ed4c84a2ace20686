// Digests of what cannot be read back and must not be recorded in clear, as far as some fields are concerned.
import type { Desired } from "../core/desired.ts";
import type { TypeRules } from "../core/field-rule.ts";
import { jsonAt } from "../core/json.ts";
import { formatDigestInput, isSecretField } from "../core/tracking.ts";

export async function digestSecrets(
  { attributes, secrets }: Pick<Desired, "attributes" | "secrets">,
  rules: TypeRules,
  paths: readonly string[],
  digest: (value: string) => Promise<string>,
): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const rule of rules.fields) {
    if (rule.readable || !paths.includes(rule.path) || !isSecretField(rule, secrets)) continue;
    const value = jsonAt(attributes, rule.path);
    if (value !== undefined && value !== null) digests[rule.path] = await digest(formatDigestInput(rule, value));
  }
  return digests;
}
