// The metrics file of `watch`, written after each cycle; what is wrong with it is told once, until that is another thing.
import { resolve } from "node:path";

export interface MetricsOutput {
  readonly cwd: string;
  /** Absent: nothing is written. */
  readonly file: string | undefined;
  readonly warn: (text: string) => void;
}

export function createMetricsWriter({
  cwd,
  file,
  warn,
}: MetricsOutput): (text: () => Promise<string>) => Promise<void> {
  let told = "";
  return async (text) => {
    if (file === undefined) return;
    const { writeMetricsFile } = await import("../metrics/write-metrics-file.ts");
    const problems = await writeMetricsFile(resolve(cwd, file), await text());
    const trouble = problems.map(({ summary }) => summary).join("; ");
    if (trouble !== "" && trouble !== told) warn(trouble);
    told = trouble;
  };
}
