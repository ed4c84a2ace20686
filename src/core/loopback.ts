// Which hosts are this machine: no proxy stands before them, and plain http and any credentials may go there.

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)\.?$/i;

/** `host` as `URL.hostname` gives it, or without the brackets of IPv6. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}
