import { describe, expect, it } from "vitest";
import { load, problemsOf, resourceOf, withHead } from "./configuration-fixture.ts";

async function expectProblems(sections: string, expected: readonly string[]): Promise<void> {
  expect((await problemsOf(withHead(sections))).split("\n")).toEqual(expected);
}

describe("serveroid", () => {
  it("needs an image, a tariff and a way to log in, unless the VM exists or is a clone", () =>
    expectProblems(
      "vms:\n  a: { provider: serveroid }\n  b: { provider: serveroid, existing: { id: 1 } }\n  c: { provider: serveroid, cloneOf: { vm: b } }\n",
      [
        "error config.missing-field 5:3 vms.a needs image | add image, or cloneOf, or existing; `trueup catalog serveroid` lists what there is",
        "error config.missing-field 5:3 vms.a needs tariff | add tariff, or cloneOf, or existing; `trueup catalog serveroid` lists what there is",
        "error config.no-login 5:3 vms.a has neither keys nor password nor sendPassword: nobody could log in | add keys: [NAME] or password: ${env:…}; sendPassword: true for one that is only taken over",
      ],
    ));

  it("has a rule for passwords", async () => {
    const codes = async (password: string) => {
      const { diagnostics } = await load(
        withHead(
          `vms: { a: { provider: serveroid, image: { name: U, bitness: 64 }, tariff: t, password: "\${env:PW}" } }\n`,
        ),
        { env: { PW: password } },
      );
      return diagnostics.map(({ severity, summary }) => `${severity} ${summary}`);
    };
    expect(await codes("Abcdef1")).toEqual([]);
    expect(await codes("Abcdef!")).toEqual([]);
    expect(await codes("abcdef1")).toEqual([
      "error vms.a.password lacks an upper-case letter: serveroid would refuse it",
    ]);
    expect(await codes("ПАРОЛЬ")).toEqual([
      "error vms.a.password lacks an upper-case letter and a lower-case letter and a digit or one of !()[]-.?~`: serveroid would refuse it",
    ]);
    expect(await codes("Abcdef1$")).toEqual([
      "warning vms.a.password has characters that serveroid does not say it takes",
    ]);
  });

  it("limits sizes, and the disk by the memory", () => {
    const vm = "provider: serveroid, image: { name: WINDOWS_2012, bitness: 64 }, tariff: t, keys: [ops]";
    return expectProblems(
      `keys: { ops: { provider: serveroid, publicKey: "\${file:ops.pub}" } }
vms:
  a: { ${vm}, memory: 512MiB, disk: 33GiB }
  b: { ${vm}, memory: 256MiB, disk: 1024GiB, cpu: 13 }
`,
      [
        "warning provider.windows-keys 6:90 vms.a.keys: Windows images do not take SSH keys | say password instead",
        "error provider.disk-per-memory 6:119 vms.a.disk is 33792 MiB, more than 64 times the memory (512 MiB) | at most 32768MiB of disk, or at least 528MiB of memory",
        "warning provider.windows-keys 7:90 vms.b.keys: Windows images do not take SSH keys | say password instead",
        "error config.out-of-range 7:105 vms.b.memory (256MiB) is too small: at least 512MiB",
        "error config.out-of-range 7:119 vms.b.disk (1024GiB) is too large: at most 512GiB",
        "error provider.disk-per-memory 7:119 vms.b.disk is 1048576 MiB, more than 64 times the memory (256 MiB) | at most 16384MiB of disk, or at least 16384MiB of memory",
        "error config.out-of-range 7:133 vms.b.cpu (13) is too large: at most 12",
      ],
    );
  });

  it("takes the factor from the provider's settings", async () => {
    const texts = `version: 1
stack: shop
providers: { serveroid: { diskPerMemory: 100 } }
vms: { a: { provider: serveroid, existing: { id: 1 }, memory: 1GiB, disk: 100GiB } }
`;
    expect(await problemsOf(texts)).toBe("");
  });

  it("needs keep and every in a backup policy, of its own values", () =>
    expectProblems(
      "backupPolicies: { a: { keep: 7 }, b: { keep: 11, every: 5h } }\nvms:\n  a: { provider: serveroid, existing: { id: 1 }, backupPolicy: a }\n  b: { provider: serveroid, existing: { id: 2 }, backupPolicy: b }\n",
      [
        "error config.missing-field 4:19 backupPolicies.a needs every | add every",
        "error config.out-of-range 4:46 backupPolicies.b.keep (11) is too large: at most 10",
        "error config.out-of-range 4:57 backupPolicies.b.every (5h) is not one of 3h, 6h, 12h, 24h, 72h",
      ],
    ));
});

