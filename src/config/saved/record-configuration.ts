// What was loaded, as a record that a saved plan keeps: secrets are left out, with where they come from and a digest. Pure but
// for the digests.
import type { ConfigurationRecord, RecordedSecret } from "../../core/configuration-record.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { readPublicEnv } from "../settings/build-state.ts";
import type { Located, LocatedMap, LocatedScalar } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import type { LookedUp } from "../values/load-references.ts";
import type { Looked } from "../values/scope.ts";
import { findSecretParts, type SecretParts } from "./find-secret-parts.ts";
import { listUses, type Uses } from "./list-uses.ts";
import { measureLines, recordTree } from "./record-tree.ts";

/** What a configuration was built of. */
export interface Loaded {
  readonly root: LocatedMap;
  readonly looked: LookedUp;
  readonly overrides: ReadonlyMap<string, string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly files: readonly string[];
  /** Where they lie, from the working folder. */
  readonly from: string;
}

export interface RecordHow {
  /** Whether a secret occurs in a text, in any form. */
  readonly hasSecret: (text: string) => boolean;
  /** Secrets that are too short to be looked for in texts. */
  readonly short: ReadonlySet<string>;
  readonly digest: (value: string) => Promise<string>;
}

interface LeftOut extends Omit<RecordedSecret, "digest"> {
  readonly value: string;
  readonly isCredential: boolean;
}

export async function recordConfiguration(
  loaded: Loaded,
  how: RecordHow,
): Promise<{ readonly record: ConfigurationRecord; readonly diagnostics: readonly Diagnostic[] }> {
  const { root, overrides, files, from } = loaded;
  const overridden = new Set(overrides.keys());
  const textAt = (path: string): string | undefined => textOf(loaded.looked.files.get(path));
  const uses = listUses(root, overridden, textAt);
  const parts = findSecretParts(root, overridden, textAt);
  const leftOut: LeftOut[] = [];
  const { tree, sources } = recordTree(root, (scalar, path) => {
    // Nothing reads it.
    if (path[0] === "vars" && overridden.has(path[1] ?? "")) return "blank";
    if (!isCut(scalar, path, { ...how, parts })) return undefined;
    const value = scalar.text;
    return leftOut.push({ kind: "yaml", name: path.join("."), path, value, isCredential: isReach(path, uses) }) - 1;
  });
  const env = recordEnv(loaded, uses, how, leftOut);
  const keeping = { uses, how, leftOut, parts };
  const texts = recordTexts(loaded, keeping);
  const variables = keep("var", overrides, keeping);
  const secrets = await Promise.all(
    leftOut.map(async ({ value, isCredential, ...secret }) =>
      isCredential ? secret : { ...secret, digest: await how.digest(value) },
    ),
  );
  const record = { sources: sources.map(measureLines), tree, texts, variables, env, secrets, files, folder: from };
  return { record, diagnostics: refuseKeys(root, how) };
}

/** What stands literally where a secret belongs, and what holds one by its text. */
function isCut(
  scalar: LocatedScalar,
  path: readonly string[],
  { hasSecret, short, parts }: RecordHow & { readonly parts: SecretParts },
): boolean {
  const { text, value } = scalar;
  if (value === null || text === "") return false;
  return parts.scalars.has(scalar) || hasSecret(text) || (path[0] === "vars" && short.has(text));
}

/** Of how the providers and the state are reached. */
function isReach([section = "", name = "", field = ""]: readonly string[], uses: Uses): boolean {
  if (section === "vars") return uses.var.get(name) !== false;
  return section === "state" || (section === "providers" && field !== "defaults");
}

/** Credentials are taken from wherever the plan is applied, and so is all that only they are made of. */
function recordEnv(
  { root, env }: Loaded,
  uses: Uses,
  { hasSecret }: RecordHow,
  leftOut: LeftOut[],
): Record<string, string | null> {
  const publicEnv = readPublicEnv(root);
  const kept: Record<string, string | null> = {};
  for (const [name, isCredential] of uses.env) {
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (isCredential) leftOut.push({ kind: "env", name, value: "", isCredential });
    else if (value === undefined || value === "") kept[name] = value ?? null;
    else if (publicEnv.has(name) && !hasSecret(value)) kept[name] = value;
    else leftOut.push({ kind: "env", name, value, isCredential });
  }
  return kept;
}

function recordTexts({ looked }: Loaded, keeping: Keeping): Readonly<Record<string, string>> {
  const { uses, leftOut } = keeping;
  for (const [name, found] of looked.commands) {
    const isCredential = uses.exec.get(name) !== false;
    if ("text" in found) leftOut.push({ kind: "exec", name, value: found.text, isCredential });
  }
  const texts = [...looked.files].flatMap(([path, found]) => {
    const text = textOf(found);
    return text === undefined ? [] : [[path, text] as const];
  });
  return keep("file", texts, keeping);
}

export function textOf(found: Looked | undefined): string | undefined {
  return found !== undefined && "text" in found ? found.text : undefined;
}

interface Keeping {
  readonly uses: Uses;
  readonly how: RecordHow;
  readonly leftOut: LeftOut[];
  readonly parts: SecretParts;
}

/** Those that hold no secret and are no part of one. */
function keep(
  kind: "file" | "var",
  values: Iterable<readonly [string, string]>,
  { uses, how, leftOut, parts }: Keeping,
): Readonly<Record<string, string>> {
  const kept: [string, string][] = [];
  for (const [name, value] of values) {
    const isPart = value !== "" && parts[kind === "var" ? "vars" : "files"].has(name);
    if (!isPart && !how.hasSecret(value) && !how.short.has(value)) kept.push([name, value]);
    else leftOut.push({ kind, name, value, isCredential: uses[kind].get(name) !== false });
  }
  return Object.fromEntries(kept);
}

/** A name cannot be left out. */
function refuseKeys(root: LocatedMap, { hasSecret }: RecordHow): Diagnostic[] {
  const found: Diagnostic[] = [];
  const seen = new Set<Located>();
  const visit = (node: Located): void => {
    if (node.kind === "scalar" || seen.has(node)) return;
    seen.add(node);
    if (node.kind === "list") for (const item of node.items) visit(item);
    else
      for (const [key, { keySpan, value }] of node.entries) {
        if (hasSecret(key))
          found.push(
            buildError("plan.secret-in-name", "a name in the configuration is the value of a secret", {
              range: buildRange(keySpan),
              detail: "A saved plan holds the names, and never a secret.",
              fix: "list the variable in policy.publicEnv if its value may be shown",
            }),
          );
        visit(value);
      }
  };
  visit(root);
  return found;
}
