// Rows of the bench as a table in Markdown that reads in a terminal, too.
const COLUMNS = [
  ["what", ({ name }) => name],
  ["provider", ({ vendor }) => vendor ?? ""],
  ["machines", ({ size }) => size?.toLocaleString("en") ?? ""],
  ["wall s", ({ seconds }) => fixed(seconds)],
  ["floor s", ({ floor }) => (floor === undefined ? "" : fixed(floor))],
  ["ratio", ({ seconds, floor }) => (floor === undefined ? "" : (seconds / floor).toFixed(2))],
  ["growth", ({ growth }) => (growth === undefined ? "" : growth.toFixed(1))],
  ["CPU s", ({ cpuMs }) => (cpuMs === undefined ? "" : fixed(cpuMs / 1000))],
  ["MiB", ({ peakMiB }) => peakMiB ?? ""],
  ["turn ms", ({ longestTurnMs }) => (longestTurnMs === undefined ? "" : Math.round(longestTurnMs))],
  ["requests", ({ requests }) => requests ?? ""],
  ["each", ({ requests, size }) => (requests === undefined ? "" : (requests / size).toFixed(2))],
  ["polls", ({ polls }) => polls ?? ""],
  ["writes", ({ writes }) => writes ?? ""],
];

export function formatTable(rows, { isCompared }) {
  const columns = isCompared ? [["build", ({ build }) => build], ...COLUMNS] : COLUMNS;
  const lines = withGrowth(rows).map((row) => columns.map(([, read]) => String(read(row))));
  const used = columns.map((_, index) => lines.some((cells) => cells[index] !== ""));
  const table = [columns.map(([title]) => title), ...lines].map((cells) => cells.filter((_, index) => used[index]));
  const widths = table[0].map((_, index) => Math.max(...table.map((cells) => cells[index].length)));
  const [head, ...body] = table.map(
    (cells) => `| ${cells.map((cell, index) => cell.padEnd(widths[index])).join(" | ")} |`,
  );
  return [head, `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...body, ""].join("\n");
}

/** Wall by wall of the size before. */
function withGrowth(rows) {
  return rows.map((row) => {
    const smaller = rows.filter(
      (other) =>
        other.name === row.name && other.vendor === row.vendor && other.build === row.build && other.size < row.size,
    );
    const before = smaller.toSorted((a, b) => b.size - a.size)[0];
    return before === undefined ? row : { ...row, growth: row.seconds / before.seconds };
  });
}

function fixed(seconds) {
  return seconds.toFixed(seconds < 10 ? 2 : 1);
}
