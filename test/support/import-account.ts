// An account of a simulator taken over as a user does it: written, loaded, planned, applied.
import { expect } from "vitest";
import { parse, stringify } from "yaml";
import { DESIRED_CHECKS } from "../../src/compose/desired-checks.ts";
import { expandResources } from "../../src/compose/expand-resources.ts";
import { loadConfiguration } from "../../src/config/load-configuration.ts";
import { nodeConfigurationIo } from "../../src/config/text/node-configuration-io.ts";
import type { WrittenAccount } from "../../src/core/described.ts";
import type { Configuration } from "../../src/core/desired.ts";
import type { Diagnostic } from "../../src/core/diagnostic.ts";
import type { StateDocument } from "../../src/core/state-document.ts";
import { readAccount } from "../../src/run/read-account.ts";
import { reviewAdoptions } from "../../src/run/review-adoptions.ts";
import { writeImport } from "../../src/run/write-import.ts";
import type { Fleet } from "./fleet.ts";
import { sampleConfiguration } from "./sample-desired.ts";

export type Vendor = "serveroid" | "zomro" | "gcore";

/** As `import --all` writes it into an empty folder, or beside what is declared already. */
export async function writeFleet(
  fleet: Fleet,
  vendor: Vendor,
  {
    yaml,
    ...own
  }: {
    readonly configuration?: Configuration;
    /** Of that configuration. */
    readonly yaml?: string;
    readonly document?: StateDocument | undefined;
  } = {},
): Promise<WrittenAccount> {
  const { stack, close } = fleet.open(own.configuration ?? sampleConfiguration([]));
  try {
    const provider = stack.providers.get(vendor);
    if (provider === undefined) throw new Error(vendor);
    const { account, description, known, objects } = await readAccount(provider, own, {});
    const { document } = own;
    const reviewed = { provider, account, objects, document, clock: fleet.clock };
    const { project, region } = account;
    return await writeImport({
      stack: "imported",
      provider: { id: vendor, vendor, label: account.label },
      ...(yaml === undefined
        ? { settings: { ...(project === undefined ? {} : { project }), ...(region === undefined ? {} : { region }) } }
        : {}),
      mayFold: own.configuration === undefined,
      description,
      declared: own.configuration?.resources ?? [],
      takenPresets: new Set(),
      known,
      check: async (text) => {
        const { configuration, diagnostics } = await load(yaml === undefined ? [text] : [yaml, text]);
        if (configuration === undefined) return { diagnostics };
        return { diagnostics, configuration: expandResources(configuration, stack.providers) };
      },
      review: (configuration, written) => reviewAdoptions(reviewed, configuration, written, {}),
    });
  } finally {
    await close();
  }
}

export async function loadText(...texts: readonly string[]): Promise<Configuration> {
  const { configuration, diagnostics } = await load(texts);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  if (configuration === undefined) throw new Error("no configuration");
  return configuration;
}

async function load(
  texts: readonly string[],
): Promise<{ readonly configuration?: Configuration; readonly diagnostics: readonly Diagnostic[] }> {
  const io = {
    ...nodeConfigurationIo,
    readFile: async (path: string) => new TextEncoder().encode(texts[Number(/\d+/.exec(path)?.[0])]),
    kindOf: async () => "file" as const,
    realPath: async (path: string) => path,
  };
  const origins = { files: texts.map((_text, index) => `/imported/${index}.yaml`), cwd: "/imported", env: {}, io };
  return loadConfiguration({ ...origins, mode: "plan", checks: DESIRED_CHECKS });
}

/** Every address under another name, with the one `moved` entry that says so. */
export function renameAll(text: string): string {
  const yaml = parse(text) as Record<string, Record<string, Record<string, unknown>>>;
  const rename = (name: unknown) => `x_${String(name).slice(String(name).length > LONGEST_KEY - 2 ? 2 : 0)}`;
  const renameIn = (block: Record<string, unknown>) => {
    const fields: Record<string, unknown> = { ...block };
    for (const field of ["keys", "vms"]) {
      const names = fields[field];
      if (Array.isArray(names)) fields[field] = names.map(rename);
    }
    if (fields["vm"] !== undefined) fields["vm"] = rename(fields["vm"]);
    return fields;
  };
  const renamed = Object.fromEntries(
    Object.entries(yaml).map(([section, value]) => {
      if (!["keys", "vms", "snapshots", "schedules"].includes(section)) return [section, value];
      return [
        section,
        Object.fromEntries(
          Object.entries(value).map(([name, block]) => [rename(name), { ...nameOf(name, block), ...renameIn(block) }]),
        ),
      ];
    }),
  );
  const namesakes = (yaml["import"] as unknown as { to: string; id: string }[] | undefined)?.map(({ to, id }) => ({
    to: to.replace(/^([a-z]+)\.([^.[]+)/, (_whole, section: string, name: string) => `${section}.${rename(name)}`),
    id,
  }));
  const { defaults, import: _done, ...rest } = renamed;
  return stringify({
    ...rest,
    ...(defaults === undefined ? {} : { defaults: renameDefaults(defaults, renameIn) }),
    // A key that is as long as one may be has no room for more: that one needs an entry of its own.
    moved: [
      { from: "*.*", to: "*.x_*" },
      ...listLong(yaml).map(([section, name]) => ({ from: `${section}.${name}`, to: `${section}.${rename(name)}` })),
    ],
    import: namesakes,
  });
}

const LONGEST_KEY = 63;

function listLong(yaml: Record<string, Record<string, unknown>>): [string, string][] {
  return ["keys", "vms", "snapshots", "schedules"].flatMap((section) =>
    Object.keys(yaml[section] ?? {})
      .filter((name) => name.length > LONGEST_KEY - 2)
      .map((name): [string, string] => [section, name]),
  );
}

/** At the provider it is called as before. */
function nameOf(name: string, { existing }: Record<string, unknown>): { readonly name?: string } {
  return existing === undefined ? { name } : {};
}

function renameDefaults(defaults: object, renameIn: (block: Record<string, unknown>) => object): object {
  return Object.fromEntries(
    Object.entries(defaults).map(([section, block]) => [section, renameIn(block as Record<string, unknown>)]),
  );
}
