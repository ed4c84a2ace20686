// What became of requests that an earlier run had left open, one line each. What is still open stands in the plan.
import type { Resumed } from "../core/event.ts";
import type { Intent } from "../core/state-document.ts";

export function formatResumed(resumed: readonly Resumed[]): string[] {
  return resumed.flatMap((one) => formatOne(one) ?? []);
}

function formatOne({ intent, outcome, message }: Resumed): string | undefined {
  const what = `${intent.address}: "${intent.summary}" of an earlier run`;
  switch (outcome) {
    case "settled":
      return `${what} ${sayDone(intent)}`;
    case "did-not-happen":
      return message === "" ? `${what} did not happen` : `${what}: ${message}`;
    case "failed":
      return `${what} has failed: ${message}`;
    case "unknown":
    case "pending":
      return undefined;
  }
}

function sayDone({ action, settle }: Intent): string {
  if (settle.by === "gone") return "is done: it is gone";
  return action === "create" && settle.by === "match" ? "is done: it is there, and on record now" : "is done";
}
