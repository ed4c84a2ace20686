// What a build must keep to: `npm run bench -- --check`; `--check-counts` what does not depend on the machine. By part and row.
import { FLEETS } from "./fleets.mjs";

/** Writes of the state: three for each wave of operations, and three for each that waits for the one before. */
const mostWrites = ({ vendor, size, name }) => {
  const { steps, lanes } = FLEETS[vendor];
  const depth = steps[name].length;
  return Math.ceil(3 * (depth + (size * depth) / lanes[0]));
};

/** Without `name`, `vendor` and `sizes`: of all rows of the part. */
const LIMITS = [
  // Over an empty Node, which takes 25 to 75 ms by what it is told to load itself (NODE_EXTRA_CA_CERTS).
  { part: "start", name: "--help", what: "overMs", most: 15 },
  { part: "start", name: "validate", what: "overMs", most: 45 },
  { part: "start", name: "plan", what: "overMs", most: 150 },
  { part: "validate", what: "seconds", most: 3 },
  { part: "validate", what: "peakMiB", most: 300 },
  { part: "plan", what: "seconds", most: 10, sizes: [1, 100, 1000] },
  { part: "plan", what: "longestTurnMs", most: 500, sizes: [1, 100, 1000] },
  { part: "plan", what: "requests", most: 20, vendor: "gcore", sizes: [1, 100, 1000] },
  { part: "plan", what: "requests", most: 20, vendor: "serveroid", sizes: [1, 100, 1000] },
  { part: "watch", what: "grownMiB", most: 6 },
  { part: "planner", what: "growth", most: 12 },
  { part: "planner", what: "longestTurnMs", most: 100 },
  { part: "apply", name: "create", what: "requestsEach", most: 6, vendor: "gcore", sizes: [100, 1000] },
  { part: "apply", name: "create", what: "requestsEach", most: 4, vendor: "serveroid", sizes: [100, 1000] },
  { part: "apply", name: "change", what: "requestsEach", most: 2.1, vendor: "gcore", sizes: [100, 1000] },
  { part: "apply", what: "writes", most: mostWrites, vendor: "gcore", sizes: [100, 1000] },
  { part: "apply", what: "writes", most: mostWrites, vendor: "serveroid", sizes: [100, 1000] },
  { part: "apply", name: "create", what: "longestTurnMs", most: 200, sizes: [100] },
  { part: "apply", name: "change", what: "longestTurnMs", most: 200, sizes: [100] },
];

/** The same on a slow machine as on a quick one. */
const COUNTS = new Set(["requests", "requestsEach", "writes", "peakMiB", "grownMiB"]);

/** One line for each limit that a row is beyond; `isCountsOnly`: but those of time. */
export function listBroken(rows, isCountsOnly) {
  const limits = LIMITS.filter(({ what }) => !isCountsOnly || COUNTS.has(what));
  return rows.flatMap((row) =>
    limits
      .filter((limit) => isAbout(limit, row))
      .flatMap(({ what, most }) => {
        const limit = typeof most === "function" ? most(row) : most;
        const value = VALUES[what]?.(row) ?? row[what];
        return value > limit
          ? [
              `${row.vendor ?? ""} ${row.name}${row.size ? ` of ${row.size}` : ""}: ${what} ${round(value)}, at most ${limit}`.trim(),
            ]
          : [];
      }),
  );
}

const VALUES = {
  overMs: ({ seconds, floor }) => (seconds - floor) * 1000,
  requestsEach: ({ requests, size }) => requests / size,
};

function isAbout(limit, { part, name, vendor, size }) {
  return (
    limit.part === part &&
    (limit.name === undefined || limit.name === name) &&
    (limit.vendor === undefined || limit.vendor === vendor) &&
    (limit.sizes === undefined || limit.sizes.includes(size))
  );
}

function round(value) {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
