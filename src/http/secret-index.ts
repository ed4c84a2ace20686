// Which of many secrets may stand in a text: one pass over it, however many they are. Pure.
import type { SecretPattern } from "./secret-pattern.ts";

/** Of an anchor, so many characters are looked at in one step. */
const LENGTH = 3;
const SIZE = 1 << 16;

export interface SecretIndex {
  add(pattern: SecretPattern): void;
  listCandidates(text: string): ReadonlySet<SecretPattern>;
}

interface Anchored {
  readonly anchor: string;
  readonly pattern: SecretPattern;
}

export function createSecretIndex(): SecretIndex {
  const always: SecretPattern[] = [];
  const byStart = new Map<string, Anchored[]>();
  // Says no for nearly every place of a text, without making a string of it.
  const starts = new Uint8Array(SIZE);
  return {
    add(pattern) {
      if (pattern.anchors.length === 0) always.push(pattern);
      for (const anchor of pattern.anchors) {
        const start = anchor.slice(0, LENGTH);
        const known = byStart.get(start);
        if (known === undefined) byStart.set(start, [{ anchor, pattern }]);
        else known.push({ anchor, pattern });
        starts[hashAt(anchor, 0)] = 1;
      }
    },
    listCandidates(text) {
      const found = new Set(always);
      for (let at = 0; at <= text.length - LENGTH; at++) {
        if (starts[hashAt(text, at)] === 0) continue;
        for (const { anchor, pattern } of byStart.get(text.slice(at, at + LENGTH)) ?? [])
          if (text.startsWith(anchor, at)) found.add(pattern);
      }
      return found;
    },
  };
}

function hashAt(text: string, at: number): number {
  return (
    (text.charCodeAt(at) * 1021 + text.charCodeAt(at + 1) * 127 + text.charCodeAt(at + 2)) & // spread, no more
    (SIZE - 1)
  );
}
