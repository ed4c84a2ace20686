// The text of a run while it grows: events, the requests between them, and what happens from outside at a line.
import type { FlowEvent } from "../../../src/core/event.ts";
import type { Fleet } from "../../support/fleet.ts";
import { formatEvent } from "./format-run.ts";
import type { Act, Gate } from "./meanwhile.ts";

export interface Transcript extends Gate {
  readonly lines: string[];
  readonly events: FlowEvent[];
  say(line: string): void;
  emit(event: FlowEvent): void;
  /** Throws where something that was to happen has not. The result throws where more has been told since. */
  end(): () => void;
}

type Meanwhile = Readonly<Record<string, Act | readonly Act[]>>;
type Carry = (act: Act, say: (line: string) => void) => Promise<void>;

export function createTranscript(fleet: Fleet, meanwhile: Meanwhile, carry: Carry): Transcript {
  const lines: string[] = [];
  const events: FlowEvent[] = [];
  const outside = createOutside(fleet, meanwhile, (act) => carry(act, add));
  let heard = fleet.sim.log.entries({ mutating: true }).length;
  const add = (line: string): void => {
    if (lines.at(-1) !== line) lines.push(line);
    outside.hear(line.trim());
  };
  const hearRequests = (): void => {
    const sent = fleet.sim.log.entries({ mutating: true }).slice(heard);
    heard += sent.length;
    for (const { method, faults } of sent) add(`  > ${[method, ...faults].join(", ")}`);
  };
  const say = (line: string): void => {
    hearRequests();
    add(line);
  };
  return {
    lines,
    events,
    say,
    emit(event) {
      events.push(event);
      const line = formatEvent(event);
      if (line !== undefined) say(line);
    },
    before: outside.quiet,
    sent: hearRequests,
    end() {
      const missed = outside.missed();
      if (missed !== undefined) throw new Error(`no line begins with "${missed}":\n${lines.join("\n")}`);
      const { length } = lines;
      return () => {
        if (lines.length > length) throw new Error(`told after the end:\n${lines.join("\n")}`);
      };
    },
  };
}

function createOutside({ clock }: Fleet, meanwhile: Meanwhile, carry: (act: Act) => Promise<void>) {
  const open = new Map(Object.entries(meanwhile).map(([start, acts]) => [start, [acts].flat() as Act[]]));
  let acting: Promise<void> = Promise.resolve();
  /** The first act at once, so that an interrupt comes in the same turn. */
  const happen = async (acts: readonly Act[]): Promise<void> => {
    for (const act of acts) await carry(act);
  };
  return {
    hear(line: string): void {
      for (const [start, acts] of open) {
        if (!line.startsWith(start)) continue;
        open.delete(start);
        acting = clock.track(Promise.all([acting, happen(acts)]).then(() => undefined));
      }
    },
    quiet: (): Promise<void> => acting,
    missed: (): string | undefined => [...open.keys()][0],
  };
}