describe("zomro", () => {
  it("orders only with consent, and then needs everything", () =>
    expectProblems(
      "vms:\n  a: { provider: zomro, tariff: 1 }\n  b: { provider: zomro, allowOrder: true, tariff: 9001, period: 3, password: '${env:X:-short}' }\n",
      [
        "error provider.unsupported 5:3 vms.a: zomro documents no complete way to order a machine, so a new one needs consent | say existing: { id: … } for a machine that you have, or allowOrder: true",
        "error config.missing-field 6:3 vms.b needs datacenter to be ordered | add datacenter",
        "error config.missing-field 6:3 vms.b needs image to be ordered | add image",
        "error config.invalid-value 6:78 vms.b.password is not valid here | expected: 8 to 48 ASCII characters, at least one upper-case letter and one digit, no space and no #",
        "warning config.literal-secret 6:78 vms.b.password stands literally in the YAML | take it from the environment, ${env:NAME}, or a file, ${file:PATH}",
      ],
    ));

  it("a machine in rescue mode runs: it cannot be off as well", () =>
    expectProblems(
      `vms:
  a: { provider: zomro, existing: { id: 1 }, power: off, rescue: { image: Debian 12 } }
  b: { provider: zomro, existing: { id: 2 }, power: off, rescue: { image: Debian 12, enabled: false } }
`,
      [
        "error config.conflict 5:53 vms.a: a machine in rescue mode runs, so power cannot be off | leave power out, or say rescue: { enabled: false }",
      ],
    ));

  it("takes days and a time, or a cron that says the same", async () => {
    const texts = (schedule: string) =>
      withHead(`vms: { db: { provider: zomro, existing: { id: 1 } } }\nschedules: { s: { vm: db, ${schedule} } }\n`);
    const attributes = async (schedule: string) => (await resourceOf(texts(schedule), "schedules.s")).attributes;
    expect(await attributes('cron: "1 2 * * 1-5"')).toEqual({
      days: ["mon", "tue", "wed", "thu", "fri"],
      time: "02:01",
      vm: "vms.db",
    });
    expect(await attributes('cron: "0 14 * * 7,SAT"')).toEqual({ days: ["sun", "sat"], time: "14:00", vm: "vms.db" });
    expect(await attributes('cron: "0 14 * * *"')).toMatchObject({
      days: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
    });
    expect(await attributes('days: [fri, mon], time: "02:01"')).toEqual({
      days: ["mon", "fri"],
      time: "02:01",
      vm: "vms.db",
    });
    expect(await problemsOf(texts('cron: "*/5 2 * * *", timezone: UTC'))).toBe(
      [
        "error provider.unsupported 5:33 schedules.s: zomro takes days and a time only, and this cron says more: the minute must be one number | say days and time",
        "error provider.unsupported 5:48 schedules.s.timezone: zomro cannot do this | the time zone is the provider's own, GMT+3 by its panel: leave timezone out and give the time in that zone",
      ].join("\n"),
    );
    expect(await problemsOf(texts("days: [mon]"))).toBe(
      'error config.missing-field 5:14 schedules.s needs time | add time: "02:01"',
    );
  });
});

