// `trueup action ADDRESS rebuild`: the plan that rebuilds this one resource, and nothing else, carried out as an apply.
import { type Address, quoteAddress, resourceOf } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { Plan } from "../core/plan.ts";
import { formatContradictions } from "../render/format-act.ts";
import { buildStyle } from "./build-style.ts";
import { EXIT } from "./exit-code.ts";
import type { ActCommand, ActFlags } from "./run-act.ts";
import { runApply } from "./run-apply.ts";
import type { Terminal } from "./terminal.ts";

/** Of one address; each of them was confirmed by name. */
const ALL_OF_IT = 1_000_000;

export async function runRebuildAct({ stack, terminal, flags, printer, asked }: ActCommand): Promise<number> {
  const { address, given } = asked;
  const { image } = given;
  const declared = stack.configuration.resources.find((desired) => desired.address === address);
  const resources = stack.configuration.resources.map((desired) =>
    desired.address === address && typeof image === "string" ? withImage(desired, image) : desired,
  );
  const code = await runApply({
    stack: { ...stack, configuration: { ...stack.configuration, resources } },
    flags: { ...flags, target: [address], rebuild: [address], allowDeletes: ALL_OF_IT },
    mode: "normal",
    terminal,
    printer,
    assertPlan: (plan) => assertOnlyRebuild(plan, address),
  });
  if (code === EXIT.done && declared !== undefined && typeof image === "string")
    tellOtherImage(terminal, flags, declared, image);
  return code;
}

/** The machine has another system now than YAML says, which the next plan would call a debt. */
function tellOtherImage(
  terminal: Terminal,
  flags: ActFlags,
  { address, attributes, ranges }: Desired,
  image: string,
): void {
  const { image: declared } = attributes;
  if (declared === image) return;
  const range = ranges["image"];
  const line = { address, path: "image", declared, actual: image, isSensitive: false };
  const told = [{ ...line, ...(range === undefined ? {} : { range }) }];
  terminal.err(formatContradictions(told, [], buildStyle(terminal, flags, "err")));
}

function withImage(desired: Desired, image: string): Desired {
  return { ...desired, attributes: { ...desired.attributes, image } };
}

function assertOnlyRebuild({ operations, blocked, protected: kept }: Plan, address: Address): void {
  const other = operations.find(
    (one) => one.address !== address || (one.action !== "rebuild" && one.action !== "check"),
  );
  const command = `trueup apply --rebuild ${quoteAddress(address)}`;
  if (other !== undefined)
    throw new DiagnosticsError([
      buildError("act.more", `YAML asks for more than this: ${other.action} ${other.address}`, {
        detail: "Nothing was done: an action changes one object.",
        fix: `${command}, after a look at the plan`,
      }),
    ]);
  if (operations.some(({ action }) => action === "rebuild")) return;
  const reasons = [
    ...blocked
      .filter((entry) => resourceOf(entry.address) === address)
      .map(({ reason, fix }) => `${reason}${fix === undefined ? "" : ` (${fix})`}`),
    ...kept.filter((entry) => entry.address === address).map(({ detail }) => detail),
  ];
  throw new DiagnosticsError([
    buildError("act.rebuild", `${address} cannot be rebuilt`, {
      address,
      detail: reasons.length === 0 ? "The plan above holds no rebuild of it." : reasons.join("\n"),
    }),
  ]);
}
