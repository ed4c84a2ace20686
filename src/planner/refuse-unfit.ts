// `--replace` and `--rebuild` of what can only be left as it is: done in silence, they would read as if they had been done. Pure.
import { type Address, isCoveredBy, quoteAddress, resourceOf } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import type { World } from "./world.ts";

export function refuseUnfit({ input }: World, declared: ReadonlyMap<Address, Desired>): Diagnostic[] {
  const { rebuild, replace, mode } = input.options;
  if (mode !== "normal") return [];
  const asked = [
    ...rebuild.map((address) => ({ address, flag: "--rebuild" }) as const),
    ...replace.map((address) => ({ address, flag: "--replace" }) as const),
  ];
  return asked.flatMap(({ address, flag }) => {
    const meant = [...declared.values()].filter((desired) => isCoveredBy(desired.address, address));
    const own = meant.filter(
      (desired) => resourceOf(desired.address) === desired.address || desired.address === address,
    );
    const problems = own.map((desired) => findProblem(input.providers, desired, flag));
    const [problem] = problems;
    if (problem === undefined || problems.includes(undefined)) return [];
    return [
      buildError("plan.unfit", `${flag} ${address}: ${problem.because}`, {
        address,
        ...(problem.fix === undefined ? {} : { fix: problem.fix }),
      }),
    ];
  });
}

interface Problem {
  readonly because: string;
  readonly fix?: string;
}

function findProblem(
  providers: World["input"]["providers"],
  { address, type, provider, existing }: Desired,
  flag: "--rebuild" | "--replace",
): Problem | undefined {
  if (existing !== undefined)
    return { because: "it is only taken over (existing:), and such objects are never destroyed", fix: "leave it out" };
  const rules = providers.get(provider)?.rules[type];
  if (rules === undefined || (flag === "--replace" ? rules.mayReplace : rules.mayRebuild)) return undefined;
  const because = flag === "--replace" ? "it cannot be replaced" : "it cannot be rebuilt in place";
  return flag === "--rebuild" && rules.mayReplace
    ? { because, fix: `--replace ${quoteAddress(address)}` }
    : { because };
}
