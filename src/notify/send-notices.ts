// Tells targets of what a look for drift has found: builds what each is to get, sends it, and says of each whether it has arrived.
// Never throws for a target that cannot be reached, and never shows its address.
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import type { DriftFinding, DriftReport } from "../core/drift-report.ts";
import type { FailedLook } from "../core/failed-look.ts";
import type { Redactor } from "../http/redactor.ts";
import { buildJsonNotice } from "../render/notice/json-notice.ts";
import { buildNotice, type Notice } from "../render/notice/notice.ts";
import { buildSlackNotice } from "../render/notice/slack-notice.ts";
import { buildTeamsNotice } from "../render/notice/teams-notice.ts";
import { type Delivery, deliver } from "./deliver.ts";
import type { NoticeShape, NoticeTarget } from "./notice-target.ts";

export interface NoticeErrand {
  readonly target: NoticeTarget;
  /** The findings that this target was not told of yet, or not as they are now. */
  readonly fresh: readonly DriftFinding[];
}

export interface NoticeResult {
  readonly target: NoticeTarget;
  /** It answered that it has taken it: its findings need not be told again. */
  readonly isTold: boolean;
  /** `notify.failed`, where it has not. */
  readonly diagnostic?: Diagnostic;
}

export interface NoticeContext extends Delivery {
  readonly look: DriftReport | FailedLook;
  readonly version: string;
  /** Knows the secrets of the targets, too. */
  readonly redactor: Redactor;
}

const FORMS: Readonly<Record<NoticeShape, (notice: Notice) => object>> = {
  json: buildJsonNotice,
  slack: buildSlackNotice,
  teams: buildTeamsNotice,
};

/** All at once; takes 45 s at most. In the order of the errands. Rejects with the reason of `signal` only. */
export async function sendNotices(
  errands: readonly NoticeErrand[],
  context: NoticeContext,
): Promise<readonly NoticeResult[]> {
  return await Promise.all(errands.map((errand) => sendOne(errand, context)));
}

async function sendOne({ target, fresh }: NoticeErrand, context: NoticeContext): Promise<NoticeResult> {
  const { look, version, redactor } = context;
  const notice = buildNotice({ look, fresh, version, redact: (text) => redactor.redact(text) });
  const failure = await deliver(target, JSON.stringify(FORMS[target.shape](notice)), context);
  context.signal?.throwIfAborted();
  if (failure === undefined) return { target, isTold: true };
  const summary = `the notice to ${target.label} was not delivered: ${failure.why}`;
  return { target, isTold: false, diagnostic: buildError("notify.failed", summary, { fix: failure.fix }) };
}
