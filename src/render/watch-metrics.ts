// How the loop of `watch` stands as metrics of Prometheus, beside those of drift. No label holds a name from outside. Pure.

/** As `WatchStatus` has it; times are milliseconds and RFC 3339. */
export interface MeasuredWatch {
  readonly intervalMs: number;
  readonly cycles: number;
  readonly skippedCycles: number;
  readonly lastCycleAt: string | null;
  readonly lastCycleMs: number | null;
  readonly looks: { readonly succeeded: number; readonly failed: number };
  readonly applies: Readonly<Record<string, number>>;
  readonly appliesRunning: number;
  readonly backedOff: { readonly stacks: number; readonly accounts: number; readonly applies: number };
  readonly stacks: readonly { readonly condition: string; readonly heldBack: number }[];
}

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

const CONDITIONS = ["waiting", "clean", "drift", "failed"];

export function formatWatchMetrics(status: MeasuredWatch): string {
  const { looks, applies, backedOff, stacks, lastCycleAt, lastCycleMs } = status;
  const none: Sample["0"] = {};
  const conditions = CONDITIONS.map((condition): Sample => {
    return [{ condition }, stacks.filter((stack) => stack.condition === condition).length];
  });
  const held = stacks.reduce((sum, { heldBack }) => sum + heldBack, 0);
  const text = [
    family("counter", "cycles_total", "Cycles that have ended.", [[none, status.cycles]]),
    family("counter", "cycles_skipped_total", "Cycles that could not begin in time.", [[none, status.skippedCycles]]),
    family("gauge", "interval_seconds", "From one cycle to the next.", [[none, status.intervalMs / 1000]]),
    family("gauge", "last_cycle_timestamp_seconds", "When a cycle last ended; 0: never.", [
      [none, lastCycleAt === null ? 0 : Date.parse(lastCycleAt) / 1000],
    ]),
    family("gauge", "last_cycle_duration_seconds", "How long it took.", [[none, (lastCycleMs ?? 0) / 1000]]),
    family("gauge", "stacks", "Stacks, by what the last look at each has come to.", conditions),
    family("counter", "looks_total", "Looks at stacks, by how they ended.", [
      [{ result: "succeeded" }, looks.succeeded],
      [{ result: "failed" }, looks.failed],
    ]),
    family("counter", "applies_total", "Applies, by how they ended.", ofEach("result", applies)),
    family("gauge", "applies_running", "Applies that run or wait for their turn.", [[none, status.appliesRunning]]),
    family("gauge", "held_back", "Changes that are left to people.", [[none, held]]),
    family("gauge", "backed_off", "What is left alone for now after failures.", ofEach("what", { ...backedOff })),
  ];
  return text.join("");
}

function ofEach(label: string, values: Readonly<Record<string, number>>): Sample[] {
  return Object.entries(values).map(([name, value]) => [{ [label]: name }, value]);
}

function family(type: "counter" | "gauge", name: string, help: string, samples: readonly Sample[]): string {
  const full = `trueup_watch_${name}`;
  const lines = samples.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return `${full}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${value}`;
  });
  return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...lines, ""].join("\n");
}
