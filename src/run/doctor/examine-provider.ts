// One provider entry: its credentials, each list that a plan reads, quotas, the clock, the answers' time, and what is on the
// way. Only reads.

import type { ResourceType } from "../../core/address.ts";
import { comparableText } from "../../core/comparable-text.ts";
import type { Desired } from "../../core/desired.ts";
import { type Judgement, judgeOk, judgeProblem, judgeSkipped, judgeWarning } from "../../core/finding.ts";
import type { Account, Observed } from "../../core/observed.ts";
import type { Provider } from "../../core/provider.ts";
import type { ConnectionReading } from "../../core/provider-figures.ts";
import { type CheckContext, runCheck } from "./check.ts";
import { judgeCatalogue, judgeLists } from "./judge-lists.ts";
import { formatCount, formatSpan } from "./spans.ts";

export interface ProviderToExamine {
  readonly id: string;
  /** Without user and password. */
  readonly endpoint: string;
  /** By which `HOST:PORT` its requests go, and which variable says so. */
  readonly proxy: { readonly variable: string; readonly shown: string } | undefined;
  /** What is wrong before anything is asked; then there is no provider. */
  readonly unfit: readonly Judgement[];
  readonly provider?: Provider;
  /** Kinds that are declared at it. */
  readonly declared: ReadonlySet<ResourceType>;
  /** What is declared to be made there. */
  readonly named?: readonly Pick<Desired, "address" | "type" | "name">[];
}

const CLOCK_WARNING_MS = 30_000;
const CLOCK_PROBLEM_MS = 5 * 60_000;
const NEARLY = 0.9;

export interface ExaminedProvider {
  readonly judgements: readonly Judgement[];
  /** Where it could be read. */
  readonly account?: Account;
  /** Declared to be made, and there already. */
  readonly made?: readonly string[];
}

export async function examineProvider(entry: ProviderToExamine, context: CheckContext): Promise<ExaminedProvider> {
  const { id, provider, unfit } = entry;
  if (provider === undefined)
    return { judgements: [...unfit, ...skipAll("without credentials and settings that fit")] };
  if (context.isOffline)
    return { judgements: [...unfit, judgeSkipped("doctor.credentials", "there, not tried: --offline")] };
  let account: Account | undefined;
  const credentials = await runCheck("doctor.credentials", id, context, async (signal) => {
    account = await provider.identify({ signal });
    const { label, simulator } = account;
    const at = simulator === undefined ? "" : `, at a simulator, not the provider (${simulator})`;
    return [judgeOk("doctor.credentials", `${label}${at}`)];
  });
  if (account === undefined) {
    const skipped = READS.map((code) => judgeSkipped(code, "the account could not be read"));
    return { judgements: [...unfit, ...credentials, ...skipped, ...judgeWay(entry)] };
  }
  const made: string[] = [];
  const note = (found: readonly Observed[]) => made.push(...listMade(entry.named ?? [], found));
  const [lists, catalogue, quotas] = await Promise.all([
    runCheck("doctor.lists", `${id} lists`, context, () => judgeLists(provider, entry.declared, context, note)),
    runCheck("doctor.catalogue", `${id} catalogue`, context, () => judgeCatalogue(provider, context)),
    runCheck("doctor.quotas", `${id} quotas`, context, (signal) => judgeQuotas(provider, signal)),
  ]);
  const judgements = [...unfit, ...credentials, ...lists, ...catalogue, ...quotas, ...judgeWay(entry)];
  return { judgements, account, made };
}

function listMade(named: NonNullable<ProviderToExamine["named"]>, found: readonly Observed[]): string[] {
  const names = new Map(named.map(({ address, type, name }) => [`${type} ${comparableText(name)}`, address]));
  return found.flatMap(({ owned, type, name, remoteId }) => {
    const address = owned ? names.get(`${type} ${comparableText(name)}`) : undefined;
    return address === undefined ? [] : [`${address}: ${name} (${remoteId})`];
  });
}

const READS = ["doctor.lists", "doctor.catalogue", "doctor.quotas"];

const skipAll = (why: string): Judgement[] =>
  [...READS, "doctor.clock", "doctor.answers", "doctor.way"].map((code) => judgeSkipped(code, why));

