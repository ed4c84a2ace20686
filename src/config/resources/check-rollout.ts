// What the schema cannot say of `lifecycle.rollout`: one check, and a group that it is for. Pure.
import type { Desired } from "../../core/desired.ts";
import { buildError, buildWarning, type Diagnostic } from "../../core/diagnostic.ts";

const KINDS = ["tcp", "http", "command"];

export function checkRollout(desired: Desired, diagnostics: Diagnostic[]): void {
  const { address, ranges } = desired;
  const check = ranges["lifecycle.rollout.check"];
  const given = KINDS.filter((kind) => ranges[`lifecycle.rollout.check.${kind}`] !== undefined);
  const [, second] = given;
  if (second !== undefined)
    diagnostics.push(
      buildError("config.conflict", `${address}.lifecycle.rollout.check has both ${given.join(" and ")}`, {
        address,
        range: ranges[`lifecycle.rollout.check.${second}`] ?? desired.range,
        fix: "keep one of them",
      }),
    );
  if (check !== undefined && given.length === 0)
    diagnostics.push(
      buildError("config.missing-field", `${address}.lifecycle.rollout.check needs tcp, http or command`, {
        address,
        range: check,
        fix: "add tcp: 22",
      }),
    );
}

/** Written at a machine that has no others beside it; as a default for many it is no mistake. */
export function warnOfLonely(address: string, range: Desired["range"]): Diagnostic {
  return buildWarning("config.no-group", `${address}.lifecycle.rollout does nothing: there is one machine only`, {
    address,
    range,
    fix: "add count or instances, or leave rollout out",
  });
}
