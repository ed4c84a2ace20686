// What the specifications of the run declare: small things at Serveroid.
import { KEY_TEXT } from "../config/configuration-fixture.ts";

/** A key: one request, nothing to wait for. */
export const KEY = `provider: serveroid, publicKey: ${KEY_TEXT}`;
/** A machine: one request, and an operation of the provider that takes its time. */
export const VM =
  "provider: serveroid, image: { name: UBUNTU, bitness: 64, description: Ubuntu 14.04 }, " +
  "tariff: Облачный без границ, memory: 1GiB, disk: 32GiB, cpu: 2, sendPassword: true";

export const ONE_KEY = `keys: { ops: { ${KEY} } }`;
export const TWO_KEYS = `keys: { dev: { ${KEY} }, ops: { ${KEY} } }`;
export const ONE_VM = `vms: { web: { ${VM} } }`;
/** The machine needs the key. */
export const KEY_AND_VM = `
  keys: { ops: { ${KEY} } }
  vms: { web: { ${VM}, keys: [ops] } }`;

/** The machine has a second step, once it is there. */
export const TWO_STEPS = `
  backupPolicies: { daily: { keep: 7, every: 24h } }
  vms: { web: { ${VM}, backupPolicy: daily } }`;
