// What goes wrong at the proxy and not at the provider: named as the proxy's, with what to do about it. No request has left.
import type { Fault } from "../core/errors.ts";
import { formatProxy, type HttpProxy } from "./proxy-setting.ts";

export class ProxyFailure extends Error {
  readonly fault: Fault;
  readonly hint: string;
  /** Whether a read is worth another try: never where the proxy has refused, since an account may be locked by it. */
  readonly isPassing: boolean;

  constructor(message: string, { fault, hint, isPassing }: { fault: Fault; hint: string; isPassing: boolean }) {
    super(message);
    this.name = "ProxyFailure";
    this.fault = fault;
    this.hint = hint;
    this.isPassing = isPassing;
  }
}

const TEXTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refused the connection",
  ECONNRESET: "closed the connection",
  EPIPE: "closed the connection",
  ENOTFOUND: "has a name that does not resolve",
  EAI_AGAIN: "has a name that could not be resolved now",
  EHOSTUNREACH: "cannot be reached: no route to the host",
  ENETUNREACH: "cannot be reached: the network is unreachable",
  ETIMEDOUT: "did not answer in time",
};

/** The proxy could not be reached, broke off, or is none. */
export function buildUnreachable(proxy: HttpProxy, error: Error): ProxyFailure {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const told = code.startsWith("HPE_") ? "does not answer like an HTTP proxy" : TEXTS[code];
  return fail(proxy, told ?? `failed: ${error.message}`, { isPassing: told === undefined || !code.startsWith("HPE_") });
}

/** It answered and has opened no tunnel. */
export function buildRefused(proxy: HttpProxy, status: number, target: string): ProxyFailure {
  if (status === 407)
    return fail(proxy, "wants other credentials (status 407)", {
      fault: "unauthorised",
      hint: `check user and password in ${proxy.variable}; it is not tried again, since that could lock the account`,
    });
  if (status === 403)
    return fail(proxy, `does not allow ${target} (status 403)`, {
      fault: "rejected",
      hint: `ask whoever runs it to allow ${target}, or let this host go around it with NO_PROXY`,
    });
  const isPassing = status === 408 || status === 429 || status >= 500;
  return fail(proxy, `opened no tunnel to ${target} (status ${status})`, { isPassing });
}

/** It said yes, and then spoke itself: in TLS the client speaks first. */
export function buildTalking(proxy: HttpProxy): ProxyFailure {
  return fail(proxy, "sent a page instead of opening a tunnel", {});
}

/** Between the tunnel's opening and the end of the handshake. */
export function buildBroken(proxy: HttpProxy, target: string, error: Error): ProxyFailure {
  const why = error.message.replace(/\s+/g, " ").slice(0, 120);
  return fail(proxy, `opened a tunnel to ${target}, but TLS through it failed (${why})`, { isPassing: true });
}

export function buildSilent(proxy: HttpProxy): ProxyFailure {
  return fail(proxy, "did not open a tunnel in time", { fault: "timed-out", isPassing: true });
}

function fail(
  proxy: HttpProxy,
  what: string,
  { fault = "unavailable", hint, isPassing = false }: { fault?: Fault; hint?: string; isPassing?: boolean },
): ProxyFailure {
  return new ProxyFailure(`the proxy ${formatProxy(proxy)} ${what}`, {
    fault,
    isPassing,
    hint:
      hint ??
      `${proxy.variable} is set, so that the provider is reached through it: check its address, or let this host go around it with NO_PROXY`,
  });
}
