// A recorded configuration with the secrets of here: each is looked up where the record says, and compared with its digest.
import { type ConfigurationRecord, formatSecret, type RecordedSecret } from "../../core/configuration-record.ts";
import { buildError, type Diagnostic, hasErrors } from "../../core/diagnostic.ts";
import type { Origins } from "../load-configuration.ts";
import { loadSources } from "../text/load-sources.ts";
import { childOf, type Located, type LocatedScalar } from "../text/located.ts";
import { mergeDocuments } from "../text/merge-documents.ts";
import { parseYaml } from "../text/parse-yaml.ts";
import { loadNamed } from "../values/load-references.ts";
import { loadVariables } from "../values/load-variables.ts";
import type { Looked } from "../values/scope.ts";
import { type Loaded, textOf } from "./record-configuration.ts";
import { restoreTree } from "./restore-tree.ts";

/** `files`: where secrets that stand in files are looked for. */
export interface RestoreOptions extends Origins {
  readonly digest: (value: string) => Promise<string>;
  /** Nothing is made or changed: what is not at hand is done without. */
  readonly isLenient?: boolean;
}

export interface Restored {
  /** Absent where there is an error. */
  readonly loaded?: Loaded;
  /** Where relative paths start, absolute. */
  readonly folder: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Secrets with another value than the plan was made with. */
  readonly changed: readonly RecordedSecret[];
}

export async function restoreConfiguration(record: ConfigurationRecord, options: RestoreOptions): Promise<Restored> {
  const written = await readWritten(record, options);
  const { folder } = written;
  const { diagnostics, values, looked, env, overrides } = await findSecrets(record, options, written);
  if (hasErrors(diagnostics)) return { diagnostics, folder, changed: [] };
  const changed = options.isLenient === true ? [] : await listChanged(record.secrets, values, options.digest);
  const root = restoreTree(record, (number) => {
    const secret = record.secrets[number];
    return secret === undefined ? undefined : (scalarOf(values.get(secret)) ?? NOT_AT_HAND);
  });
  const { files, folder: from } = record;
  return { loaded: { root, looked, overrides, env, files, from }, folder, diagnostics, changed };
}

const NOT_AT_HAND = { value: "", text: "", unknown: true };

type Values = ReadonlyMap<RecordedSecret, string | LocatedScalar>;

const scalarOf = (value: string | LocatedScalar | undefined): Pick<LocatedScalar, "value" | "text"> | undefined =>
  typeof value === "string" ? { value, text: value } : value;

interface Found extends Pick<Loaded, "looked" | "env" | "overrides"> {
  readonly values: Values;
  readonly diagnostics: readonly Diagnostic[];
}

async function findSecrets(record: ConfigurationRecord, options: RestoreOptions, written: Written): Promise<Found> {
  const diagnostics: Diagnostic[] = [];
  const values = new Map<RecordedSecret, string | LocatedScalar>();
  const named = (kind: RecordedSecret["kind"]) => record.secrets.filter((secret) => secret.kind === kind);
  const take = (secret: RecordedSecret, value: string | LocatedScalar | undefined, why?: string): void => {
    if (value !== undefined) values.set(secret, value);
    // How a provider is reached is told where it is needed; a default may do.
    else if (options.isLenient !== true && secret.digest !== undefined) diagnostics.push(describeMissing(secret, why));
  };
  const given = await loadVariables(options, diagnostics);
  for (const secret of named("var")) take(secret, given.get(secret.name));
  for (const secret of named("env")) take(secret, options.env[secret.name]);
  const looked = await lookUp(record, options, written.folder);
  for (const kind of ["file", "exec"] as const)
    for (const secret of named(kind)) {
      const item = looked[kind === "file" ? "files" : "commands"].get(secret.name);
      take(secret, textOf(item), item !== undefined && "problem" in item ? item.problem : undefined);
    }
  for (const secret of named("yaml")) {
    const node = (secret.path ?? []).reduce<Located | undefined>(childOf, written.root);
    const isDispensable = options.isLenient === true && secret.digest !== undefined;
    if (node?.kind === "scalar") values.set(secret, node);
    else if (!isDispensable) diagnostics.push(describeMissing(secret, written.problem));
  }
  return {
    diagnostics,
    values,
    looked,
    env: { ...options.env, ...withoutNull(record.env) },
    overrides: new Map([
      ...Object.entries(record.variables),
      ...named("var").flatMap(({ name }) => {
        const value = given.get(name);
        return value === undefined ? [] : [[name, value] as const];
      }),
    ]),
  };
}

