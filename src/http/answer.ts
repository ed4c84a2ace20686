// What goes over the wire and what comes back, for every vendor. Knows no vendor's envelope.

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "LOCK" | "UNLOCK";
  /** Below the client's base URL, starting with `/`. Shown to people, so it must hold no secret. */
  readonly path: string;
  /** Shown instead of the path, where that is a secret itself. */
  readonly shownPath?: string;
  /** The path is one from the server's root, not below the base URL: an address that the server itself has named. */
  readonly fromRoot?: boolean;
  /** In order; a name may be repeated. Never shown to people. */
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: { readonly contentType: string; readonly text: string };
  /** What the body says, for a recording: without credentials, which are nobody's business there. */
  readonly form?: readonly (readonly [name: string, value: string])[];
  /** False where the answer holds a secret that is not known yet (a session, a password in clear). */
  readonly mayBeRecorded?: boolean;
  /** Reads only: whether an answer, though complete, is a passing failure of the server that is worth another try. */
  readonly retryIf?: (answer: RawAnswer) => boolean;
  /** Reads only: false where an answer is an error although its status says that it is none. Absent: the status tells. */
  readonly isSuccess?: (answer: RawAnswer) => boolean;
}

export interface RawAnswer {
  readonly status: number;
  /** Lower-case names; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Length of the body as it was sent. */
  readonly bytes: number;
  /** What the server asks us to wait, by seconds or by a date. */
  readonly retryAfterMs?: number;
}

/** Method and path, never the query: the only form in which a request is shown. */
export function formatRequest(request: Pick<HttpRequest, "method" | "path" | "shownPath">): string {
  return `${request.method} ${request.shownPath ?? request.path}`;
}

/** The path and query as sent; `prefix` is the path of the base URL, `more` stands at the end of the query. */
export function buildTarget(
  prefix: string,
  request: HttpRequest,
  more: readonly (readonly [name: string, value: string])[] = [],
): string {
  const pairs = [...(request.query ?? []), ...more].map((pair): [string, string] => [...pair]);
  const query = new URLSearchParams(pairs).toString();
  const base = request.fromRoot === true ? "" : prefix.replace(/\/+$/, "");
  return `${base}${request.path}${query === "" ? "" : `?${query}`}`;
}
