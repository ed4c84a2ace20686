// The clock that is passed in everywhere time matters, so that tests never sleep and a jump can be seen.

export interface Clock {
  /** Wall time, epoch milliseconds: for showing and for "not older than", never for measuring. */
  now(): number;
  /** Monotonic milliseconds: for deadlines and leases. */
  monotonic(): number;
  /**
   * Resolves after `ms`; rejects with the signal's reason when it aborts.
   * `background`: must not keep the process alive (a heartbeat).
   */
  sleep(ms: number, signal?: AbortSignal, options?: { readonly background?: boolean }): Promise<void>;
}
