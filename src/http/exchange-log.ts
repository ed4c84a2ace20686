// What is told of each request to a log and to a recording: method, path, times, answers; never a query or a secret.
import type { HttpRequest, RawAnswer } from "./answer.ts";
import type { HttpClientOptions, HttpLogEntry } from "./http-client-options.ts";

export function startLog({ clock, log, redactor }: HttpClientOptions, request: HttpRequest, attempt: number) {
  const began = clock.monotonic();
  return (decision: HttpLogEntry["decision"], status?: number, reason?: string): void => {
    log?.(decision === "done" ? "debug" : "warn", {
      method: request.method,
      path: redactor.redact(request.shownPath ?? request.path),
      ms: Math.round(clock.monotonic() - began),
      attempt,
      decision,
      ...(status === undefined ? {} : { status }),
      ...(reason === undefined ? {} : { reason: redactor.redact(reason) }),
    });
  };
}

export function record({ onExchange, redactor }: HttpClientOptions, request: HttpRequest, answer: RawAnswer): void {
  if (onExchange === undefined || request.mayBeRecorded === false) return;
  const { redact } = redactor;
  const masked = (pairs: NonNullable<HttpRequest["query"]>) =>
    pairs.map(([name, value]) => [name, redact(value)] as const);
  onExchange({
    request: {
      method: request.method,
      path: redact(request.shownPath ?? request.path),
      query: masked(request.query ?? []),
      ...(request.form === undefined ? {} : { form: masked(request.form) }),
    },
    status: answer.status,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, redact(value)])),
    answer: redact(answer.body),
  });
}
