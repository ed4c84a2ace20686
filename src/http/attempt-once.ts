// One attempt on a pooled connection: for requests that the caller may send again, since a condition in them or a look
// afterwards tells what became of them. There is no loop here.
import { ProviderError } from "../core/errors.ts";
import type { Call } from "../core/provider.ts";
import type { HttpRequest, RawAnswer } from "./answer.ts";
import { runExchange } from "./exchange.ts";
import { startLog } from "./exchange-log.ts";
import { assertNoRedirect, assertNotProxys, exchangeOf, failureOf, type Wire, withWait } from "./wire.ts";

export async function attemptOnce(wire: Wire, request: HttpRequest, call: Call): Promise<RawAnswer> {
  const { options } = wire;
  const log = startLog(options, request, 1);
  const ended = options.inFlight?.();
  try {
    const answer = withWait(wire, await runExchange(exchangeOf(wire, wire.agent, request, call)));
    assertNotProxys(wire, answer);
    log("done", answer.status);
    assertNoRedirect(wire, request, answer, "unknown");
    return answer;
  } catch (thrown) {
    if (thrown instanceof ProviderError) throw thrown;
    const { error, isPassing } = failureOf(wire, request, thrown, "unknown");
    log(isPassing ? "unknown" : "give-up", undefined, error.message);
    throw isPassing ? error : new LastingFailure(error);
  } finally {
    ended?.();
  }
}

/** Another try would fail alike: a certificate that is not trusted, a proxy that refuses. */
export class LastingFailure extends ProviderError {
  constructor(error: ProviderError) {
    const { fault, effect, request, hint, code, cause } = error;
    super(error.message, {
      fault,
      effect,
      cause,
      ...(request === undefined ? {} : { request }),
      ...(hint === undefined ? {} : { hint }),
      ...(code === undefined ? {} : { code }),
    });
    this.name = "LastingFailure";
  }
}
