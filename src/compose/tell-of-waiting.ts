// A state far away that does not answer at once: what is said meanwhile, so that nobody sits before a silent terminal.
import type { Clock } from "../core/clock.ts";
import type { StateArchive } from "../core/state-port.ts";

const SILENT_MS = 2000;

/** Only of reads, with which every command begins; what waits for a lock says so by itself. */
export function tellOfWaiting(backend: StateArchive, clock: Clock, warn: (message: string) => void): StateArchive {
  return {
    ...backend,
    async read() {
      const ended = new AbortController();
      const tell = () => warn(`no answer yet from ${backend.label}: still trying`);
      void clock.sleep(SILENT_MS, ended.signal, { background: true }).then(tell, () => undefined);
      try {
        return await backend.read();
      } finally {
        ended.abort();
      }
    },
  };
}
