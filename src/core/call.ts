// What goes along with each call of the provider port.

/** What accompanies each call. */
export interface Call {
  readonly signal?: AbortSignal;
  /**
   * Reads only: an answer that another stack of the same account has had a moment ago will do, where such are kept. Absent: the
   * read is sent.
   */
  readonly mayShare?: boolean;
  /** Mutations only: awaited when the request's turn has come. Where it throws, nothing is sent. */
  readonly beforeSend?: () => Promise<void>;
  /**
   * Mutations only: called in the same turn of the event loop as the write to the socket; throws where sending is no
   * longer allowed (lease, interrupt), in which case nothing is sent.
   */
  readonly assertMaySend?: () => void;
}
