// What the answer of a webhook means: taken, worth another try, or refused for good, and what to do then. Pure.
import type { RawAnswer } from "../http/answer.ts";
import type { Redactor } from "../http/redactor.ts";
import { isPassingStatus } from "../http/status-fault.ts";
import { escapeForTerminal } from "../render/escape-for-terminal.ts";
import { cutText } from "../render/fit-text.ts";
import type { NoticeShape, NoticeTarget } from "./notice-target.ts";

export interface DeliveryFailure {
  /** No full stop. */
  readonly why: string;
  readonly fix: string;
  /** Another try may succeed. */
  readonly isPassing: boolean;
  readonly retryAfterMs?: number;
}

export const TOLD_AGAIN = "the next look tells it again; is the host right, and may it be reached from here?";

export const REDIRECTED: DeliveryFailure = {
  why: "it redirects to another address, which is not followed: the URL is a secret",
  fix: "give the address that the webhook itself has",
  isPassing: false,
};

export function judgeAnswer(
  { shape }: Pick<NoticeTarget, "shape">,
  answer: RawAnswer,
  redactor: Pick<Redactor, "redact">,
): DeliveryFailure | undefined {
  const status = readStatus(shape, answer);
  if (status >= 200 && status < 300) return undefined;
  const said = cutText(escapeForTerminal(redactor.redact(answer.body.slice(0, 2000))).trim(), 100, "…");
  return {
    why: `HTTP ${status}${said === "" ? "" : `: ${said}`}`,
    fix: FIXES[status] ?? TOLD_AGAIN,
    isPassing: isPassingStatus(status),
    ...(answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs }),
  };
}

/** Connectors of Teams answer 200 all the same, with the real status in the text. */
function readStatus(shape: NoticeShape, { status, body }: RawAnswer): number {
  const told = shape === "teams" && status === 200 ? /returned HTTP error (\d{3})\b/.exec(body)?.[1] : undefined;
  return told === undefined ? status : Number(told);
}

const REVOKED = "the webhook may have been revoked: make a new one, and set its URL";
const REFUSED =
  "is it the form that the receiver reads? slack+https://…, teams+https://… and json+https://… choose one";

const FIXES: Readonly<Record<number, string>> = {
  400: REFUSED,
  401: REVOKED,
  403: REVOKED,
  404: REVOKED,
  405: REFUSED,
  410: REVOKED,
  413: REFUSED,
  415: REFUSED,
  422: REFUSED,
  429: "it takes no more for now; the next look tells it again",
};
