// What a worker of the queue tells while it works, and the words for how a job ends.

export type Act = "plan" | "drift" | "apply";

/** `finding`: a plan or a drift that found something. `again`: tried again later. `failed`: a person has to look. */
export type Outcome = "done" | "finding" | "again" | "failed";

/** `back`: the worker was stopped, and another goes on; `taken`: another worker has it already. */
export type JobEnd = Outcome | "back" | "taken";

export interface ToldJob {
  readonly id: string;
  readonly act: Act;
  /** As it was asked for. */
  readonly folder: string;
  readonly ref?: string;
  readonly attempt: number;
  readonly maxAttempts: number;
}

export type QueueEvent =
  | { readonly type: "worker-started"; readonly queue: string; readonly root: string; readonly concurrency: number }
  | { readonly type: "job-started"; readonly job: ToldJob }
  | {
      readonly type: "job-ended";
      readonly job: ToldJob;
      readonly end: JobEnd;
      /** One line. */
      readonly text: string;
      readonly exitCode: number | null;
      readonly tookMs: number;
      /** The end of what it said. */
      readonly output: string;
    }
  | { readonly type: "worker-silent"; readonly worker: string; readonly holder: string }
  | { readonly type: "worker-stopping"; readonly running: number }
  /** How many jobs ended how. */
  | { readonly type: "worker-ended"; readonly ends: Readonly<Partial<Record<JobEnd, number>>> }
  | { readonly type: "trouble"; readonly text: string };

/** A job that waits, runs or has failed for good. Times are RFC 3339. */
export interface ListedJob {
  readonly id: string;
  readonly act: string;
  /** Null where it was never tried, and was added without a key of ours. */
  readonly folder: string | null;
  readonly ref: string | null;
  readonly state: "running" | "waiting" | "failed";
  readonly attempts: number;
  readonly maxAttempts: number;
  /** When it is taken at the earliest; null where it is not. */
  readonly next: string | null;
  readonly since: string | null;
  readonly worker: string | null;
  readonly exitCode: number | null;
  readonly lastError: string | null;
}
