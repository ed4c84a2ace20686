// A ceiling that the user has set holds for everything that is sent: reads and changes together, in every second.
import { expect, it } from "vitest";
import { closeBenchesAfterEach, openBench } from "../support/cli.ts";

closeBenchesAfterEach();

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJx0sgKU7lCz1bOQZ5QXkpWxFXkXwQ1m3i8h8T1k2YxA";
const CEILING = 4;

it("requestsPerSecond: 4 lets no second have more, however much there is to do", async () => {
  const keys = Array.from(
    { length: 8 },
    (_none, index) => `  k${index}: { provider: serveroid, publicKey: ${KEY} k${index} }`,
  );
  const bench = await openBench({
    // The simulator's clock is ours.
    speed: 1,
    files: {
      "trueup.yaml": `version: 1\nstack: shop\nproviders: { serveroid: { project: "111", requestsPerSecond: ${CEILING} } }\nkeys:\n${keys.join("\n")}\n`,
    },
  });
  expect(await bench.run(["apply", "-y"])).toMatchObject({ code: 0 });
  expect(bench.sent("pubkeys_add")).toHaveLength(8);
  const times = bench.sim.log.entries().map(({ at }) => at);
  // A request may take a moment longer on its way than the next one.
  const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 900).length));
  expect(most).toBeLessThanOrEqual(CEILING);
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(((times.length - CEILING) / CEILING) * 900);
});
