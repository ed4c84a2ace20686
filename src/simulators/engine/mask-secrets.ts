// Takes credentials and passwords out of what is logged, by parameter name and by value. Changes nothing that is answered.
const MASK = "***";

export interface SecretRule {
  /** Parameter names whose values are never shown. */
  names: ReadonlySet<string>;
  /** Values never shown, under whatever name they came. */
  values: ReadonlySet<string>;
}

export type Parameters = Record<string, string | string[]>;

export function maskPairs(pairs: Iterable<[string, string]>, secrets: SecretRule): Parameters {
  const masked: Parameters = {};
  for (const [name, value] of pairs) {
    const shown = isSecret(name, value, secrets) ? MASK : value;
    const earlier = masked[name];
    if (earlier === undefined) masked[name] = shown;
    else masked[name] = [...(Array.isArray(earlier) ? earlier : [earlier]), shown];
  }
  return masked;
}

/** Keeps order and encoding, so that a test can compare the exact query string. */
export function maskQuery(rawQuery: string, secrets: SecretRule): string {
  if (rawQuery === "") return "";
  const parts = rawQuery.split("&").map((part) => {
    const [pair] = new URLSearchParams(part);
    if (!pair || !isSecret(pair[0], pair[1], secrets)) return part;
    const cut = part.indexOf("=");
    return cut < 0 ? MASK : `${part.slice(0, cut)}=${MASK}`;
  });
  return parts.join("&");
}

function isSecret(name: string, value: string, secrets: SecretRule): boolean {
  return secrets.names.has(name) || secrets.values.has(value);
}
