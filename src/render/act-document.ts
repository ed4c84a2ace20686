// The result of a day-2 act as a JSON document. Pure; secrets are masked by whoever prints it.
import type { JsonObject } from "../core/json.ts";
import type { ActToShow, ContradictionToShow } from "./format-act.ts";

export interface EndedAct {
  readonly outcome: string;
  readonly results: readonly { readonly outcome: string; readonly message?: string; readonly fix?: string }[];
  readonly contradictions: readonly ContradictionToShow[];
  readonly gone: readonly string[];
}

export function buildActDocument(
  { address, name }: { readonly address: string; readonly name: string },
  { outcome, results, contradictions, gone }: EndedAct,
  shown: ActToShow | undefined,
): JsonObject {
  const [result] = results;
  const of = shown === undefined ? {} : { vendor: shown.vendor, id: shown.remoteId };
  return {
    address,
    action: name,
    ...of,
    // `done`, `failed`, `unknown`, `still-running`, `blocked`, `interrupted`, `cancelled`.
    outcome: result?.outcome ?? outcome,
    ...(result?.message === undefined ? {} : { message: result.message }),
    ...(result?.fix === undefined ? {} : { fix: result.fix }),
    lost: shown?.rule.destroys === undefined ? [] : shown.lost.map(({ kind, label }) => ({ kind, label })),
    contradictions: contradictions.map(({ address: at, path, declared, actual, isSensitive, range }) => ({
      address: at,
      path,
      ...(isSensitive ? { sensitive: true } : { declared: declared ?? null, actual: actual ?? null }),
      ...(range === undefined ? {} : { file: range.file, line: range.start.line }),
    })),
    gone: [...gone],
  };
}
