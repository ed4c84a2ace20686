// What the executor works with while an act runs: no plan, only the act's own steps and secrets. Sends nothing itself.
import { actPath } from "../../core/day-two.ts";
import { jsonAt } from "../../core/json.ts";
import type { RunContext } from "../../executor/run-context.ts";
import { buildBaseContext, type CarryOut } from "../carry-out.ts";
import type { OpenedAct } from "./open-act.ts";

/** Steps are done in order; what is left never hangs on YAML. Values that were given for the act stand in for declared ones. */
export function buildActContext(carry: CarryOut, { request }: Pick<OpenedAct, "request">): RunContext {
  const base = buildBaseContext(carry);
  const { address, desired } = request;
  const resources = desired === undefined ? base.resources : new Map([...base.resources, [address, desired]]);
  return {
    ...base,
    resources,
    secretOf: (of, path) => jsonAt(resources.get(of)?.attributes, path),
    remaining: ({ steps }, _observed, _tracked, done) => {
      const left = steps.filter((_step, index) => !done.includes(actPath(index)));
      return { isStale: false, steps: left, differing: left.flatMap(({ fields }) => fields) };
    },
  };
}