describe("gcore", () => {
  const NAME = "payments-eu-west-production-postgresql-primary-node-with-audit";
  const machine = (volumes: string, name = "db-one") =>
    `vms: { db: { provider: gcore, name: ${name}, flavor: f, volumes: { ${volumes} }, interfaces: { p: { type: external } } } }\n`;

  it("names disks after their machine: too long a name is refused where it comes from", () =>
    expectProblems(machine("boot: { image: i, size: 20GiB, boot: true }", NAME), [
      `error config.name-too-long 4:129 vms.db.volumes.boot: its name at Gcore would be ${NAME}-boot, ${NAME.length + 5} characters; 63 are the most | shorten the name of vms.db by ${NAME.length + 5 - 63}, or choose a shorter key`,
    ]));

  it("makes no snapshots of fast local disks, by hand or by a policy", async () => {
    const volumes = "boot: { image: i, size: 20GiB, boot: true }, fast: { size: 10GiB, type: ssd_lowlatency }";
    const found = await problemsOf(
      withHead(
        `${machine(volumes)}snapshots: { aaa: { vm: db, volume: fast }, bbb: { vm: db, volume: boot } }\nschedules: { ccc: { vms: [db], cron: "1 2 * * *", keep: 3 } }\n`,
      ),
    );
    expect(found.split("\n").map((line) => line.replace(/^(\S+ \S+) \S+ (\S+):.*/, "$1 $2"))).toEqual([
      "error provider.no-snapshots snapshots.aaa",
      "error provider.no-snapshots schedules.ccc",
    ]);
  });

  it("needs a flavor, volumes with one to boot from, and interfaces", () =>
    expectProblems(
      `vms:
  aaa: { provider: gcore }
  bbb:
    provider: gcore
    flavor: f
    volumes: { v: { image: a, existing: b, size: 1500MiB }, w: { boot: true }, x: { snapshot: "8f14e45f-ceea-467f-9f4a-4f9c1c2b3d4e", type: ssd_local } }
    interfaces: { a: { type: subnet, ip: 10.0.0.1 }, b: { type: reservedFixedIp }, c: { type: external, floatingIp: new } }
    username: root
    tags: { trueup-stack: x }
`,
      [
        "error config.missing-field 5:3 vms.aaa needs flavor | add flavor",
        "error config.missing-field 5:3 vms.aaa needs interfaces | add interfaces",
        "error config.missing-field 5:3 vms.aaa needs volumes | add volumes",
        "error config.conflict 9:41 vms.bbb.volumes.v has both image and existing | keep one of them",
        "error config.out-of-range 9:50 vms.bbb.volumes.v.size (1500MiB) must be a multiple of 1GiB: 2GiB is the next one",
        "error config.missing-field 9:64 vms.bbb.volumes.w is blank, so it needs size | add size: 20GiB",
        "error config.conflict 9:72 vms.bbb.volumes.w is blank: nothing could boot from it | add image, snapshot or existing",
        "error provider.unsupported 9:141 vms.bbb.volumes.x: a volume from a snapshot is standard or ssd_hiiops | leave type out",
        "error config.missing-field 10:22 vms.bbb.interfaces.a is of type subnet, so it needs subnet | add subnet",
        "error config.conflict 10:42 vms.bbb.interfaces.a: ip means nothing with type subnet | remove ip",
        "error config.missing-field 10:57 vms.bbb.interfaces.b is of type reservedFixedIp, so it needs port | add port",
        "error config.conflict 10:117 vms.bbb.interfaces.c: floatingIp means nothing with type external | remove floatingIp",
        "error config.missing-field 11:15 vms.bbb.username needs password | add password: ${env:…}",
        "error config.invalid-key 12:27 vms.bbb.tags: trueup itself sets trueup-stack | choose another key",
      ],
    ));

  it("schedules by cron or every, in one canonical form", async () => {
    const texts = (schedule: string) =>
      withHead(
        `vms: { edge: { provider: gcore, existing: { id: a } } }\nschedules: { nightly: { vms: [edge], ${schedule} } }\n`,
      );
    const attributes = async (schedule: string) => (await resourceOf(texts(schedule), "schedules.nightly")).attributes;
    expect(await attributes('cron: "*/20 2-4 * jan,DEC mon-fri", keep: 2, timezone: Europe/Luxembourg')).toEqual({
      cron: "0,20,40 2,3,4 * 1,12 1,2,3,4,5",
      keep: 2,
      timezone: "Europe/Luxembourg",
      vms: ["vms.edge"],
    });
    expect(await attributes('cron: "0 0 * * 0-7", keep: 2')).toMatchObject({ cron: "0 0 * * *" });
    expect(await attributes("every: 6h, retain: 14d, keep: 2")).toEqual({
      every: 21_600_000,
      keep: 2,
      retain: 1_209_600_000,
      vms: ["vms.edge"],
    });
    const problem = async (schedule: string) =>
      (await problemsOf(texts(schedule))).replace(/^error (\S+) \S+ /gm, "$1 ");
    expect(await problem('cron: "0 0 1 * 1", keep: 1')).toBe(
      'config.cron schedules.nightly: cron "0 0 1 * 1": it restricts both the day of the month and the weekday, which every program understands differently | put * into one of them',
    );
    expect(await problem('cron: "0 0 31 2 *", keep: 1')).toContain("no month has such a day");
    expect(await problem('cron: "@daily    ", keep: 1')).toContain("@daily is not taken | five fields");
    expect(await problem('cron: "60 0 * * *", keep: 1')).toContain('"60" is no minute');
    expect(await problem("cron: 0 0 * * *")).toBe("config.missing-field schedules.nightly needs keep | add keep");
    expect(await problem("keep: 1")).toBe(
      'config.missing-field schedules.nightly needs cron or every | add cron: "15 2 * * *" or every: 24h',
    );
    expect(await attributes('schedules: [{ cron: "0 0 * * mon", keep: 2 }, { every: 6h, keep: 1 }]')).toEqual({
      schedules: [
        { cron: "0 0 * * 1", keep: 2 },
        { every: 21_600_000, keep: 1 },
      ],
      vms: ["vms.edge"],
    });
    expect(
      await problem(
        'keep: 3, schedules: [{ cron: "0 0 1 * 1", keep: 2 }, { keep: 1 }, { every: 6h, cron: "0 0 * * *", keep: 1 }]',
      ),
    ).toBe(
      [
        "config.conflict schedules.nightly has both schedules and keep | say keep in each of the schedules",
        'config.cron schedules.nightly: cron "0 0 1 * 1": it restricts both the day of the month and the weekday, which every program understands differently | put * into one of them',
        'config.missing-field schedules.nightly needs cron or every | add cron: "15 2 * * *" or every: 24h',
        "config.conflict schedules.nightly has both cron and every | keep one of them",
      ].join("\n"),
    );
    expect(await problem("schedules: [{ every: 6h, keep: 1 }, { every: 360m, keep: 1 }]")).toBe(
      "config.conflict schedules.nightly has this schedule twice | keep one of them",
    );
    expect(await problem("volumes: [dta], every: 6h, keep: 1")).toBe(
      "config.unknown-reference schedules.nightly.volumes: vms.edge declares no volume dta | declare it: volumes: { dta: { existing: ID } }",
    );
    expect(await problem('nameTemplate: "a {date}", every: 6h, keep: 1')).toContain(
      "is not valid here | expected: text with {volume_id}",
    );
    expect(await problem("days: [mon], keep: 1")).toContain(
      "provider.unsupported schedules.nightly.days: gcore cannot do this | say it as cron",
    );
    expect(await problem("every: 90s, keep: 1, timezone: Mars/X")).toBe(
      [
        "config.out-of-range schedules.nightly.every (90s) is too small: at least 1h",
        "config.conflict schedules.nightly: timezone has a meaning only with cron | remove it",
        'config.invalid-value schedules.nightly: there is no time zone "Mars/X" | say for example Europe/Luxembourg or UTC',
      ].join("\n"),
    );
  });
});
