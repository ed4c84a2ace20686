// `--keep FILE`: opens the file for the simulators, has it written after changes and at the end, and says what goes wrong.

import { openKeepFile } from "./engine/keep/keep-file.ts";
import { createKeeper, type Keeper } from "./engine/keep/keeper.ts";
import { createDocumentWriter, type KeptDocument } from "./engine/keep/kept-document.ts";
import { realClock } from "./engine/sim-clock.ts";
import type { RunningSimulators } from "./start-simulators.ts";
import { VENDOR_NAMES } from "./vendors.ts";

export interface Keeping {
  document: KeptDocument | undefined;
  onChange(): void;
  /** From now on it is written; the first time at once, so that a file that cannot be is told at the start. */
  begin(simulators: RunningSimulators): Promise<boolean>;
  /** Writes the rest and lets go of the file; false where the last changes are not kept. */
  end(): Promise<boolean>;
}

/** Throws SimInputError where the file is another simulator's, or none of ours. */
export async function keepWorlds(path: string, tell: (problem: string) => void): Promise<Keeping> {
  const file = await openKeepFile(path);
  let keeper: Keeper | undefined;
  return {
    document: file.document,
    onChange: () => keeper?.changed(),
    begin: async (simulators) => {
      const write = createDocumentWriter();
      const text = (): string => write(simulators.kept?.() ?? { at: 0, pushedMs: 0, ports: {}, worlds: {} });
      keeper = createKeeper({ text, save: file.save, onTrouble: tell, clock: realClock });
      return keeper.writeNow();
    },
    end: async () => {
      const isKept = keeper === undefined || (await keeper.finish());
      await file.release();
      return isKept;
    },
  };
}

/** Ports that the file names and somebody else has now. */
export function listOtherPorts({ ports = {} }: Partial<KeptDocument>, { endpoints }: RunningSimulators): string[] {
  return VENDOR_NAMES.flatMap((name) => {
    const [before, now] = [ports[name], new URL(endpoints[name] ?? "http://127.0.0.1").port];
    if (before === undefined || now === "" || Number(now) === before) return [];
    return [`${name}: port ${before} of the kept file is taken; it is ${now} this time`];
  });
}
