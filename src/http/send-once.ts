// A mutation: one attempt on a connection of its own, whatever the verb. There is no loop here, and there must never be one.
import { ProviderError } from "../core/errors.ts";
import type { Call } from "../core/provider.ts";
import type { HttpRequest, RawAnswer } from "./answer.ts";
import { runExchange } from "./exchange.ts";
import { startLog } from "./exchange-log.ts";
import { openFreshConnection } from "./fresh-connection.ts";
import { ProxyFailure } from "./proxy-failure.ts";
import { assertNoRedirect, assertNotProxys, exchangeOf, failureOf, notePace, type Wire, withWait } from "./wire.ts";

export async function sendOnce(wire: Wire, request: HttpRequest, call: Call): Promise<RawAnswer> {
  const { options } = wire;
  try {
    await wire.limits.mutations?.take(call.signal);
    await wire.limits.all.take(call.signal);
    await call.beforeSend?.();
  } catch (thrown) {
    if (thrown instanceof ProviderError) throw thrown;
    throw failureOf(wire, request, thrown, "none", true).error;
  }
  const startedAt = options.clock.monotonic();
  const log = startLog(options, request, 1);
  const ended = options.inFlight?.();
  const connection = openFreshConnection({
    origin: wire.base.origin,
    open: wire.open,
    assertMaySend: call.assertMaySend ?? (() => undefined),
  });
  try {
    const answer = withWait(wire, await runExchange(exchangeOf(wire, connection.client, request, call)));
    wire.intermediaries.see(answer);
    assertNotProxys(wire, answer);
    notePace(wire, request, answer, startedAt);
    log("done", answer.status);
    assertNoRedirect(wire, request, answer, "unknown");
    return answer;
  } catch (thrown) {
    if (thrown instanceof ProviderError) throw thrown;
    // What the proxy itself refuses has not been passed on.
    const hasBegun = connection.hasBegun() && !(thrown instanceof ProxyFailure);
    const { error } = failureOf(wire, request, thrown, hasBegun ? "unknown" : "none", !hasBegun);
    log(error.effect === "none" ? "not-sent" : "unknown", undefined, error.message);
    throw error;
  } finally {
    await connection.close();
    ended?.();
  }
}
