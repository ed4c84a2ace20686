// Words that people bring along from other tools, and what they are called here. Knows no schema: the caller says what there is.

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  ram: ["memory"],
  mem: ["memory"],
  vcpu: ["cpu"],
  vcpus: ["cpu"],
  cores: ["cpu"],
  storage: ["disk"],
  plan: ["tariff", "flavor"],
  servertype: ["tariff", "flavor"],
  instancetype: ["flavor", "tariff"],
  type: ["flavor", "tariff"],
  size: ["flavor", "tariff"],
  sshkeys: ["keys"],
  sshkey: ["keys"],
  keypair: ["keys"],
  keyname: ["keys"],
  labels: ["tags"],
  metadata: ["tags"],
  hostname: ["name"],
  servername: ["name"],
  foreach: ["instances"],
  replicas: ["count"],
  cloudinit: ["userData"],
  state: ["power"],
  status: ["power"],
  os: ["image"],
  template: ["image"],
  location: ["datacenter"],
  zone: ["datacenter"],
  networks: ["interfaces"],
  network: ["interfaces"],
  firewalls: ["securityGroups"],
  preventdestroy: ["protect"],
  ignorechanges: ["ignore"],
  createbeforedestroy: ["replace"],
  schedule: ["cron"],
  retention: ["keep"],
  variables: ["vars"],
  variable: ["vars"],
  locals: ["vars"],
  servers: ["vms"],
  instances: ["vms"],
  machines: ["vms"],
  backend: ["state"],
};

/** What a field of another tool is called here, where such a field is known: `ssh_keys` is `keys`. */
export function findOtherField(name: string, known: readonly string[]): string | undefined {
  const plain = name.toLowerCase().replaceAll(/[_-]/g, "");
  const spelt = known.find((field) => field.toLowerCase() === plain);
  return spelt ?? FIELDS[plain]?.find((field) => known.includes(field));
}

/** The same for what this provider cannot do: `labels` is `tags`, which it does not keep. */
export function listOtherNames(name: string): readonly string[] {
  const plain = name.toLowerCase().replaceAll(/[_-]/g, "");
  const camel = name.replaceAll(/[_-]([a-z])/g, (_all, letter: string) => letter.toUpperCase());
  return [camel, ...(FIELDS[plain] ?? [])];
}

const VALUES: Readonly<Record<string, readonly string[]>> = {
  stopped: ["off"],
  shutoff: ["off"],
  down: ["off"],
  halted: ["off"],
  running: ["on"],
  started: ["on"],
  active: ["on"],
  up: ["on"],
  keep: ["forget"],
  retain: ["forget"],
  abandon: ["forget"],
  orphan: ["forget"],
  destroy: ["delete"],
  remove: ["delete"],
  monthly: ["1"],
  month: ["1"],
  quarterly: ["3"],
  halfyearly: ["6"],
  yearly: ["12"],
  annually: ["12"],
  day: ["daily"],
  yes: ["true", "on"],
  no: ["false", "off"],
  enabled: ["true", "on"],
  disabled: ["false", "off"],
  on: ["true"],
  off: ["false"],
};

/** What a value of another tool is called here: `stopped` is `off`, `monday` is `mon`. */
export function findOtherValue(value: string, choices: readonly string[]): string | undefined {
  const plain = value.toLowerCase().replaceAll(/[_\s-]/g, "");
  const meant = VALUES[plain]?.find((choice) => choices.includes(choice));
  if (meant !== undefined) return meant;
  const begun = choices.filter((choice) => choice.length >= 3 && plain.startsWith(choice.toLowerCase()));
  return begun.length === 1 ? begun[0] : undefined;
}
