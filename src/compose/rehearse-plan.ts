// A rehearsal: the stand-ins are given what a plan has read, and the plan is carried out there. Nothing is sent to a provider.
import type { ProviderSettings } from "../core/desired.ts";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError, ProviderError } from "../core/errors.ts";
import type { Prober } from "../core/prober.ts";
import type { Provider } from "../core/provider.ts";
import type { Rehearsal, RehearsedCall } from "../core/rehearsal.ts";
import { VENDORS } from "../generated/shapes.ts";
import type { RecordedExchange } from "../http/http-client-options.ts";
import { createRedactor } from "../http/redactor.ts";
import type { PlanEnd } from "../run/plan.ts";
import { rehearse } from "../run/rehearse.ts";
import type { RunningSimulators } from "../simulators/start-simulators.ts";
import { createProviders } from "./create-providers.ts";
import type { OpenedStack } from "./open-stack.ts";
import { createRehearsalClock, type RehearsalClock } from "./rehearsal-clock.ts";
import { VERSION } from "./version.ts";

/** What was read, by provider entry. */
export type Recordings = ReadonlyMap<string, readonly RecordedExchange[]>;

/** Nothing runs on a stand-in's machines that could be asked. */
const PASSING: Prober = { mayRunCommands: true, probe: async () => ({ isWell: true, said: "not asked" }) };

/** Ids are one vendor's, not one account's: what two stand-ins make, and what is there, must not look like one object. */
const ID_STEP = 1_000_000;

interface StandIn {
  readonly provider: Provider;
  readonly simulators: RunningSimulators;
}

/** Throws `DiagnosticsError` where the stand-ins cannot take what was read. */
export async function rehearsePlan(
  stack: OpenedStack,
  end: PlanEnd,
  recordings: Recordings,
  signal?: AbortSignal,
): Promise<Rehearsal> {
  await completeRecordings(stack, end, signal);
  const clock = createRehearsalClock(stack.clock.now());
  const standIns = new Map<string, StandIn>();
  try {
    for (const settings of stack.configuration.providers) {
      const recording = recordings.get(settings.id) ?? [];
      if (recording.length === 0 || !stack.providers.has(settings.id)) continue;
      standIns.set(
        settings.id,
        await startStandIn(stack, settings, { end, recording, clock, idOffset: ID_STEP * (standIns.size + 1) }),
      );
    }
    const providers = new Map([...standIns].map(([id, { provider }]) => [id, provider]));
    const operations = await rehearse({ ...stack, providers, clock, prober: PASSING }, end, signal);
    return {
      durationMs: Math.max(0, ...operations.map(({ endMs = 0 }) => endMs)),
      operations,
      calls: listCalls(standIns),
      reads: countReads(standIns),
    };
  } finally {
    await Promise.all(
      [...standIns.values()].map(async ({ provider, simulators }) => {
        await provider.close();
        await simulators.stop();
      }),
    );
  }
}

/** What a new object is made of besides what a plan reads: subnets, prices. What cannot be read is done without. */
async function completeRecordings({ providers }: OpenedStack, { plan }: PlanEnd, signal: AbortSignal | undefined) {
  const making = new Set(plan.operations.flatMap(({ action, provider }) => (action === "create" ? [provider] : [])));
  const call = signal === undefined ? {} : { signal };
  for (const id of making)
    await providers
      .get(id)
      ?.catalog(undefined, call)
      .catch((error: unknown) => {
        if (!(error instanceof ProviderError)) throw error;
      });
}

interface StandInRequest {
  readonly end: PlanEnd;
  readonly recording: readonly RecordedExchange[];
  readonly clock: RehearsalClock;
  readonly idOffset: number;
}

/** Two entries of one vendor may lead to two accounts: each has a stand-in of its own. */
async function startStandIn(
  stack: OpenedStack,
  settings: ProviderSettings,
  { end, recording, clock, idOffset }: StandInRequest,
): Promise<StandIn> {
  const { startSimulators } = await import("../simulators/start-simulators.ts");
  const vendor = settings.vendor as "serveroid" | "gcore" | "zomro";
  const simulators = await startSimulators({
    seed: { [vendor]: { recording } },
    vendors: [vendor],
    clock: clock.forServers,
    idOffset,
  }).catch((error: unknown) => {
    throw cannotBeHeld(settings.id, error);
  });
  const resolved = stack.resolved.find(({ id }) => id === settings.id);
  const { project, region } = resolved ?? {};
  const own = new Set(["endpoint", "insecure", ...(VENDORS[vendor]?.credentials.flat() ?? [])]);
  const kept = Object.fromEntries(Object.entries(settings.fields).filter(([field]) => !own.has(field)));
  const fields = {
    ...kept,
    ...(project === undefined ? {} : { project }),
    ...(region === undefined ? {} : { region }),
  };
  const { providers, diagnostics } = createProviders({
    settings: [{ ...settings, fields }],
    env: simulators.env,
    clock,
    redactor: createRedactor(),
    version: VERSION,
    inFlight: clock.busy,
  });
  const provider = providers.get(settings.id);
  if (provider === undefined) throw new DiagnosticsError(diagnostics);
  const account = end.input.providers.get(settings.id)?.account;
  // Whose account it is was read from the provider itself.
  const identify = account === undefined ? provider.identify : async () => account;
  return { provider: { ...provider, identify }, simulators };
}

function cannotBeHeld(id: string, error: unknown): DiagnosticsError {
  const detail = error instanceof Error ? error.message : String(error);
  return new DiagnosticsError([
    buildError("rehearse.recording", `the stand-in of ${id} cannot take what was read there`, {
      detail,
      fix: "plan without --rehearse; please report this, it is trueup's fault",
    }),
  ]);
}

function countReads(standIns: ReadonlyMap<string, StandIn>): number {
  return [...standIns.values()]
    .map(({ simulators: { log } }) => log.entries().length - log.entries({ mutating: true }).length)
    .reduce((sum, count) => sum + count, 0);
}

function listCalls(standIns: ReadonlyMap<string, StandIn>): RehearsedCall[] {
  const calls = new Map<string, RehearsedCall>();
  for (const { simulators } of standIns.values())
    for (const { provider: vendor, method, path } of simulators.log.entries({ mutating: true })) {
      const call = method ?? path;
      const known = calls.get(`${vendor} ${call}`);
      calls.set(`${vendor} ${call}`, { vendor, call, count: (known?.count ?? 0) + 1 });
    }
  return [...calls.values()];
}
