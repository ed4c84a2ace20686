// Many stacks on one account, each with a machine of its own: made at once in one stack, then told apart. Simulator, HTTP,
// providers and planner are the real thing, on a virtual clock; states are in memory.
import { createProviders } from "../../src/compose/create-providers.ts";
import { expandResources } from "../../src/compose/expand-resources.ts";
import type { SharedAccounts } from "../../src/compose/shared-accounts.ts";
import { resourceOf } from "../../src/core/address.ts";
import type { Configuration } from "../../src/core/desired.ts";
import type { StateDocument } from "../../src/core/state-document.ts";
import type { StateBackend } from "../../src/core/state-port.ts";
import { createRedactor } from "../../src/http/redactor.ts";
import type { Stack } from "../../src/run/stack.ts";
import { type Fleet, startFleet } from "./fleet.ts";
import { loadText, type Vendor } from "./import-account.ts";

export interface ManyStacks {
  readonly fleet: Fleet;
  readonly count: number;
  /** The machine of a stack: `vms.web[7]`. */
  addressOf(index: number): string;
  /** `all`: one stack that holds all of the machines. */
  open(index: number | "all", accounts?: SharedAccounts): Stack & { close(): Promise<void> };
  stop(): Promise<void>;
}

const MACHINES: Readonly<Record<Vendor, string>> = {
  serveroid: `
    provider: serveroid
    image: { name: UBUNTU, bitness: 64, description: Ubuntu 14.04 }
    tariff: Облачный 1024
    password: Passw0rdAbc`,
  zomro: `
    provider: zomro
    allowOrder: true
    tariff: Cloud Small
    period: daily
    password: Passw0rdAbc
    datacenter: Netherlands-2
    image: Debian 12
    power: "on"`,
  gcore: `
    provider: gcore
    flavor: g2-standard-2-4
    volumes: { boot: { image: ubuntu-24.04-x64, size: 20GiB, boot: true } }
    interfaces: { public: { type: external } }`,
};

const HEADS: Readonly<Record<Vendor, string>> = {
  serveroid: "{ serveroid: { project: Проект 1 } }",
  zomro: "{ zomro: {} }",
  gcore: "{ gcore: { region: Luxembourg-2 } }",
};

/** What the simulator keeps of a machine. */
const KINDS: Readonly<Record<Vendor, readonly string[]>> = {
  serveroid: ["vms", "snapshots", "backups", "inside"],
  zomro: ["instances", "snapshots", "backups"],
  gcore: ["instances", "volumes", "ports"],
};

export async function startManyStacks(vendor: Vendor, count: number): Promise<ManyStacks> {
  const yaml = (machines: number): string =>
    `version: 1\nstack: shop\nproviders: ${HEADS[vendor]}\nvms:\n  web:\n    count: ${machines}${MACHINES[vendor]}\n`;
  const { account, document } = await makeMany(vendor, count, await loadText(yaml(1)));
  const whole = await loadText(yaml(count));
  const fleet = await startFleet({ vendor, seed: { [vendor]: account } });
  const { clock, sim } = fleet;
  const addressOf = (index: number): string => `vms.web[${index}]`;
  const open: ManyStacks["open"] = (index, accounts) => {
    const { providers, diagnostics } = createProviders({
      settings: whole.providers,
      env: sim.env,
      clock,
      redactor: createRedactor(),
      version: "0.0.0",
      inFlight: clock.inFlight,
      ...(accounts === undefined ? {} : { accounts }),
    });
    if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
    const own = index === "all" ? { configuration: whole, document } : pickOne(whole, document, addressOf(index));
    return {
      ...fleet.open(whole).stack,
      configuration: expandResources(own.configuration, providers),
      providers,
      backend: createReadOnlyBackend(own.document),
      close: async () => {
        await Promise.all([...providers.values()].map((provider) => provider.close()));
      },
    };
  };
  return { fleet, count, addressOf, open, stop: () => fleet.stop() };
}

type Rows = Record<string, unknown>;

/** One is made; its rows and records are repeated under other ids, names and addresses. */
async function makeMany(vendor: Vendor, count: number, one: Configuration) {
  const fleet = await startFleet({ vendor, ...(vendor === "serveroid" ? { project: PROJECT } : {}) });
  const before = fleet.sim.state(vendor) as Rows;
  const { results } = await fleet.apply(one);
  const account = fleet.sim.state(vendor) as Rows;
  const document = await fleet.state();
  await fleet.stop();
  if (document === undefined || results.some(({ outcome }) => outcome !== "done")) throw new Error("nothing was made");
  const made = KINDS[vendor].map((kind) => [kind, listMade(before[kind], account[kind])] as const);
  const ids = made.flatMap(([, rows]) => rows.map(([id]) => id));
  const template = JSON.stringify({ made, resources: document.resources });
  const resources = { ...document.resources };
  for (let index = 1; index < count; index++) {
    const copy = JSON.parse(renumber(template, [...new Set(ids)], index)) as {
      readonly made: typeof made;
      readonly resources: StateDocument["resources"];
    };
    Object.assign(resources, copy.resources);
    for (const [kind, rows] of copy.made) {
      const all = account[kind];
      if (Array.isArray(all)) all.push(...rows.map(([, row]) => row));
      else Object.assign(all as object, Object.fromEntries(rows));
    }
  }
  const { tasks: _tasks, operations: _operations, ...kept } = account;
  return { account: kept, document: { ...document, resources } };
}

const PROJECT = "10082";

function listMade(before: unknown, after: unknown): (readonly [id: string, row: unknown])[] {
  if (!Array.isArray(after))
    return Object.entries((after ?? {}) as Rows).filter(([id]) => (before as Rows)[id] === undefined);
  const known = new Set((before as unknown[]).map(idOf));
  return after.filter((row) => !known.has(idOf(row))).map((row) => [idOf(row), row] as const);
}

function idOf(row: unknown): string {
  const { id } = row as { readonly id: unknown };
  return String((id as { readonly $?: unknown } | null)?.$ ?? id);
}

function renumber(text: string, ids: readonly string[], index: number): string {
  let copy = text
    .replaceAll("web-0", `web-${index}`)
    .replaceAll("vms.web[0]", `vms.web[${index}]`)
    .replaceAll(/\b(198\.18|192\.0|203\.0)\.\d+\.\d+\b/g, `10.0.${index >> 8}.${index & 255}`);
  for (const id of ids) {
    const other = id.includes("-") ? index.toString(16).padStart(8, "0") + id.slice(8) : String(Number(id) + index);
    copy = copy.replaceAll(id, other);
  }
  return copy;
}

function pickOne(whole: Configuration, document: StateDocument, address: string) {
  const isOwn = (other: string): boolean => resourceOf(other) === address;
  return {
    configuration: { ...whole, resources: whole.resources.filter((desired) => isOwn(desired.address)) },
    document: {
      ...document,
      resources: Object.fromEntries(Object.entries(document.resources).filter(([other]) => isOwn(other))),
    },
  };
}

function createReadOnlyBackend(document: StateDocument): StateBackend {
  const refuse = async (): Promise<never> => {
    throw new Error("only read");
  };
  return {
    label: "memory",
    read: async () => document,
    create: refuse,
    acquire: refuse,
    holder: async () => undefined,
    unlock: refuse,
  };
}
