// What a run needs of the process around it, besides the network and the disk.
import type { Redactor } from "../http/redactor.ts";

export interface Surroundings {
  /** Relative paths start here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A line for the person who runs it. */
  readonly warn: (message: string) => void;
  /** The requests, where TRUEUP_LOG asks for them and no file is named. */
  readonly log: (text: string) => void;
  /** Told once the secrets are known: whatever is printed from then on must pass it. */
  readonly useRedactor?: (redactor: Redactor) => void;
}
