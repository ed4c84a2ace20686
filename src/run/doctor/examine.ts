// The examination as a whole: all checks at once where they can be, the results in a fixed order. Takes no lock, sends nothing
// that changes; at a store it makes only what `mayProbe` allows.
import { type Finding, type FindingSubject, type Judgement, judgeProblem } from "../../core/finding.ts";
import { type CheckContext, judgeFailure } from "./check.ts";
import { type ExaminedProvider, examineProvider, type ProviderToExamine } from "./examine-provider.ts";
import { type ExaminedState, examineState, type StateToExamine } from "./examine-state.ts";
import { judgeAccount } from "./judge-account.ts";
import { formatCount } from "./spans.ts";

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
    ...name(
      { kind: "state" },
      judgeLoss(
        "isEmpty" in ofState && ofState.isEmpty === true,
        ofProviders.flatMap(({ made = [] }) => made),
      ),
    ),
  ];
}

const MOST_LISTED = 5;

/** An empty state beside declared objects that run: the next plan would take over by name alone, or refuse to. */
function judgeLoss(isEmpty: boolean, made: readonly string[]): readonly Judgement[] {
  if (!isEmpty || made.length === 0) return [];
  const left = made.length - MOST_LISTED;
  const summary = `the state is empty, but ${formatCount(made.length, "declared object")} run: it seems lost`;
  return [
    judgeProblem("doctor.lost", summary, {
      details: [...made.slice(0, MOST_LISTED), ...(left > 0 ? [`and ${left} more`] : [])],
      fixes: [
        "restore it from a backup: trueup state push FILE",
        "or make it anew from what runs: trueup state rebuild",
      ],
    }),
  ];
}

async function examineStateIfKnown(state: StateToExamine | undefined, context: CheckContext): Promise<ExaminedState> {
  return state === undefined ? { judgements: [] } : await examineState(state, context);
}

function name(subject: FindingSubject, judgements: readonly Judgement[]): Finding[] {
  return judgements.map((judgement) => ({ subject, ...judgement }));
}
