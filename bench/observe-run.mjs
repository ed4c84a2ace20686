// Loaded before the program that is measured: writes at its end what it has used. CPU and turns of the loop in milliseconds,
// memory in MiB.
import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.once("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const used = {
    cpuMs: Math.round((userCPUTime + systemCPUTime) / 1000),
    peakMiB: Math.round(maxRSS / 1024),
    longestTurnMs: Math.round(delay.max / 1e6),
  };
  writeFileSync(process.env.BENCH_USED, JSON.stringify(used));
});
