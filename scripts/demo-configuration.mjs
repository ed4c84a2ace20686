// The configuration of the demo, and how it changes on the way.

export const publicKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJx0sgKU7lCz1bOQZ5QXkpWxFXkXwQ1m3i8h8T1k2YxA ops@example.org";

export const configuration = `version: 1
stack: shop-demo

providers:
  serveroid:
    project: Проект 1
    pollInterval: 250ms        # the simulators are quick; a real provider is asked every 3 s
    visibilityGrace: 2s

keys:
  ops: { provider: serveroid, publicKey: "\${file:./ops.pub}" }

backupPolicies:
  daily: { keep: 7, every: 24h }

vms:
  web:
    provider: serveroid
    count: 2
    image: { name: UBUNTU, bitness: 64, description: Ubuntu 14.04 }
    tariff: Облачный 1024
    keys: [ops]
    backupPolicy: daily
  db:
    provider: serveroid
    image: { name: DEBIAN, bitness: 64 }
    tariff: Облачный без границ
    memory: 1GiB
    disk: 32GiB
    cpu: 2
    ips: 1
    keys: [ops]
    backupPolicy: daily

snapshots:
  db-fresh: { vm: db, description: as installed }

outputs: { db_ip: "\${vms.db.ips[0]}" }
`;

export const grownConfiguration = configuration.replace("1GiB", "2GiB").replace("32GiB", "96GiB");

/** The machines and what hangs on them are gone; the key is left. */
export const drainedConfiguration = grownConfiguration.slice(0, grownConfiguration.indexOf("vms:\n"));