function withoutNull(env: ConfigurationRecord["env"]): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value ?? undefined]));
}

/** What the record holds goes before what a file says by now. */
async function lookUp(
  { secrets, texts }: ConfigurationRecord,
  options: RestoreOptions,
  folder: string,
): Promise<Loaded["looked"]> {
  const { io, cwd, fileRoot, allowExec = false } = options;
  const names = (kind: RecordedSecret["kind"]) => secrets.flatMap((one) => (one.kind === kind ? [one.name] : []));
  const found = await loadNamed(names("file"), names("exec"), {
    io,
    folder,
    fileRoot: fileRoot === undefined ? undefined : io.resolvePath(cwd, fileRoot),
    allowExec,
    mode: "plan",
  });
  const kept = Object.entries(texts).map(([path, text]): [string, Looked] => [path, { text }]);
  return { ...found, files: new Map([...found.files, ...kept]) };
}

interface Written {
  readonly root: Located | undefined;
  /** Why it does not tell. */
  readonly problem?: string;
  readonly folder: string;
}

/** The configuration's own files, where they are at hand; what else they say by now is not the plan's. */
async function readWritten(record: ConfigurationRecord, { io, cwd, files }: RestoreOptions): Promise<Written> {
  const former = io.resolvePath(cwd, record.folder);
  const isThere = (await io.kindOf(former).catch(() => undefined)) === "folder";
  const names = record.files.map((name) => io.resolvePath(former, name));
  const loaded = await loadSources(io, cwd, files.length > 0 || !isThere ? files : names);
  if (hasErrors(loaded.diagnostics)) return { root: undefined, folder: isThere ? former : cwd };
  let tokens = 0;
  const problems: string[] = [];
  const documents = loaded.sources.flatMap((source) => {
    const parsed = parseYaml(source, tokens);
    tokens = parsed.tokens;
    if (hasErrors(parsed.diagnostics)) problems.push(`${source.name} is no YAML that can be read: trueup validate`);
    return parsed.documents;
  });
  const [problem] = problems;
  return {
    root: mergeDocuments(documents).root,
    folder: files.length > 0 ? loaded.folder : isThere ? former : cwd,
    ...(problem === undefined ? {} : { problem }),
  };
}

function describeMissing(secret: RecordedSecret, why?: string): Diagnostic {
  const { kind, name } = secret;
  const fix: Readonly<Record<RecordedSecret["kind"], string>> = {
    env: `set it (export ${name}=…)`,
    exec: "pass --allow-exec, where its command works",
    file: "apply the plan in the configuration's folder: -C FOLDER",
    var: `pass it again: --var ${name}=…`,
    yaml: "apply the plan where the configuration's files are (-C FOLDER, -f FILE); a secret that comes from ${env:NAME} needs no file",
  };
  return buildError("plan.secret-missing", `the plan needs a secret that is not here: ${formatSecret(secret)}`, {
    detail: why ?? "A saved plan holds no secrets, only where they come from.",
    fix: fix[kind],
  });
}

async function listChanged(
  secrets: readonly RecordedSecret[],
  values: Values,
  digest: (value: string) => Promise<string>,
): Promise<readonly RecordedSecret[]> {
  const compared = secrets.map(async (secret) => {
    const text = scalarOf(values.get(secret))?.text;
    const isSame = secret.digest === undefined || (text !== undefined && (await digest(text)) === secret.digest);
    return isSame ? [] : [secret];
  });
  return (await Promise.all(compared)).flat();
}
