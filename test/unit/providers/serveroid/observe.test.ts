// What a machine takes along when it dies: asked for, not guessed from the machine's row.
import { expect, it } from "vitest";
import type { Json } from "../../../../src/core/json.ts";
import type { ServeroidClient } from "../../../../src/providers/serveroid/client.ts";
import { observeServeroid, type Reads } from "../../../../src/providers/serveroid/observe.ts";

it("snapshots are among the losses, whatever the row says of a current one", async () => {
  const answers: Readonly<Record<string, Json>> = {
    "vm/": [{ id: 7, tenantId: 1, name: "web", state: "VIR_DOMAIN_RUNNING", currentSnapshot: null }],
    "vm/7/snapshots/": [{ id: 2206, name: "my-snapshot" }],
    "vm/7/backups/": [{ id: "diff-1.lz4", size: 1 }],
  };
  const client = { read: async (path: string) => answers[path] ?? null } as unknown as ServeroidClient;
  const context = { project: "1", ownProjects: new Set(["1"]), tariffs: [] };
  const reads = { context: async () => context } as unknown as Reads;
  for await (const { lost } of observeServeroid(client, reads, { types: ["vm"], losses: ["7"] }, {}))
    expect(lost).toEqual([
      { kind: "snapshot", label: "my-snapshot" },
      { kind: "backup", label: "diff-1.lz4" },
    ]);
  expect.assertions(1);
});
