// State documents for tests: small, valid, with whatever a test wants to be different.
import { DEFAULT_LIFECYCLE, DEFAULT_TIMEOUTS } from "../../src/core/desired.ts";
import type { Observed } from "../../src/core/observed.ts";
import type { Intent, StateDocument, Surplus, TrackedResource } from "../../src/core/state-document.ts";

export function sampleResource(name: string, more: Partial<TrackedResource> = {}): TrackedResource {
  return {
    type: "vm",
    vendor: "serveroid",
    provider: "serveroid",
    place: { account: "1001", project: "7" },
    remoteId: `id-${name}`,
    name,
    applied: { memory: 1024, tags: { team: "shop" } },
    observed: { memory: 1024, state: "RUNNING" },
    digests: {},
    lifecycle: DEFAULT_LIFECYCLE,
    timeouts: DEFAULT_TIMEOUTS,
    dependsOn: ["keys.ops"],
    ...more,
  };
}

export function sampleSurplus(address: string): Surplus {
  const { type, vendor, provider, place, name } = sampleResource("web");
  return { type, vendor, provider, place, name, remoteId: "5204", address, keptId: "5205" };
}

export function sampleIntent(id: string, more: Partial<Intent> = {}): Intent {
  return {
    id,
    operation: `create vms.${id}`,
    action: "create",
    address: `vms.${id}`,
    type: "vm",
    vendor: "serveroid",
    provider: "serveroid",
    place: { account: "1001" },
    step: "install",
    summary: `install ${id}`,
    settle: { by: "match", absent: "stays-unknown" },
    request: { name: id, password: { $ref: "secret", address: `vms.${id}`, path: "password" } },
    fields: ["memory"],
    name: id,
    before: ["17"],
    sentAtMs: 1_793_534_400_000,
    requestTimeoutMs: 30_000,
    phase: "intended",
    applied: {},
    secrets: [],
    digests: {},
    lifecycle: DEFAULT_LIFECYCLE,
    timeouts: DEFAULT_TIMEOUTS,
    dependsOn: [],
    ...more,
  };
}

export function sampleDocument(more: Partial<StateDocument> = {}): StateDocument {
  return {
    format_version: 1,
    trueup_version: "0.1.0",
    serial: 1,
    lineage: "9f6f3c1e-51a4-4f0c-9f5b-3a0f6a0f4a11",
    stack: "shop-prod",
    token: 0,
    salt: "0123456789abcdef".repeat(4),
    files: ["trueup.yaml"],
    resources: { "vms.web[0]": sampleResource("веб-0"), "vms.web[1]": sampleResource("web-1") },
    pending: [sampleIntent("db")],
    outputs: { web_ip: "203.0.113.7" },
    ...more,
  };
}

export function observedVm(remoteId: string, more: Partial<Observed> = {}): Observed {
  return {
    type: "vm",
    remoteId,
    name: "web",
    owned: true,
    attributes: { memory: 1024 },
    outputs: {},
    condition: "ready",
    lost: [],
    ...more,
  };
}
