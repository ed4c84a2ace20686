// Compares with a file in test/golden, and holds every text to 80 columns. `vitest -u` writes the files anew.
import { expect } from "vitest";
import { textWidth } from "../../../src/render/fit-text.ts";
import type { Style } from "../../../src/render/style.ts";

export const STYLE: Style = { width: 80, colour: false, unicode: true, isTerminal: false };

export async function expectGolden(text: string, name: string): Promise<void> {
  for (const line of text.split("\n")) expectNarrow(line);
  await expect(text).toMatchFileSnapshot(`../../golden/${name}`);
}

export async function expectGoldenJson(value: unknown, name: string): Promise<void> {
  await expect(`${JSON.stringify(value, null, 2)}\n`).toMatchFileSnapshot(`../../golden/${name}`);
}

/** A word that cannot be broken (an address, a URL) may stand out. */
function expectNarrow(line: string): void {
  const indent = line.length - line.trimStart().length;
  const longest = Math.max(0, ...line.trim().split(/\s+/).map(textWidth));
  if (indent + longest < 78) expect(textWidth(line), line).toBeLessThanOrEqual(80);
}
