// A test of what the machine lacks is left out, but in CI, which installs all of it.
import type { TestContext } from "vitest";

export function skipOutsideCi(context: Pick<TestContext, "skip">, name: string): never {
  if ((process.env["CI"] ?? "") !== "") throw new Error(`${name} is not installed: .ci/run installs it`);
  return context.skip(`${name} is not installed`);
}
