// How the jobs of a worker ended: counted, and what of them is left for a person or another try. Pure but for what it has noted.
import type { JobEnd, QueueEvent } from "../core/queue-event.ts";

/** Of the jobs that a worker has had and that are not done. */
export interface LeftJobs {
  readonly hasFailed: boolean;
  /** For another try. */
  readonly isWaiting: boolean;
}

export interface EndCount {
  note(event: QueueEvent): void;
  /** Something could have been taken, and was not. */
  noteUntaken(): void;
  /** Of tries. */
  readonly ends: ReadonlyMap<JobEnd, number>;
  left(): LeftJobs;
}

export function countEnds(): EndCount {
  const ends = new Map<JobEnd, number>();
  /** By its id. One that is tried again may be done by the same worker. */
  const left = new Map<string, JobEnd>();
  let hasUntaken = false;
  return {
    noteUntaken() {
      hasUntaken = true;
    },
    note(event) {
      if (event.type !== "job-ended") return;
      const { job, end } = event;
      ends.set(end, (ends.get(end) ?? 0) + 1);
      if (end === "failed" || end === "again") left.set(job.id, end);
      else left.delete(job.id);
    },
    ends,
    left() {
      const all = [...left.values()];
      return { hasFailed: all.includes("failed"), isWaiting: hasUntaken || all.includes("again") };
    },
  };
}
