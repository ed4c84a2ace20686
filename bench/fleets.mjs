// Fleets that the benches make, change and read: one kind of machine for each provider, in blocks of as many as `count` takes.
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJx0sgKU7lCz1bOQZ5QXkpWxFXkXwQ1m3i8h8T1k2YxA bench";
/** Machines of one block at most: `count` goes no further. */
export const GROUP = 1000;

/**
 * `yaml(size, version)`: version 2 differs in one field of every machine. `steps`: operations on one machine, one after the
 * other, with the seconds that they take at the simulator's usual speed. `lanes`: how many operations go at a time at first and
 * at most; orders at Zomro go one after the other.
 * `made`: what the simulator keeps of a machine, as lists of rows or as maps by its id.
 */
export const FLEETS = {
  serveroid: {
    yaml: (size, version) => `version: 1
stack: bench
providers: { serveroid: { project: Проект 1 } }
backupPolicies: { daily: { keep: ${version === 1 ? 5 : 7}, every: 24h } }
keys: { ops: { provider: serveroid, publicKey: ${KEY} } }
vms:
${repeatBlock(
  size,
  (count) => `    provider: serveroid
    count: ${count}
    image: { name: UBUNTU, bitness: 64, description: Ubuntu 14.04 }
    tariff: Облачный 1024
    keys: [ops]
    backupPolicy: daily
`,
)}`,
    steps: { create: [45, 0], change: [0], destroy: [10, 0] },
    lanes: [16, 32],
    made: ["vms", "snapshots", "backups", "inside"],
  },
  zomro: {
    yaml: (size, version) => `version: 1
stack: bench
providers: { zomro: {} }
keys: { ops: { provider: zomro, publicKey: ${KEY} } }
vms:
${repeatBlock(
  size,
  (count) => `    provider: zomro
    count: ${count}
    allowOrder: true
    tariff: Cloud Small
    period: daily
    datacenter: Netherlands-2
    image: Debian 12
    keys: [ops]
    power: ${version === 1 ? '"on"' : '"off"'}
`,
)}`,
    steps: { create: [60], change: [10], destroy: [20] },
    lanes: [8, 16],
    made: ["instances", "inside"],
  },
  gcore: {
    yaml: (size, version) => `version: 1
stack: bench
providers: { gcore: { region: Luxembourg-2 } }
vms:
${repeatBlock(
  size,
  (count) => `    provider: gcore
    count: ${count}
    flavor: g2-standard-2-4
    volumes: { boot: { image: ubuntu-24.04-x64, size: 20GiB, boot: true } }
    interfaces: { public: { type: external, securityGroups: [web] } }
    tags: { round: "${version}" }
`,
)}`,
    steps: { create: [8, 22, 0], change: [0], destroy: [20, 6] },
    lanes: [64, 64],
    made: ["instances", "volumes", "ports"],
  },
};

function repeatBlock(size, block) {
  const sizes = Array.from({ length: Math.ceil(size / GROUP) }, (_, index) => Math.min(GROUP, size - index * GROUP));
  return sizes.map((count, index) => `  web${index}:\n${block(count)}`).join("");
}
