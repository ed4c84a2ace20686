// A verb and a path → the route, or that there is none, or that the verb is wrong. Looks at no parameter and no object.
import type { Route } from "./call.ts";
import { ROUTES } from "./routes.ts";

export interface Found {
  method: string;
  route: Route;
  segments: Record<string, string>;
}

interface Pattern {
  method: string;
  route: Route;
  pieces: string[];
}

const PATTERNS: Pattern[] = Object.entries(ROUTES).map(([method, route]) => ({
  method,
  route,
  pieces: route.path.split("/"),
}));

/** `wrong-verb` when the path exists for another verb: that is told 405, not 404. */
export function findRoute(verb: string, path: string): Found | "wrong-verb" | undefined {
  const parts = path.replace(/\/$/, "").split("/").map(decode);
  const matches = PATTERNS.flatMap((pattern) => matchOne(pattern, parts) ?? []);
  const fitting = matches.filter(({ route }) => route.verb === verb);
  // Literal paths win over identifiers: `tasks/acknowledge_all` is no task.
  const literals = ({ segments }: Found): number => Object.keys(segments).length;
  fitting.sort((a, b) => literals(a) - literals(b));
  return fitting[0] ?? (matches.length > 0 ? "wrong-verb" : undefined);
}

function matchOne({ method, route, pieces }: Pattern, parts: readonly string[]): Found | undefined {
  if (pieces.length !== parts.length) return undefined;
  const segments: Record<string, string> = {};
  for (const [index, piece] of pieces.entries()) {
    const part = parts[index] ?? "";
    if (piece.startsWith("{") && part !== "") segments[piece.slice(1, -1)] = part;
    else if (piece !== part) return undefined;
  }
  return { method, route, segments };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
