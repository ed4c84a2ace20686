// What follows from a secret and would give it away: attributes bound from it, what the provider lists it as, what is sent. Pure.
import type { Desired, OutputDeclaration } from "./desired.ts";
import type { FieldRule, TypeRules } from "./field-rule.ts";
import { type JsonObject, withJsonAt } from "./json.ts";

/** The attribute that holds, for secrets only, what requests hold in another form. */
const SENT = "sent";

/** The same resource with everything that is made of its secrets among them. `sentForms`: as of `Provider`. */
export function withDerivedSecrets(desired: Desired, rules: TypeRules | undefined, sentForms: JsonObject): Desired {
  if (desired.secrets.length === 0) return desired;
  const made = (rules?.fields ?? []).flatMap((rule) => listMade(rule, desired.secrets));
  const secrets = [...new Set([...desired.secrets, ...made])];
  const sent = Object.entries(sentForms).filter(([path]) => containsSecret(path, secrets));
  if (sent.length === 0) return { ...desired, secrets: secrets.sort() };
  return {
    ...desired,
    attributes: withJsonAt(desired.attributes, SENT, Object.fromEntries(sent)),
    secrets: [...secrets, SENT].sort(),
  };
}

function listMade({ path, madeOf = [], toldAs = [], observedAs }: FieldRule, secrets: readonly string[]): string[] {
  const isMade = madeOf.some((source) => containsSecret(source, secrets));
  if (!isMade && !containsSecret(path, secrets)) return [];
  return [...(isMade ? [path] : []), ...(observedAs === undefined ? [] : [observedAs]), ...toldAs];
}

/** An output that tells an attribute whose value is a secret is sensitive, whether or not YAML says so. */
export function withSensitive(output: OutputDeclaration, resources: readonly Desired[]): OutputDeclaration {
  const isSecret = output.parts.some((part) => {
    if (typeof part === "string") return false;
    const path = part.path.replace(/\["([^"]*)"\]|\[(\d+)\]/g, ".$1$2");
    return containsSecret(path, resources.find(({ address }) => address === part.address)?.secrets ?? []);
  });
  return isSecret ? { ...output, sensitive: true } : output;
}

/** Whether a secret is the value at `path`, a part of it, or what it is a part of. */
function containsSecret(path: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => secret === path || secret.startsWith(`${path}.`) || path.startsWith(`${secret}.`));
}

/** Without what only requests are compared with: nobody has declared it. */
export function withoutSent({ [SENT]: _sent, ...attributes }: JsonObject): JsonObject {
  return attributes;
}
