// The fault matrix in CI: a part of its cells each time, all of them with TRUEUP_THOROUGH=1 or `npm run chaos`.
import { expect, it } from "vitest";
import { formatFailure } from "../chaos/format-matrix.ts";
import { listCells, runOne } from "../chaos/matrix.ts";
import { VENDORS } from "../chaos/scenarios.ts";

/** No divisor of the number of faults, so that every fault and every request has its turn. */
const STRIDE = process.env["TRUEUP_THOROUGH"] === undefined ? 23 : 1;

for (const vendor of VENDORS) {
  it(`${vendor}: the same end whatever goes wrong with one request`, async () => {
    const cells = (await listCells([vendor])).filter((_, index) => index % STRIDE === 0);
    expect(cells.length).toBeGreaterThan(8);
    const failures: string[] = [];
    for (const cell of cells) {
      const outcome = await runOne(cell);
      if (outcome.result !== "not-applicable" && outcome.result.length > 0) failures.push(formatFailure(outcome));
    }
    expect(failures).toEqual([]);
  }, 600_000);
}
