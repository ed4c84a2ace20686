// The examination as a whole: all checks at once where they can be, the results in a fixed order. Takes no lock, sends nothing
// that changes; at a store it makes only what `mayProbe` allows.
import type { Finding, FindingSubject, Judgement } from "../../core/finding.ts";
import { type CheckContext, judgeFailure } from "./check.ts";
import { type ExaminedProvider, examineProvider, type ProviderToExamine } from "./examine-provider.ts";
import { type ExaminedState, examineState, type StateToExamine } from "./examine-state.ts";
import { judgeAccount } from "./judge-account.ts";

export interface ExaminationRequest {
  readonly program: readonly Judgement[];
  readonly configuration: readonly Judgement[];
  readonly providers: readonly ProviderToExamine[];
  /** Undefined where the configuration does not say where it is. */
  readonly state: StateToExamine | undefined;
}

export async function examine(request: ExaminationRequest, context: CheckContext): Promise<readonly Finding[]> {
  const { program, configuration, providers, state } = request;
  const failed = (code: string) => (error: unknown) => ({ judgements: [judgeFailure(code, error, context)] });
  const [ofProviders, ofState] = await Promise.all([
    Promise.all(
      providers.map(async (entry): Promise<ExaminedProvider & { readonly id: string }> => {
        return { id: entry.id, ...(await examineProvider(entry, context).catch(failed("doctor.provider"))) };
      }),
    ),
    examineStateIfKnown(state, context).catch(failed("doctor.state")),
  ]);
  const accounts = new Map(ofProviders.map(({ id, account }) => [id, account]));
  const document = "document" in ofState ? ofState.document : undefined;
  const withAccount = ({ id, judgements }: (typeof ofProviders)[number]) => {
    const [first, ...rest] = judgements;
    return [...(first === undefined ? [] : [first]), ...judgeAccount(id, accounts, document), ...rest];
  };
  return [
    ...name({ kind: "program" }, program),
    ...name({ kind: "configuration" }, configuration),
    ...ofProviders.flatMap((one) => name({ kind: "provider", name: one.id }, withAccount(one))),
    ...name({ kind: "state" }, ofState.judgements),
  ];
}

async function examineStateIfKnown(state: StateToExamine | undefined, context: CheckContext): Promise<ExaminedState> {
  return state === undefined ? { judgements: [] } : await examineState(state, context);
}

function name(subject: FindingSubject, judgements: readonly Judgement[]): Finding[] {
  return judgements.map((judgement) => ({ subject, ...judgement }));
}
