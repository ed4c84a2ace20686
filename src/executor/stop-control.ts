// The two stages of an interrupt: first no further mutating request leaves, then waiting ends, too.
import { AbortedError } from "../core/errors.ts";

export interface StopControl {
  /** No further mutating request may be sent. Read in the same turn as the write to the socket. */
  readonly isRequested: () => boolean;
  /** Aborts when waiting for what is in flight must end as well. */
  readonly waiting: AbortSignal;
  /** Aborts as soon as stopping is requested: pauses between steps end at once. */
  readonly requested: AbortSignal;
  request(): void;
  endWaiting(): void;
}

export function createStopControl(): StopControl {
  const requested = new AbortController();
  const waiting = new AbortController();
  return {
    isRequested: () => requested.signal.aborted,
    requested: requested.signal,
    waiting: waiting.signal,
    request: () => requested.abort(new AbortedError()),
    endWaiting: () => {
      requested.abort(new AbortedError());
      waiting.abort(new AbortedError());
    },
  };
}
