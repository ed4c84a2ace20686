// What looks for drift remember: since when each thing is known, who did it, and of what each notice has told. Pure.
import type { DriftFinding } from "../../core/drift-report.ts";
import type { Attribution } from "../../core/plan.ts";

export interface Remembered {
  readonly mark: string;
  readonly firstSeenMs: number;
  readonly subject: string;
  readonly by?: Attribution;
}

export interface DriftMemory {
  /** When a look last knew everything. Epoch milliseconds. */
  readonly lastSuccessMs?: number;
  /** By key of the finding. */
  readonly seen: Readonly<Record<string, Remembered>>;
  /** By target (a digest, not its URL): the mark of each key that it was told of. */
  readonly told: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const NO_MEMORY: DriftMemory = { seen: {}, told: {} };

/** What is seen now, and what this look could say nothing about, as it was. */
export function rememberSeen(
  memory: DriftMemory,
  now: readonly (Remembered & { readonly key: string })[],
  isUnknown: (subject: string) => boolean,
): DriftMemory["seen"] {
  const kept = Object.entries(memory.seen).filter(([, { subject }]) => isUnknown(subject));
  const seen = now.map(({ key, mark, firstSeenMs, subject, by }) => {
    const remembered: Remembered = { mark, firstSeenMs, subject, ...(by === undefined ? {} : { by }) };
    return [key, remembered] as const;
  });
  return Object.fromEntries([...kept, ...seen].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The findings that a target was not told of, or not as they are now. */
export function listFresh(
  { told }: DriftMemory,
  target: string,
  findings: readonly DriftFinding[],
): readonly DriftFinding[] {
  const known = told[target] ?? {};
  return findings.filter(({ key, mark }) => !Object.hasOwn(known, key) || known[key] !== mark);
}

/** A look of which nothing came: told once for the same reason. The next look that knows anything forgets it. */
export function rememberFailure(memory: DriftMemory, target: string, failure: DriftFinding): DriftMemory {
  const told = { ...memory.told[target], [failure.key]: failure.mark };
  return { ...memory, told: { ...memory.told, [target]: told } };
}

/** After a notice has arrived. What is still there without having been seen now stays told. */
export function rememberTold(memory: DriftMemory, target: string, findings: readonly DriftFinding[]): DriftMemory {
  const now = new Map(findings.map(({ key, mark }) => [key, mark]));
  const earlier = Object.entries(memory.told[target] ?? {}).filter(
    ([key]) => !now.has(key) && Object.hasOwn(memory.seen, key),
  );
  return { ...memory, told: { ...memory.told, [target]: Object.fromEntries([...earlier, ...now]) } };
}

/** So many targets that are not named now stay known: each of several runs names its own. */
const MOST_OTHERS = 16;

/** What has gone is news when it comes back. Of targets that are not named now those stay that were named last. */
export function forgetTold(memory: DriftMemory, targets: readonly string[]): DriftMemory {
  const known = Object.entries(memory.told).map(([target, marks]) => {
    const standing = Object.entries(marks).filter(([key]) => Object.hasOwn(memory.seen, key));
    return [target, Object.fromEntries(standing)] as const;
  });
  const others = known.filter(([target]) => !targets.includes(target)).slice(-MOST_OTHERS);
  const named = known.filter(([target]) => targets.includes(target));
  return { ...memory, told: Object.fromEntries([...others, ...named]) };
}
