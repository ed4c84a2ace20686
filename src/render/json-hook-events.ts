// Run events as Terraform's hook messages. A start is always followed by `apply_complete` or `apply_errored`; how it
// ended otherwise (unknown, still running, blocked) stands in `hook.outcome`, and a diagnostic says what to do.
import { buildError, buildWarning, type Diagnostic } from "../core/diagnostic.ts";
import type { RunEvent } from "../core/event.ts";
import type { JsonObject } from "../core/json.ts";
import type { OperationAction } from "../core/step.ts";
import { sayCompleted, sayErrored, sayProgress, sayStarted } from "./operation-words.ts";
import { buildResourceObject } from "./resource-identity.ts";
import type { Level, Message } from "./stream-message.ts";
import { sayInterrupted } from "./text-events.ts";

interface HookEvents {
  readonly messages: Message[];
  readonly diagnostic?: Diagnostic;
}

export function buildHookEvents(event: Exclude<RunEvent, { type: "diagnostic" }>): HookEvents {
  switch (event.type) {
    case "reading":
      return only("refresh_start", `${event.provider}: Reading ${event.what}...`, {
        hook: { resource: buildProviderObject(event.provider), what: event.what },
      });
    case "read":
      return only("refresh_complete", `${event.provider}: Read complete (${event.objects} objects)`, {
        hook: { resource: buildProviderObject(event.provider), objects: event.objects },
      });
    case "settling":
    case "settled":
      return only(`settle_${event.type === "settling" ? "start" : "complete"}`, `${event.address}: ${event.message}`, {
        hook: { addr: event.address, detail: event.message },
      });
    case "interrupted":
      return only(
        "interrupted",
        sayInterrupted(event.inFlight, event.graceMs),
        { in_flight: event.inFlight, grace_seconds: event.graceMs === undefined ? null : event.graceMs / 1000 },
        "warn",
      );
    case "lease-lost":
      return only("lease_lost", event.message, {}, "error");
    default:
      return buildOperationEvents(event);
  }
}

function only(type: string, message: string, body: JsonObject, level: Level = "info"): HookEvents {
  return { messages: [{ level, message, type, body }] };
}

function buildProviderObject(provider: string): JsonObject {
  const [vendor = provider] = provider.split(".");
  return {
    addr: `provider.${provider}`,
    module: "",
    resource: `provider.${provider}`,
    implied_provider: vendor,
    resource_type: "provider",
    resource_name: provider,
    resource_key: null,
  };
}

type OperationEvent = Extract<RunEvent, { action: unknown }>;

const ACTIONS: Readonly<Record<OperationAction, string>> = {
  create: "create",
  update: "update",
  rebuild: "replace",
  delete: "delete",
  "delete-deposed": "delete",
  act: "update",
  check: "read",
};

function buildOperationEvents(event: OperationEvent): HookEvents {
  switch (event.type) {
    case "started":
      return hook(event, "apply_start", sayStarted(event), idOf(event));
    case "step":
      return hook(event, "apply_step", `${event.address}: ${event.summary} (step ${event.index + 1} of ${event.of})`, {
        step: event.index + 1,
        of: event.of,
        summary: event.summary,
      });
    case "progress":
      return hook(event, "apply_progress", sayProgress(event, event.elapsedMs), {
        ...elapsed(event),
        ...(event.percentage === undefined ? {} : { percentage: event.percentage }),
        ...(event.waitingFor === undefined ? {} : { waiting_for: event.waitingFor }),
      });
    case "completed":
      return hook(event, "apply_complete", sayCompleted(event, event.elapsedMs), {
        ...idOf(event),
        ...elapsed(event),
        ...(event.warnings.length === 0 ? {} : { warnings: event.warnings }),
      });
    case "skipped":
      return hook(event, "apply_skipped", `${event.address}: ${event.message}`, { because: event.because }, "warn");
    default:
      return buildUndone(event);
  }
}

type UndoneEvent = Extract<RunEvent, { type: "failed" | "unknown" | "still-running" | "blocked" }>;

function buildUndone(event: UndoneEvent): HookEvents {
  const details = {
    ...("elapsedMs" in event ? elapsed(event) : { elapsed_seconds: 0 }),
    outcome: event.type,
    error: event.message,
    ...(event.type !== "failed" || event.fault === undefined ? {} : { fault: event.fault }),
    ...(event.type !== "failed" || event.vendorCode === undefined ? {} : { vendor_code: event.vendorCode }),
  };
  const title =
    event.type === "failed" ? sayErrored(event, event.elapsedMs) : `${event.address}: ${TITLES[event.type]}`;
  return { ...hook(event, "apply_errored", title, details, "error"), diagnostic: diagnose(event) };
}

const TITLES = {
  unknown: "Not known whether it happened",
  "still-running": "Still running at the provider",
  blocked: "Blocked",
} as const;

function diagnose(event: UndoneEvent): Diagnostic {
  const { address, message } = event;
  const advised = "fix" in event && event.fix !== "" ? { fix: event.fix } : {};
  if (event.type === "failed") {
    const code = event.action === "check" ? "rollout.check-failed" : `provider.${event.fault ?? "failed"}`;
    return buildError(code, `${address}: ${message}`, { address, ...advised });
  }
  if (event.type === "unknown")
    return buildError("apply.unknown", `${address}: it is not known whether it happened`, {
      address,
      detail: message,
      ...advised,
    });
  if (event.type === "still-running")
    return buildWarning("apply.still-running", `${address}: the provider still works on it`, {
      address,
      detail: message,
      fix: "trueup apply waits for it",
    });
  return buildWarning("apply.blocked", `${address}: blocked`, { address, detail: message, ...advised });
}

function hook(
  event: OperationEvent,
  type: string,
  message: string,
  more: JsonObject,
  level: Level = "info",
): HookEvents {
  const { address, vendor, action } = event;
  return only(
    type,
    message,
    { hook: { resource: buildResourceObject(address, vendor), action: ACTIONS[action], ...more } },
    level,
  );
}

function idOf({ remoteId }: OperationEvent): JsonObject {
  return remoteId === undefined ? {} : { id_key: "id", id_value: remoteId };
}

function elapsed({ elapsedMs }: { readonly elapsedMs: number }): JsonObject {
  return { elapsed_seconds: Math.floor(elapsedMs / 1000) };
}
