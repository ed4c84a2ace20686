// Which of many secrets may stand in a text: one pass over it, however many they are. Pure.
import type { SecretPattern } from "./secret-pattern.ts";

/** Of an anchor, so many characters are looked at in one step; short ones have a table of their own. */
const LENGTHS = [3, 2] as const;
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
  const tables = LENGTHS.map(createTable);
  return {
    add(pattern) {
      if (pattern.anchors.length === 0) always.push(pattern);
      for (const anchor of pattern.anchors) tables.find(({ length }) => anchor.length >= length)?.add(anchor, pattern);
    },
    listCandidates(text) {
      const found = new Set(always);
      for (const table of tables) table.collect(text, found);
      return found;
    },
  };
}

function createTable(length: number) {
  const byStart = new Map<string, Anchored[]>();
  // Says no for nearly every place of a text, without making a string of it.
  const starts = new Uint8Array(SIZE);
  return {
    length,
    add(anchor: string, pattern: SecretPattern) {
      const start = anchor.slice(0, length);
      const known = byStart.get(start);
      if (known === undefined) byStart.set(start, [{ anchor, pattern }]);
      else known.push({ anchor, pattern });
      starts[hashAt(anchor, 0, length)] = 1;
    },
    collect(text: string, found: Set<SecretPattern>) {
      if (byStart.size === 0) return;
      for (let at = 0; at <= text.length - length; at++) {
        if (starts[hashAt(text, at, length)] === 0) continue;
        for (const { anchor, pattern } of byStart.get(text.slice(at, at + length)) ?? [])
          if (text.startsWith(anchor, at)) found.add(pattern);
      }
    },
  };
}

function hashAt(text: string, at: number, length: number): number {
  const third = length === 2 ? 0 : text.charCodeAt(at + 2);
  return (text.charCodeAt(at) * 1021 + text.charCodeAt(at + 1) * 127 + third) & (SIZE - 1); // spread, no more
}
