// Fleets that the benches make and change: `yaml(size, version)`; version 2 differs in one field of every machine.
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJx0sgKU7lCz1bOQZ5QXkpWxFXkXwQ1m3i8h8T1k2YxA bench";

export const FLEETS = {
  serveroid: {
    yaml: (size, version) => `version: 1
stack: bench
providers: { serveroid: { project: Проект 1 } }
backupPolicies: { daily: { keep: ${version === 1 ? 5 : 7}, every: 24h } }
keys: { ops: { provider: serveroid, publicKey: ${KEY} } }
vms:
  web:
    provider: serveroid
    count: ${size}
    image: { name: UBUNTU, bitness: 64, description: Ubuntu 14.04 }
    tariff: Облачный 1024
    keys: [ops]
    backupPolicy: daily
`,
  },
  gcore: {
    yaml: (size, version) => `version: 1
stack: bench
providers: { gcore: { region: Luxembourg-2 } }
vms:
  web:
    provider: gcore
    count: ${size}
    flavor: g2-standard-2-4
    volumes: { boot: { image: ubuntu-24.04-x64, size: 20GiB, boot: true } }
    interfaces: { public: { type: external, securityGroups: [web] } }
    tags: { round: "${version}" }
`,
  },
};
