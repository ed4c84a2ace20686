// Loads a configuration from texts in memory, and writes what came out as text that a person would write in a test.

import { type LoadOptions, type LoadResult, loadConfiguration } from "../../../src/config/load-configuration.ts";
import type { ConfigurationIo } from "../../../src/config/text/configuration-io.ts";
import { nodeConfigurationIo } from "../../../src/config/text/node-configuration-io.ts";
import { parseAddress } from "../../../src/core/address.ts";
import type { Configuration, Desired } from "../../../src/core/desired.ts";
import type { Diagnostic } from "../../../src/core/diagnostic.ts";
import { checkGcoreDesired } from "../../../src/providers/gcore/check-desired.ts";
import { checkServeroidDesired } from "../../../src/providers/serveroid/check-desired.ts";
import { checkZomroDesired } from "../../../src/providers/zomro/check-desired.ts";

const FOLDER = "/stack";
export const KEY_TEXT = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFAl1xHGd5pCIHZkRNiQ3X6WnQuLwh2+7ERnuO7Ckq5Q ops@host";

export type Texts = Readonly<Record<string, string | Uint8Array>>;

/** Files by path, relative to the folder; commands by their first word. */
export function buildMemoryIo(texts: Texts, commands: Readonly<Record<string, string>> = {}): ConfigurationIo {
  const files = new Map(
    Object.entries(texts).map(([path, text]) => [
      nodeConfigurationIo.resolvePath(FOLDER, path),
      typeof text === "string" ? new TextEncoder().encode(text) : text,
    ]),
  );
  const isFolder = (path: string): boolean => [...files.keys()].some((file) => file.startsWith(`${path}/`));
  const missing = (): never => {
    throw new Error("there is no such file");
  };
  return {
    ...nodeConfigurationIo,
    readFile: async (path, limit) => (files.get(path) ?? missing()).subarray(0, limit),
    kindOf: async (path) => (files.has(path) ? "file" : isFolder(path) || path === FOLDER ? "folder" : undefined),
    listFolder: async (path) => [
      ...new Set(
        [...files.keys()]
          .filter((file) => file.startsWith(`${path}/`))
          .map((file) => file.slice(path.length + 1).split("/")[0] ?? ""),
      ),
    ],
    realPath: async (path) => (files.has(path) || isFolder(path) || path === FOLDER ? path : missing()),
    runCommand: async (command, args) => commands[[command, ...args].join(" ")] ?? missing(),
    describeError: (error) => (error instanceof Error ? error.message : String(error)),
  };
}

export type Setup = Partial<Omit<LoadOptions, "io">> & { readonly commands?: Readonly<Record<string, string>> };

export function load(texts: string | Texts, setup: Setup = {}): Promise<LoadResult> {
  const { commands, ...options } = setup;
  const files = typeof texts === "string" ? { "trueup.yaml": texts, "ops.pub": `${KEY_TEXT}\n` } : texts;
  return loadConfiguration({
    files: [],
    cwd: FOLDER,
    mode: "plan",
    env: {},
    checks: { serveroid: checkServeroidDesired, zomro: checkZomroDesired, gcore: checkGcoreDesired },
    ...options,
    io: buildMemoryIo(files, commands),
  });
}

/** `error config.unknown-field 5:3 vms.web has no field memori | did you mean memory?` */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(({ severity, code, range, summary, fix }) => {
      const at = range === undefined ? "-" : `${range.start.line}:${range.start.column}`;
      return `${severity} ${code} ${at} ${summary}${fix === undefined ? "" : ` | ${fix}`}`;
    })
    .join("\n");
}

export async function problemsOf(texts: string | Texts, setup: Setup = {}): Promise<string> {
  return formatDiagnostics((await load(texts, setup)).diagnostics);
}

/** The configuration; fails with the problems when there is none. */
export async function configurationOf(texts: string | Texts, setup: Setup = {}): Promise<Configuration> {
  const result = await load(texts, setup);
  if (result.configuration === undefined) throw new Error(formatDiagnostics(result.diagnostics));
  return result.configuration;
}

export async function resourceOf(texts: string | Texts, address: string, setup: Setup = {}): Promise<Desired> {
  const configuration = await configurationOf(texts, setup);
  const found = configuration.resources.find((resource) => resource.address === address);
  if (found === undefined || parseAddress(address) === undefined) {
    throw new Error(
      `no ${address}; there are ${configuration.resources.map((resource) => resource.address).join(" ")}`,
    );
  }
  return found;
}

const HEAD = `version: 1
stack: shop-prod
providers: { serveroid: {}, serveroid.backup: {}, zomro: {}, gcore: { project: 1, region: 2 } }
`;

/** A configuration with every provider and the given sections; the sections begin in line 4. */
export function withHead(sections: string): string {
  return HEAD + sections.replace(/^\n/, "");
}
