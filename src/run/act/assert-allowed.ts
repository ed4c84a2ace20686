// What forbids an act that could be done: protection, the policy, what the provider's own figures say. Pure; throws.
import { quoteAddress, resourceOf } from "../../core/address.ts";
import type { PreparedAct } from "../../core/day-two.ts";
import type { Configuration } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { StateDocument } from "../../core/state-document.ts";
import type { Step } from "../../core/step.ts";
import type { OpenedAct } from "./open-act.ts";

export function assertAllowed(
  opened: OpenedAct,
  { diagnostics, steps }: PreparedAct,
  configuration: Configuration,
  document: Pick<StateDocument, "resources">,
): void {
  const forbidden = [
    ...diagnostics.filter(({ severity }) => severity === "error"),
    ...checkProtection(opened, configuration),
    ...checkParts(opened, steps, configuration, document),
    ...checkWay(opened, configuration),
  ];
  if (forbidden.length > 0) throw new DiagnosticsError(forbidden);
  if (steps.length > 0) return;
  const { rule, request } = opened;
  throw new DiagnosticsError([
    buildError("act.unknown", `${rule.name} cannot be done with ${request.address}`, {
      fix: `trueup action --list ${quoteAddress(request.address)}`,
    }),
  ]);
}

/** As YAML says it now; where the block is gone, as it said last. A part is protected with its machine. */
function checkProtection(
  { rule, record, request: { address } }: OpenedAct,
  { resources }: Configuration,
): Diagnostic[] {
  if (rule.destroys === undefined) return [];
  const owners = [address, resourceOf(address)].map((one) => resources.find((desired) => desired.address === one));
  const owner = owners.find((desired) => desired?.lifecycle.protect === true);
  const isProtected = owner !== undefined || (owners[0] === undefined && record.lifecycle.protect);
  if (!isProtected) return [];
  const range = owner?.ranges["lifecycle.protect"] ?? owner?.ranges["lifecycle"] ?? owner?.range;
  return [
    buildError("act.protected", `${address} is protected: ${rule.name} would destroy ${rule.destroys}`, {
      address,
      ...(range === undefined ? {} : { range }),
      fix:
        owner === undefined
          ? "declare it again with lifecycle: { protect: false }, and apply that"
          : "set lifecycle.protect: false to let it through",
    }),
  ];
}

/** What goes with the act is protected by itself: a snapshot that a rollback to a backup deletes. */
function checkParts(
  { rule, request: { address } }: OpenedAct,
  steps: readonly Step[],
  { resources }: Configuration,
  document: Pick<StateDocument, "resources">,
): Diagnostic[] {
  const taken = new Set(steps.flatMap(({ takesAway = [] }) => takesAway));
  return Object.entries(document.resources).flatMap(([part, { parent, type, lifecycle }]) => {
    if (parent !== address || !taken.has(type)) return [];
    const declared = resources.find((desired) => desired.address === part);
    const { protect } = declared?.lifecycle ?? lifecycle;
    if (!protect) return [];
    const range = declared?.ranges["lifecycle.protect"] ?? declared?.ranges["lifecycle"] ?? declared?.range;
    return [
      buildError(
        "act.protected",
        `${part} is protected, and would go with it: ${rule.name} destroys ${rule.destroys ?? "it"}`,
        {
          address,
          ...(range === undefined ? {} : { range }),
          fix: `lift the protection of ${part} first`,
        },
      ),
    ];
  });
}

/** A program on the way may send a GET twice: a policy may want none of that. */
function checkWay({ provider }: OpenedAct, { policy }: Configuration): Diagnostic[] {
  const marks = provider.changesByGet === true ? provider.intermediaries.marks() : [];
  if (policy.intermediaries !== "refuse" || marks.length === 0) return [];
  return [
    buildError(
      "guard.intermediaries",
      `policy.intermediaries refuses what could be sent twice: ${provider.id} is reached through a program that has told of itself (${marks.join(", ")})`,
      { fix: "if this is meant: policy: { intermediaries: warn }" },
    ),
  ];
}
