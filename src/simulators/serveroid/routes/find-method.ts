// A request path → the method that it names and the identifiers in it. Looks at no parameter and no object.
import { METHOD_NAMES, METHODS, type MethodName, type MethodRule } from "./methods.ts";

export interface Found {
  method: MethodName;
  rule: MethodRule;
  /** Path segments as sent; not yet known to be integers. */
  segments: Record<string, string>;
}

const PREFIX = "/api/v1/";
// The vendor's page shows backup_download, and only that, without `/api`, [S002] M30.
const DOWNLOAD_PREFIX = "/v1/";

export function findMethod(path: string): Found | undefined {
  const bare = path.startsWith(PREFIX) ? path.slice(PREFIX.length) : undefined;
  if (bare !== undefined) return match(bare, METHOD_NAMES);
  return path.startsWith(DOWNLOAD_PREFIX) ? match(path.slice(DOWNLOAD_PREFIX.length), ["backup_download"]) : undefined;
}

function match(path: string, names: readonly MethodName[]): Found | undefined {
  // With and without the last slash: clients were seen to use both, [PF].
  const parts = path.replace(/\/$/, "").split("/");
  // Literal paths win over identifiers: `vm/install` is no VM.
  const found = names.flatMap((method) => matchOne(parts, method) ?? []);
  return found.find(({ rule }) => !rule.path.endsWith("}")) ?? found[0];
}

function matchOne(parts: readonly string[], method: MethodName): Found | undefined {
  const rule: MethodRule = METHODS[method];
  const pattern = rule.path.split("/");
  if (pattern.length !== parts.length) return undefined;
  const segments: Record<string, string> = {};
  for (const [index, piece] of pattern.entries()) {
    const part = parts[index] ?? "";
    if (piece.startsWith("{")) segments[piece.slice(1, -1)] = part;
    else if (piece !== part) return undefined;
  }
  return { method, rule, segments };
}
