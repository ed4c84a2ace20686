// What a plan says beyond Terraform's format: operations in order with their calls, destruction, debt, what is held back.
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Json, JsonObject } from "../core/json.ts";
import type { Lost } from "../core/observed.ts";
import type { Plan, PlanEntry, StateEdit } from "../core/plan.ts";
import type { Rehearsal } from "../core/rehearsal.ts";
import type { Operation } from "../core/step.ts";
import { buildDiagnosticDocument } from "./diagnostic-document.ts";
import { orderForShow } from "./order-for-show.ts";

export function buildTrueupPart(plan: Plan, version: string): JsonObject {
  return {
    version,
    stack: plan.stack,
    mode: plan.mode,
    basis: { lineage: plan.basis.lineage, serial: plan.basis.serial },
    counts: { ...plan.counts },
    operations: orderForShow(plan.operations).map(({ operation, wave }, index) =>
      buildOperation(operation, index + 1, wave),
    ),
    edits: plan.edits.map(buildEdit),
    ...(plan.rollouts === undefined ? {} : { rollouts: plan.rollouts.map((rollout) => ({ ...rollout })) }),
    destructive: plan.destructive.map((step) => ({ ...step, lost: buildLost(step.lost) })),
    debt: plan.debt.map((item) => ({ ...item })),
    warnings: listDiagnostics(plan, "warning"),
    errors: listDiagnostics(plan, "error"),
    ...buildHeldBack(plan),
    vanished: plan.vanished,
    drift: plan.drift.map(({ address, class: kind, fields, detail }) => ({
      address,
      class: kind,
      fields: fields.map((field) => field.path),
      ...(detail === undefined ? {} : { detail }),
    })),
    entries: plan.entries.filter((entry) => entry.action !== "no-op").map(buildEntry),
    ...(plan.rehearsal === undefined ? {} : { rehearsal: buildRehearsal(plan.rehearsal) }),
    prices:
      plan.prices === undefined ? null : { ...plan.prices, changes: plan.prices.changes.map((item) => ({ ...item })) },
  };
}

/** Times in milliseconds from the beginning. */
function buildRehearsal({ durationMs, operations, calls, reads }: Rehearsal): JsonObject {
  return {
    durationMs,
    operations: operations.map((operation) => ({ ...operation })),
    calls: calls.map((call) => ({ ...call })),
    reads,
  };
}

function buildHeldBack(plan: Plan): JsonObject {
  return {
    blocked: plan.blocked.map((item) => ({ ...item })),
    pending: plan.pending.map(({ sentAtMs, ...item }) => ({ ...item, sentAt: new Date(sentAtMs).toISOString() })),
    protected: plan.protected.map((item) => ({ ...item })),
    notVerifiable: plan.notVerifiable.map((item) => ({ ...item })),
    refusals: plan.refusals.map((item) => ({ ...item })),
  };
}

/** What Terraform's `actions` cannot say: adoptions, rebuilds, moves, steps, notes, what dies. */
function buildEntry({ address, action, notes, steps, lost }: PlanEntry): JsonObject {
  return { address, action, steps, notes, lost: buildLost(lost) };
}

function buildLost(lost: readonly Lost[]): Json[] {
  return lost.map(({ kind, label }) => ({ kind, label }));
}

function listDiagnostics(plan: Plan, severity: Diagnostic["severity"]): Json[] {
  return plan.diagnostics.filter((diagnostic) => diagnostic.severity === severity).map(buildDiagnosticDocument);
}

function buildOperation(operation: Operation, order: number, wave: number): JsonObject {
  const {
    id,
    action,
    address,
    type,
    vendor,
    provider,
    name,
    remoteId,
    parent,
    needs,
    exclusive,
    timeoutMs,
    steps,
    rollout,
    check,
  } = operation;
  return {
    order,
    wave,
    id,
    action,
    address,
    type,
    vendor,
    provider,
    name,
    ...(remoteId === undefined ? {} : { remoteId }),
    ...(parent === undefined ? {} : { parent }),
    needs,
    exclusive,
    timeoutMs,
    ...(rollout === undefined ? {} : { rollout: rollout.group }),
    ...(check === undefined ? {} : { check: { ...check } }),
    steps: steps.map((step) => ({
      name: step.name,
      summary: step.summary,
      wire: step.wire,
      request: step.request,
      fields: step.fields,
      ...(step.restarts === undefined ? {} : { restarts: step.restarts }),
      ...(step.expectedMs === undefined ? {} : { expectedMs: step.expectedMs }),
    })),
  };
}

/** Records are left out: they are the state's business. */
function buildEdit(edit: StateEdit): JsonObject {
  switch (edit.kind) {
    case "move":
      return { kind: edit.kind, from: edit.from, to: edit.to };
    case "forget":
      return { kind: edit.kind, address: edit.address, reason: edit.reason };
    case "track":
    case "place":
    case "settings":
      return { kind: edit.kind, address: edit.address };
    case "done-moves":
      return { kind: edit.kind, moved: edit.moved.map(({ from, to }) => ({ from, to })) };
    case "drop-deposed":
    case "drop-surplus":
      return { kind: edit.kind, address: edit.address, remoteId: edit.remoteId };
  }
}
