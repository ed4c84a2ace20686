// Whether the key may read each list that a plan needs: those of the account, those of a machine, and what is chosen from. What
// a restricted key may not do is told by what is refused; that it may change something is never tried.
import type { ResourceType } from "../../core/address.ts";
import { type Judgement, judgeOk, judgeProblem, judgeWarning } from "../../core/finding.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { ObserveScope, Provider } from "../../core/provider.ts";
import { type CheckContext, explainFailure, within } from "./check.ts";
import { formatCount, joinWords } from "./spans.ts";

interface Read {
  readonly name: string;
  readonly isNeeded: boolean;
  readonly ms: number;
  readonly rows?: number;
  readonly error?: unknown;
}

const WORDS: Readonly<Record<ResourceType, string>> = {
  vm: "machines",
  key: "keys",
  snapshot: "snapshots",
  schedule: "schedules",
  volume: "volumes",
  interface: "interfaces",
  floatingIp: "floating addresses",
};

export async function judgeLists(
  provider: Provider,
  declared: ReadonlySet<ResourceType>,
  context: CheckContext,
  note: (found: readonly Observed[]) => void = () => undefined,
): Promise<readonly Judgement[]> {
  const types = Object.keys(provider.rules) as ResourceType[];
  // Read by every plan; the others where something of theirs is declared or on record.
  const always = types.filter((type) => type === "vm" || type === "key" || provider.rules[type]?.bulk === true);
  const ofMachines = types.filter((type) => !always.includes(type));
  let machine: Observed | undefined;
  const first = await Promise.all(
    always.map((type) =>
      timeRead(WORDS[type], true, context, async (signal) => {
        const found = await collect(provider, { types: [type] }, signal);
        if (type === "vm") machine = found.find(({ owned }) => owned);
        note(found);
        return found.length;
      }),
    ),
  );
  const parent = machine;
  const second =
    parent === undefined
      ? []
      : await Promise.all(
          ofMachines.map((type) =>
            timeRead(WORDS[type], declared.has(type), context, async (signal) => {
              return (await collect(provider, { types: [type], parents: [parent.remoteId] }, signal)).length;
            }),
          ),
        );
  const notAsked = parent === undefined ? ofMachines.map((type) => WORDS[type]) : [];
  return [judgeReads("doctor.lists", [...first, ...second], context, notAsked)];
}

export async function judgeCatalogue(provider: Provider, context: CheckContext): Promise<readonly Judgement[]> {
  const reads = await Promise.all(
    provider.catalogKinds.map((kind) =>
      timeRead(kind, false, context, async (signal) => {
        const tables = await provider.catalog(kind, { signal });
        return tables.reduce((sum, table) => sum + table.rows.length, 0);
      }),
    ),
  );
  return [judgeReads("doctor.catalogue", reads, context, [])];
}

async function collect(provider: Provider, scope: ObserveScope, signal: AbortSignal): Promise<Observed[]> {
  const found: Observed[] = [];
  for await (const object of provider.observe(scope, { signal })) found.push(object);
  return found;
}

async function timeRead(
  name: string,
  isNeeded: boolean,
  context: CheckContext,
  read: (signal: AbortSignal) => Promise<number>,
): Promise<Read> {
  const { clock, timeoutMs } = context;
  const startedAt = clock.monotonic();
  const told = (): Pick<Read, "name" | "isNeeded" | "ms"> => ({
    name,
    isNeeded,
    ms: Math.round(clock.monotonic() - startedAt),
  });
  try {
    // A little less than the whole check may take, so that what else it has found is told.
    const rows = await within({ clock, timeoutMs: timeoutMs * 0.45 }, read);
    return { ...told(), rows };
  } catch (error) {
    return { ...told(), error };
  }
}

function judgeReads(
  code: string,
  reads: readonly Read[],
  context: CheckContext,
  notAsked: readonly string[],
): Judgement {
  const failed = reads.filter(({ rows }) => rows === undefined);
  const answered = reads.filter(({ rows }) => rows !== undefined);
  const asked =
    notAsked.length === 0 ? [] : [`${joinWords(notAsked)}: not asked: there is no machine of this account to ask of`];
  const facts = Object.fromEntries(
    reads.map(({ name, rows, ms }): [string, JsonObject] => [
      name,
      { rows: rows ?? null, ms, answered: rows !== undefined },
    ]),
  );
  const counted = answered.map(({ name, rows = 0 }) => `${name} (${rows})`);
  if (failed.length === 0) return judgeOk(code, `all answer: ${counted.join(", ")}`, { details: asked, facts });
  const explained = failed.map(({ error }) => explainFailure(error, context));
  const details = failed.map(({ name }, index) => `${name}: ${explained[index]?.summary ?? ""}`);
  const fixes = [...new Set([...explained.flatMap((one) => one.fixes), sayRight(failed)])];
  const more = { details: [...details, ...asked], fixes, facts };
  const summary = `${formatCount(failed.length, "list")} of ${reads.length} cannot be read`;
  return failed.some(({ isNeeded }) => isNeeded)
    ? judgeProblem(code, summary, more)
    : judgeWarning(code, summary, more);
}

function sayRight(failed: readonly Read[]): string {
  const names = joinWords(failed.map(({ name }) => name));
  const what = failed.some(({ isNeeded }) => isNeeded)
    ? "every plan fails without"
    : "what is made of them cannot be planned without";
  return `if the key is restricted, let it read ${names}: ${what}`;
}
