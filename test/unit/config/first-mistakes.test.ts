// What people write in the first hour: one diagnostic each, with the place, and a fix that works when it is typed.
import { expect, it } from "vitest";
import { KEY_TEXT, problemsOf } from "./configuration-fixture.ts";

const HEAD = "version: 1\nstack: shop\nproviders: { serveroid: { project: A }, gcore: { region: B }, zomro: {} }\n";
const KEYS = `keys:\n  me: { provider: serveroid, publicKey: "${KEY_TEXT}" }\n`;
const KEY = (text: string) => `keys:\n  me: { provider: serveroid, publicKey: ${text} }\n`;
const IMAGE = "image: { name: UBUNTU, bitness: 64 }";

function vm(...lines: readonly string[]): string {
  const fields = ["provider: serveroid", IMAGE, "tariff: T", "keys: [me]"];
  const names = lines.map((line) => line.split(":")[0] ?? "");
  const replaced: Readonly<Record<string, string>> = { tarif: "tariff", ssh_keys: "keys" };
  const kept = fields.filter((field) => !names.some((name) => field.startsWith(`${replaced[name] ?? name}:`)));
  return `${KEYS}vms:\n  web:\n${[...kept, ...lines].map((line) => `    ${line}\n`).join("")}`;
}

const EDGE = `vms:
  edge:
    provider: gcore
    flavor: f
    volumes: { boot: { image: u, size: 20GiB, boot: true } }
    interfaces: { public: { type: external } }
`;
const SCHEDULE = (fields: string) =>
  `${EDGE}schedules:\n  nightly: { provider: gcore, vms: [edge], keep: 3, ${fields} }\n`;
const ZOMRO = "vms: { v: { provider: zomro, existing: { id: 1 } } }\n";

