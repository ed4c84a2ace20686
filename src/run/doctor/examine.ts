// The examination as a whole: all checks at once where they can be, the results in a fixed order. Takes no lock, sends nothing
// that changes; at a store it makes only what `mayProbe` allows.
import type { Finding, FindingSubject, Judgement } from "../../core/finding.ts";
import { type CheckContext, judgeFailure } from "./check.ts";
import { examineProvider, type ProviderToExamine } from "./examine-provider.ts";
import { examineState, type StateToExamine } from "./examine-state.ts";

export interface ExaminationRequest {
  readonly program: readonly Judgement[];
  readonly configuration: readonly Judgement[];
  readonly providers: readonly ProviderToExamine[];
  /** Undefined where the configuration does not say where it is. */
  readonly state: StateToExamine | undefined;
}

export async function examine(request: ExaminationRequest, context: CheckContext): Promise<readonly Finding[]> {
  const { program, configuration, providers, state } = request;
  const guard = (code: string, work: Promise<readonly Judgement[]>) =>
    work.catch((error: unknown) => [judgeFailure(code, error, context)]);
  const [ofProviders, ofState] = await Promise.all([
    Promise.all(
      providers.map(async (entry) =>
        name({ kind: "provider", name: entry.id }, await guard("doctor.provider", examineProvider(entry, context))),
      ),
    ),
    state === undefined ? [] : guard("doctor.state", examineState(state, context)),
  ]);
  return [
    ...name({ kind: "program" }, program),
    ...name({ kind: "configuration" }, configuration),
    ...ofProviders.flat(),
    ...name({ kind: "state" }, ofState),
  ];
}

function name(subject: FindingSubject, judgements: readonly Judgement[]): Finding[] {
  return judgements.map((judgement) => ({ subject, ...judgement }));
}
