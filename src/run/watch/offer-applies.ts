// When what looks have foreseen is offered to be applied: once it is known of every folder whose stack it is. Two folders of one
// stack in one account would undo each other's work, so that neither is applied.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import type { Foreseen } from "./foresee.ts";
import type { StackRecord } from "./stack-record.ts";

export interface Offers {
  /** Keeps it back while there are folders that were never opened. */
  add(record: StackRecord, foreseen: Foreseen): void;
  /** What has not been opened in a whole cycle keeps nobody waiting. */
  flush(): void;
}

export function createOffers(
  records: ReadonlyMap<string, StackRecord>,
  offer: (record: StackRecord, foreseen: Foreseen) => void,
): Offers {
  let waiting: (readonly [StackRecord, Foreseen])[] = [];
  const flush = (): void => {
    const all = waiting;
    waiting = [];
    for (const [record, foreseen] of all) offer(record, refuseTwin(record, foreseen, [...records.values()]));
  };
  return {
    add(record, foreseen) {
      waiting.push([record, foreseen]);
      if ([...records.values()].every(({ accounts }) => accounts !== undefined)) flush();
    },
    flush,
  };
}

function refuseTwin(record: StackRecord, foreseen: Foreseen, all: readonly StackRecord[]): Foreseen {
  const twin = all.find((other) => other !== record && other.name === record.name && sharesAccount(other, record));
  if (twin === undefined) return foreseen;
  return { changes: [], heldBack: [], refusals: [buildTwin(record, twin)], isWorthApplying: false };
}

function sharesAccount({ accounts: some }: StackRecord, { accounts: others }: StackRecord): boolean {
  return some !== undefined && [...some].some((key) => others?.has(key) === true);
}

function buildTwin({ name, folder }: StackRecord, twin: StackRecord): Diagnostic {
  return buildError("watch.same-stack", `${folder} and ${twin.folder} are both ${name}, in one account`, {
    detail: "Each would undo what the other does, so that neither is applied.",
    fix: "keep one of them; another stack needs a name of its own",
  });
}
