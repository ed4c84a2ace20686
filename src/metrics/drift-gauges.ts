// The gauges that a look for drift is told by: names, HELP texts and labels. They are frozen: where two files have one name with
// two HELP texts, node_exporter leaves one of the files out.

export interface GaugeText {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

const STACK = ["stack"];

const gauge = (name: string, help: string, labels: readonly string[] = STACK): GaugeText => ({ name, help, labels });

export const GAUGES = {
  buildInfo: gauge("trueup_build_info", "The version of trueup that wrote this; always 1.", ["version"]),
  lastRun: gauge(
    "trueup_drift_last_run_timestamp_seconds",
    "When the last look for drift ended, whether it succeeded or not.",
  ),
  lastSuccess: gauge(
    "trueup_drift_last_success_timestamp_seconds",
    "When a look for drift last ended without an error and with every provider read; 0: never.",
  ),
  lastDuration: gauge("trueup_drift_last_run_duration_seconds", "How long the last look for drift took."),
  lastOutcome: gauge(
    "trueup_drift_last_run_success",
    "1 where the last look for drift had no error and every provider was read, else 0.",
  ),
  drifted: gauge("trueup_drift_resources", "Resources that have drifted, by class.", ["stack", "class"]),
  oldest: gauge(
    "trueup_drift_oldest_first_seen_timestamp_seconds",
    "When the oldest drift that is still there was first seen; 0: there is none.",
  ),
  unreadable: gauge(
    "trueup_drift_unreadable_providers",
    "Provider entries that could not be read, so that nothing is known of what is there.",
  ),
  tracked: gauge("trueup_resources", "Resources that the state tracks.", ["stack", "provider", "kind"]),
  pending: gauge("trueup_pending_operations", "Requests whose outcome is not settled yet."),
  debt: gauge("trueup_debt_resources", "Resources that need a rebuild or a replacement to be as YAML says."),
  locked: gauge("trueup_state_locked", "1 where another run held the lock of the state during the look, else 0."),
} as const satisfies Readonly<Record<string, GaugeText>>;

export type GaugeKey = keyof typeof GAUGES;
