// A row of a Serveroid machine, as documented, and what reading it needs.
import type { TariffRow } from "../../src/providers/serveroid/convert.ts";

export const FREE: TariffRow = {
  id: 1,
  name: "Free",
  memory: 512,
  disk: 8000,
  cpu: 0,
  ipCount: 0,
  onDemand: true,
  forWindows: false,
};

export const SERVEROID_CONTEXT = { project: "111", ownProjects: new Set(["111"]), tariffs: [FREE] };

export const SERVEROID_ROW = {
  id: 90210,
  tenantId: 111,
  name: "web",
  memory: 1024,
  disk: 16_384,
  cpu: 1,
  tariffId: 1,
  ipAddresses: ["203.0.113.7"],
  state: "VIR_DOMAIN_RUNNING",
  backupPolicy: { quantity: 1, frequency: 72 },
  distribution: { id: 230, name: "UBUNTU", description: "Ubuntu 14.04.1 x64", bitness: 64 },
  publicKeys: [{ id: 77, installed: true }],
};
