// One apply of a random run: watched while it goes on, inspected when it has ended, however it ended.
import type { Configuration, Desired } from "../../src/core/desired.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { StateDocument } from "../../src/core/state-document.ts";
import { createStopControl } from "../../src/executor/stop-control.ts";
import type { PlanOptions } from "../../src/planner/plan-input.ts";
import { asSecrets } from "../support/as-secrets.ts";
import { type ApplyMore, Crash, type Fleet } from "../support/fleet.ts";
import type { Dice } from "./dice.ts";
import { inspect } from "./invariants.ts";
import { followMoves, type Ledger, noteNames, noteStrangers } from "./ledger.ts";
import { type LiveObject, listLive } from "./live-objects.ts";
import { SECRET, TRADES } from "./random-fleet.ts";
import type { Yaml } from "./random-yaml.ts";
import { configure } from "./scenarios.ts";
import { createWatcher } from "./watcher.ts";

export interface Run {
  readonly fleet: Fleet;
  readonly dice: Dice;
  readonly yaml: Yaml;
  readonly ledger: Ledger;
  /** Every text of the configuration comes from a secret reference. */
  readonly hasSecrets: boolean;
  readonly problems: string[];
  readonly trace: string[];
  applies: number;
}

export interface Ending {
  readonly crashAt?: number;
  readonly loseLeaseAt?: number;
  readonly interruptAt?: number;
  /** Another makes something under a name of ours between the plan and the first request. */
  readonly isCrowded?: boolean;
}

const OURS_TO_THROW = new Set(["Refused", "ProviderError", "StateError", "AbortedError", "DiagnosticsError"]);

export async function applyOnce(
  run: Run,
  options: Partial<PlanOptions>,
  { crashAt, loseLeaseAt, interruptAt, isCrowded }: Ending = {},
  more: Pick<ApplyMore, "assumeDone"> = {},
): Promise<void> {
  const { fleet, yaml, ledger } = run;
  run.applies += 1;
  noteNames(ledger, yaml.declared.values());
  const stop = createStopControl();
  const seen = fleet.sim.log.entries().length;
  const countRefused = (method: string): number =>
    fleet.sim.log
      .entries()
      .slice(seen)
      .filter((entry) => entry.method === method && entry.outcome !== null && entry.outcome !== "OK").length;
  const onPlan = (plan: Plan) => {
    if (isCrowded === true) addStranger(run, plan);
  };
  const start = await fleet.state();
  const watcher = createWatcher({ start, loseLeaseAt, interruptAt, stop, countRefused, onPlan });
  const faults = fleet.sim.faults
    .list()
    .map(({ effect, match }) => `${effect} ${match?.method ?? ""} ${match?.nth ?? ""}`);
  const about = [
    JSON.stringify(options),
    JSON.stringify([yaml.removed, yaml.imports].map((blocks) => blocks.map(({ range: _range, ...block }) => block))),
    ...faults,
    JSON.stringify({ crashAt, loseLeaseAt, interruptAt, isCrowded }),
  ];
  run.trace.push(`apply ${describe(yaml.declared.values())}; ${about.join("; ")}`);
  const ended = await fleet
    .apply(configurationOf(run), options, {
      watch: watcher.watch,
      stop,
      ...more,
      ...(crashAt === undefined ? {} : { crashAt }),
    })
    .then(
      ({ results, plan }) =>
        [
          ...results.map((result) => `${result.operation}: ${result.outcome} ${result.message ?? ""}`),
          ...plan.diagnostics.map((item) => `${item.severity}: ${item.summary}`),
          ...plan.blocked.map((item) => `blocked: ${item.address}: ${item.reason}`),
        ].join("\n    "),
      (error: unknown) => {
        if (!(error instanceof Crash) && !(error instanceof Error && OURS_TO_THROW.has(error.name))) throw error;
        return error instanceof Crash ? "crashed" : String(error);
      },
    );
  run.trace.push(`  ${ended}`);
  const requests = fleet.sim.log.entries().slice(seen);
  const document = await fleet.state();
  run.trace.push(
    `  sent ${watcher.sends.join(" ")}; pending ${(document?.pending ?? []).map((intent) => `${intent.address} ${intent.step} ${intent.phase}`).join(", ")}; held ${describeHeld(document)}`,
  );
  run.problems.push(
    ...inspect({ ledger, live: liveOf(run), document, watcher, requests, sheltered: listSheltered(run, start) }),
  );
  if (JSON.stringify([document, fleet.events]).includes(SECRET))
    run.problems.push("secret: in the state or in an event");
  fleet.events.length = 0;
}

function describeHeld(document: StateDocument | undefined): string {
  return Object.entries(document?.resources ?? {})
    .map(([address, { remoteId, halfMade, deposed = [] }]) =>
      [`${address}=${remoteId}`, halfMade === undefined ? "" : "?", ...deposed.map((old) => `-${old.remoteId}`)].join(
        "",
      ),
    )
    .join(" ");
}

/** Half-made objects, whatever protects them, are replaced; what an earlier apply has begun may come to its end. */
function listSheltered({ yaml, ledger }: Run, start: StateDocument | undefined): Set<string> {
  const unfinished = new Set(
    [
      ...(start?.pending ?? []).map((intent) => intent.address),
      ...Object.entries(start?.resources ?? {}).flatMap(([address, { halfMade, deposed }]) =>
        halfMade === undefined && deposed === undefined ? [] : [address],
      ),
    ].map((address) => followMoves(ledger, address)),
  );
  return new Set(
    [...yaml.declared.values()].flatMap(({ address, lifecycle }) =>
      lifecycle.protect && !unfinished.has(address) ? [address] : [],
    ),
  );
}

function addStranger(run: Run, { operations }: Plan): void {
  const { fleet, yaml, ledger, trace } = run;
  const made = operations.find(({ action, type, deposes }) => action === "create" && type === "vm" && deposes !== true);
  if (made === undefined) return;
  const before = liveOf(run);
  fleet.sim.change(yaml.vendor, TRADES[yaml.vendor].stranger("vm", made.name));
  noteStrangers(ledger, before, liveOf(run));
  trace.push(`stranger ${made.name}`);
}

export const configurationOf = ({ yaml, hasSecrets }: Run): Configuration => ({
  ...configure(hasSecrets ? asSecrets([...yaml.declared.values()]) : [...yaml.declared.values()]),
  moved: yaml.moved,
  removed: yaml.removed,
  imports: yaml.imports,
});

export const liveOf = ({ fleet, yaml }: Run): LiveObject[] => listLive(yaml.vendor, fleet.sim.state(yaml.vendor));

function describe(declared: Iterable<Desired>): string {
  return [...declared]
    .map(({ address, name, attributes }) => `${address}=${name} ${JSON.stringify(attributes)}`)
    .join(" ");
}
