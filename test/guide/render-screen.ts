// What a terminal shows in the end of what was written to it: the signs that the live display of trueup, readline and a
// shell use, and no others. Colours are left out.

const SIGNS = /\u001b\[([?0-9;]*)([A-Za-z])|\u001b\][^\u0007]*\u0007|[\r\n\u0007\b]|[^\u001b\r\n\u0007\b]+/gu;

export function renderScreen(text: string): string[] {
  const rows: string[][] = [[]];
  let row = 0;
  let column = 0;
  const current = (): string[] => {
    while (rows.length <= row) rows.push([]);
    return rows[row] ?? [];
  };
  const moves: Record<string, (count: number, raw: string) => void> = {
    A: (count) => {
      row = Math.max(0, row - count);
    },
    G: (count) => {
      column = count - 1;
    },
    J: () => {
      current().length = Math.min(current().length, column);
      rows.length = row + 1;
    },
    K: (_count, raw) => {
      const line = current();
      line.length = raw === "2" ? 0 : Math.min(line.length, column);
    },
    // Colours; and modes, such as a cursor that is hidden.
    m: () => undefined,
    h: () => undefined,
    l: () => undefined,
  };
  for (const [sign, raw = "", move] of text.matchAll(SIGNS)) {
    if (sign === "\n") row += 1;
    else if (sign === "\r") column = 0;
    else if (sign === "\b") column = Math.max(0, column - 1);
    else if (sign === "\u0007" || sign.startsWith("\u001b]")) continue;
    else if (move !== undefined) {
      const known = moves[move];
      if (known === undefined) throw new Error(`the screen does not know ESC[${raw}${move}`);
      known(Math.max(1, Number.parseInt(raw, 10) || 1), raw);
    } else
      for (const letter of sign) {
        const line = current();
        while (line.length < column) line.push(" ");
        line[column] = letter;
        column += 1;
      }
  }
  const lines = rows.map((line) => line.join("").trimEnd());
  while (lines.at(-1) === "") lines.pop();
  return lines;
}