it.each([
  [
    "fields at the indent of their block",
    "vms:\n  web:\n  provider: serveroid\n  tariff: T\n",
    "config.indentation 6:3 the fields of vms.web stand beside it, not below it | indent provider, and what follows it, by two more columns",
  ],
  [
    "fields, some of them blocks, at the indent of their block",
    `${vm()}  db:\n  ${IMAGE}\n  provider: serveroid\n  tariff: T\n`,
    "config.indentation 13:3 the fields of vms.db stand beside it, not below it | indent image, and what follows it, by two more columns",
  ],
  [
    "an unclosed {",
    "vms:\n  web: { provider: serveroid, tariff: T\n",
    "config.syntax 5:8 this { is never closed | put a } at the end of what begins in line 5",
  ],
  [
    "a field that stands deeper than those above it",
    "vms:\n  web:\n    provider: serveroid\n     tariff: T\n",
    "config.syntax 7:6 tariff stands deeper than provider above it, which has a value already | indent tariff like provider: by 4 columns",
  ],
  [
    "no space after a colon",
    "vms:\n  web:\n    provider:serveroid\n    tariff: T\n",
    "config.syntax 6:5 this line is no 'key: value' | write provider: serveroid, with a space",
  ],
  ["tarif", vm("tarif: T"), "config.unknown-field 11:5 vms.web has no field tarif | did you mean tariff?"],
  ["ram", vm("ram: 1GiB"), "config.unknown-field 12:5 vms.web has no field ram | did you mean memory?"],
  ["ssh_keys", vm("ssh_keys: [me]"), "config.unknown-field 11:5 vms.web has no field ssh_keys | did you mean keys?"],
  [
    "labels",
    vm("labels: { a: b }"),
    "provider.unsupported 12:5 vms.web.labels: serveroid cannot do this | serveroid keeps no tags: put what you need into the name",
  ],
  [
    "labels where there are tags",
    `${EDGE}    labels: { a: b }\n`,
    "config.unknown-field 10:5 vms.edge has no field labels | did you mean tags?",
  ],
  ["hostname", vm("hostname: x"), "config.unknown-field 12:5 vms.web has no field hostname | did you mean name?"],
  [
    "for_each",
    vm("for_each: [a, b]"),
    "config.unknown-field 12:5 vms.web has no field for_each | did you mean instances?",
  ],
  [
    "user_data",
    `${EDGE}    user_data: x\n`,
    "config.unknown-field 10:5 vms.edge has no field user_data | did you mean userData?",
  ],
  ["state of a VM", vm("state: running"), "config.unknown-field 12:5 vms.web has no field state | did you mean power?"],
  [
    "variables",
    "variables: { a: b }\n",
    "config.unknown-section 4:1 the configuration has no section variables | did you mean vars?",
  ],
  [
    "an image as text",
    vm("image: UBUNTU 14.04"),
    "config.wrong-type 11:12 vms.web.image must be a block, not text | write a block: image: { name: UBUNTU, bitness: 64, description: UBUNTU 14.04 }",
  ],
  [
    "existing as text",
    "vms: { web: { provider: serveroid, existing: MyServer } }\n",
    "config.wrong-type 4:46 vms.web.existing must be a block, not text | write a block: existing: { name: MyServer }",
  ],
  [
    "existing as text, at a provider that orders on consent only",
    "vms: { v: { provider: zomro, existing: MyServer } }\n",
    "config.wrong-type 4:40 vms.v.existing must be a block, not text | write a block: existing: { name: MyServer }",
  ],
  [
    "keys: me",
    vm("keys: me"),
    "config.wrong-type 11:11 vms.web.keys must be a list, not text | put it in brackets: [me]",
  ],
  [
    "days: all",
    `${ZOMRO}schedules: { n: { provider: zomro, vm: v, days: all, time: "03:00" } }\n`,
    "config.wrong-type 5:49 schedules.n.days must be a list, not text | write [sun, mon, tue, wed, thu, fri, sat], or some of them",
  ],
  [
    "monday",
    `${ZOMRO}schedules: { n: { provider: zomro, vm: v, days: [monday], time: "03:00" } }\n`,
    'config.invalid-value 5:50 schedules.n.days[0] ("monday") is not valid: it must be one of sun, mon, tue, wed, thu, fri, sat | did you mean mon?',
  ],
  [
    "one of a group without quotes",
    `${EDGE.replace("provider: gcore", "provider: gcore\n    count: 2")}snapshots: { daily: { provider: gcore, vm: edge, volume: boot } }\n`,
    'config.ambiguous-reference 11:44 snapshots.daily.vm: edge means 2 instances, but one is needed | say which one, for example "edge[0]"',
  ],
  [
    "protect: yes",
    vm("lifecycle: { protect: yes }"),
    "config.wrong-type 12:27 vms.web.lifecycle.protect must be true or false, not text | write true",
  ],
  [
    "power: stopped",
    vm("power: stopped"),
    'config.invalid-value 12:12 vms.web.power ("stopped") is not valid: it must be one of on, off | did you mean off?',
  ],
  [
    "onRemove: keep",
    vm("lifecycle: { onRemove: keep }"),
    'config.invalid-value 12:28 vms.web.lifecycle.onRemove ("keep") is not valid: it must be one of delete, forget | did you mean forget?',
  ],
  [
    "period: monthly",
    "vms: { v: { provider: zomro, existing: { id: 1 }, period: monthly } }\n",
    'config.invalid-value 4:59 vms.v.period ("monthly") is not valid: it must be one of daily, 1, 3, 6, 12 | did you mean 1?',
  ],
  [
    "cron: @daily",
    SCHEDULE('cron: "@daily"'),
    'config.cron 11:59 schedules.nightly: cron "@daily": @daily is not taken | five fields: "15 4 * * *"',
  ],
  [
    "a cron without quotes",
    `${EDGE}schedules:\n  nightly:\n    provider: gcore\n    vms: [edge]\n    cron: * 2 * * *\n    keep: 3\n`,
    'config.syntax 14:11 a value that begins with * is read as an alias | put it in quotes if it is text, such as a cron: "*/15 * * * *"',
  ],
  [
    "a variable of the shell",
    vm("name: ${HOME}"),
    "config.interpolation 12:11 ${HOME} means nothing: there is no 'HOME' | did you mean ${env:HOME}? for a literal ${ write $${",
  ],
  [
    "a path with ~",
    KEY('"${file:~/.ssh/id.pub}"'),
    "config.file-unreadable 5:41 ~/.ssh/id.pub cannot be read: there is no such file | ~ means nothing here: copy the file beside the configuration, and say ./id.pub; or give its whole path, with --file-root for its folder",
  ],
  [
    "a private key",
    KEY('"-----BEGIN OPENSSH PRIVATE KEY-----"'),
    "config.private-key 5:41 keys.me.publicKey is a private key: only the public one belongs here | say ${file:./NAME.pub}, the file beside it; whoever could read this file can use the private one: make a new pair",
  ],
  [
    "a path as a key",
    KEY("~/.ssh/id_ed25519.pub"),
    "config.invalid-value 5:41 keys.me.publicKey is the path of a file, not what is in it | copy the file beside the configuration, and say ${file:./id_ed25519.pub}",
  ],
  [
    "a key without its kind",
    KEY("AAAAC3NzaC1lZDI1NTE5AAAAIFAl1xHGd5pCIHZkRN/Q3X6WnQuLwh2"),
    "config.invalid-value 5:41 keys.me.publicKey (\"AAAAC3NzaC1lZDI1NTE5AAAAIFAl1xHGd5pCIHZkRN/Q3X6WnQuLwh2\") is not valid here | expected: an OpenSSH public key on one line, such as 'ssh-ed25519 AAAA… me@host'",
  ],
  [
    "a size without its unit",
    EDGE.replace("20GiB", "20"),
    "config.unit 8:40 vms.edge.volumes.boot.size (20): a bare number is not a size: the unit is missing | say 20GiB",
  ],
  [
    "a letter that looks like another",
    vm().replace("  web:", "  wеb:"),
    'config.invalid-key 7:3 "wеb" cannot be the name of a resource | its "е" (U+0435) is no Latin e: letters, digits, _ and -, at most 63, beginning with a letter or _',
  ],
])("%s", async (_what, sections, told) => {
  expect(await problemsOf(HEAD + sections)).toBe(`error ${told}`);
});
