// The configurations that the tests of the built program share: small, fast, and with nothing secret in them.
export const OPS_KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGx4bW9ja2tleWZvcnRoZWV4YW1wbGVvbmx5MDAwMDAw ops@example.org";

/** An account with nothing in it. */
export const EMPTY = {
  serveroid: { tenants: [{ id: 111, description: "Default" }], vms: [], pubkeys: [], limits: { addressesPerVm: 8 } },
};

/** The head of every file: quick polling and short patience, so that a lost answer costs a second, not minutes. */
export function head(provider = "", policy = "{ assumeAbsentAfter: 1m }"): string {
  return `version: 1
stack: shop
providers:
  serveroid:
    project: "111"
    pollInterval: 50ms
    requestTimeout: 2s
    requestsPerSecond: 1000
    visibilityGrace: 300ms
${provider === "" ? "" : `    ${provider}\n`}policy: ${policy}
`;
}

export function vm(name: string, more = ""): string {
  return `  ${name}:
    provider: serveroid
    image: { name: UBUNTU, bitness: 64, description: Ubuntu 14.04 }
    tariff: Облачный без границ
    memory: 1GiB
    disk: 32GiB
    cpu: 2
    ips: 1
    keys: [ops]
${more
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => `    ${line}\n`)
  .join("")}`;
}

export function key(name: string): string {
  return `  ${name}: { provider: serveroid, publicKey: "${OPS_KEY}" }\n`;
}

/** One key, one machine. */
export const ONE_VM = `${head()}keys:\n${key("ops")}vms:\n${vm("web")}`;

/** A key, two machines, a snapshot. */
export const SHOP = `${head()}keys:
${key("ops")}vms:
${vm("web")}${vm("db")}snapshots:
  golden: { vm: web }
`;
