// A reader of the output that pauses, as `less` and a stalled log collector do: the lock is kept, and the apply ends well.
import { expect, it } from "vitest";
import { CLI, closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { EMPTY, head, key } from "../support/shop.ts";

closeBenchesAfterEach();

const LEASE_MS = 3000;
/** Far more than a pipe holds. */
const KEYS = 160;
const YAML = `${head().replace("requestTimeout: 2s", "requestTimeout: 1s")}state: { backend: local, lease: ${LEASE_MS}ms }
keys:
${Array.from({ length: KEYS }, (_item, index) => key(`key-${index}`)).join("")}`;

it("the reader sleeps for longer than the lease", async () => {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": YAML } });
  const apply = `node ${CLI} apply -y --json 2>&1`;
  const ended = await bench.shell(
    `bash -c '${apply} | (sleep ${(2 * LEASE_MS) / 1000}; cat > all.txt); exit \${PIPESTATUS[0]}'`,
  );
  const said = await bench.read("all.txt");
  expect(said.length).toBeGreaterThan(65_536);
  expect(said).toContain(`Apply complete! Resources: ${KEYS} added`);
  expectCode(ended, 0);
  expect(bench.sim.log.entries({ mutating: true })).toHaveLength(KEYS);
});
