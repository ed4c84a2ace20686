// What forbids an act that could be done: protection, the policy, what the provider's own figures say. Pure; throws.
import { quoteAddress, resourceOf } from "../../core/address.ts";
import type { PreparedAct } from "../../core/day-two.ts";
import type { Configuration } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { OpenedAct } from "./open-act.ts";

export function assertAllowed(
  opened: OpenedAct,
  { diagnostics, steps }: PreparedAct,
  configuration: Configuration,
): void {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const forbidden = [...errors, ...checkProtection(opened, configuration), ...checkWay(opened, configuration)];
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