async function judgeQuotas(provider: Provider, signal: AbortSignal): Promise<readonly Judgement[]> {
  if (provider.quotas === undefined) return [judgeSkipped("doctor.quotas", "the API does not tell them")];
  const quotas = await provider.quotas({ signal });
  const facts = Object.fromEntries(quotas.map(({ name, used, limit }) => [name, { used, limit }]));
  const short = quotas.filter(({ used, limit }) => used >= NEARLY * limit);
  if (short.length === 0) return [judgeOk("doctor.quotas", `${quotas.length} quotas, none nearly used up`, { facts })];
  return [
    judgeWarning("doctor.quotas", `${short.length} of ${quotas.length} quotas are nearly used up`, {
      details: short.map(({ name, used, limit }) => `${name}: ${used} of ${limit}`),
      fixes: ["ask the provider to raise them before more is declared, or delete what is not needed"],
      facts,
    }),
  ];
}

/** What the answers have told by now, also of a refusal. */
function judgeWay(entry: ProviderToExamine): Judgement[] {
  const reading = entry.provider?.connection?.();
  if (reading === undefined || reading.answers === 0)
    return [
      judgeSkipped("doctor.clock", "no answer came"),
      judgeSkipped("doctor.answers", "no answer came"),
      judgeIntermediaries(entry),
    ];
  return [judgeClock(reading), judgeAnswers(entry, reading), judgeIntermediaries(entry)];
}

export function judgeClock({ clock }: ConnectionReading): Judgement {
  if (clock === undefined) return judgeSkipped("doctor.clock", "no answer told the time");
  const { aheadMs, withinMs } = clock;
  const facts = { aheadMs, withinMs };
  const off = Math.abs(aheadMs) - withinMs;
  const shown = formatSpan(Math.abs(aheadMs));
  if (off < CLOCK_WARNING_MS) {
    const summary = off <= 0 ? `as the provider's (within ${formatSpan(withinMs)})` : `${shown} off`;
    return judgeOk("doctor.clock", summary, { facts });
  }
  const summary = `this clock is ${shown} ${aheadMs > 0 ? "ahead of" : "behind"} the provider's`;
  const fixes = ["set the clock of this machine by the network (NTP), then run it again"];
  return off < CLOCK_PROBLEM_MS
    ? judgeWarning("doctor.clock", summary, { fixes, facts })
    : judgeProblem("doctor.clock", summary, { fixes, facts });
}

function judgeAnswers({ provider }: ProviderToExamine, { answers, slowestMs }: ConnectionReading): Judgement {
  const limitMs = provider?.settings.requestTimeoutMs ?? Number.POSITIVE_INFINITY;
  const facts = { answers, slowestMs, requestTimeoutMs: limitMs };
  const summary = `${formatCount(answers, "answer")}, the slowest in ${slowestMs < 1000 ? `${slowestMs} ms` : formatSpan(slowestMs)}`;
  if (slowestMs <= limitMs / 2) return judgeOk("doctor.answers", summary, { facts });
  return judgeWarning("doctor.answers", `${summary}: more than half of requestTimeout (${formatSpan(limitMs)})`, {
    fixes: [`raise requestTimeout in providers.${provider?.id ?? ""}; it must stay below three quarters of the lease`],
    facts,
  });
}

function judgeIntermediaries({ provider, proxy, endpoint }: ProviderToExamine): Judgement {
  const marks = provider?.intermediaries.marks() ?? [];
  const cached = provider?.intermediaries.cachedBecause();
  const way =
    proxy === undefined ? `directly to ${endpoint}` : `to ${endpoint} by the proxy ${proxy.shown} (${proxy.variable})`;
  const facts = { endpoint, proxy: proxy?.shown ?? null, marks: [...marks], cached: cached ?? null };
  const fix =
    "let the provider's host be reached directly (NO_PROXY), or by a proxy that only passes TLS on: docs/proxies.md";
  if (cached !== undefined)
    return judgeProblem("doctor.way", `${way}; ${cached}`, { details: listMarks(marks), fixes: [fix], facts });
  if (marks.length === 0)
    return judgeOk("doctor.way", `${way}; no other program on the way has told of itself`, { facts });
  const summary = `${way}; programs on the way can read the requests`;
  if (provider?.changesByGet !== true) return judgeOk("doctor.way", summary, { details: listMarks(marks), facts });
  return judgeWarning("doctor.way", `${summary}, and may send a change twice`, {
    details: listMarks(marks),
    fixes: [fix],
    facts,
  });
}

const listMarks = (marks: readonly string[]): string[] => marks.map((mark) => `seen: ${mark}`);
