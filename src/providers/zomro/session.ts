// One session for all calls: many that find it ended log in once, and a login that was refused is not repeated. Sends nothing
// itself.
import { ProviderError } from "../../core/errors.ts";
import type { Call } from "../../core/provider.ts";

export interface Session {
  /**
   * Sends with the session; once more, with a new one, if that answer says that the session has ended. `isAlive` is asked
   * where the answer may as well mean that a right is missing: what changes something is sent again only if it says no.
   */
  use<T>(
    func: string,
    send: (auth: string, isRenewed: boolean) => Promise<T>,
    call: Call,
    isAlive?: (auth: string) => Promise<boolean>,
  ): Promise<T>;
}

/** `logIn`: undefined where there are no credentials to log in with again. */
export function createSession(
  given: string | undefined,
  logIn: ((call: Call) => Promise<string>) | undefined,
): Session {
  let current = given;
  let pending: Promise<string> | undefined;
  /** A session that took the place of a refused one and was never good: it is refused for another reason. */
  let unproven: string | undefined;
  /** Functions that a new session was refused, too: a right is missing, and another login would not bring it. */
  const forbidden = new Set<string>();
  const open = (call: Call): Promise<string> => {
    if (logIn === undefined) throw noSession();
    pending ??= logIn(call)
      .then((token) => (current = token))
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
  const currentFor = async (call: Call) => (pending === undefined ? current : undefined) ?? open(call);
  /** Only the first to find a session ended replaces it; the others take the new one. */
  const renew = async (ended: string, call: Call) => {
    if (current !== undefined && current !== ended) return current;
    unproven = await open(call);
    // Others have logged in before, and that has ended since.
    if (unproven === ended && call.mayShare === true) unproven = await open({ ...call, mayShare: false });
    return unproven;
  };
  const accepted = <T>(token: string, answer: T): T => {
    if (token === unproven) unproven = undefined;
    return answer;
  };
  return {
    async use(func, send, call, isAlive) {
      const token = await currentFor(call);
      try {
        return accepted(token, await send(token, false));
      } catch (error) {
        const mayRenew = logIn !== undefined && token !== unproven && !forbidden.has(func);
        if (!isSessionError(error) || !mayRenew) throw error;
        if (error.vendorCode === "access" && (await isAlive?.(token)) === true) throw error;
        const renewed = await renew(token, call);
        try {
          return accepted(renewed, await send(renewed, true));
        } catch (again) {
          if (isSessionError(again)) forbidden.add(func);
          throw again;
        }
      }
    },
  };
}

function noSession(): ProviderError {
  return new ProviderError("there is no session, and no user name and password to log in with", {
    fault: "unauthorised",
    effect: "none",
    hint: "set ZOMRO_USERNAME and ZOMRO_PASSWORD, or ZOMRO_SESSION",
  });
}

/** Missing, or run out: the call was refused before it ran. Panels say `auth` [3P], or `access` as for a missing right. */
function isSessionError(error: unknown): error is ProviderError {
  if (!(error instanceof ProviderError) || error.fault !== "unauthorised") return false;
  return error.vendorCode === "auth" || error.vendorCode === "access";
}
