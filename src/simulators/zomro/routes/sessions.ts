// Who may call: log-in, session tokens that live an hour after their last request, and `authinfo` on a single call, [BM].
import { createHash } from "node:crypto";
import type { World } from "../objects/world.ts";
import type { Handler } from "./call.ts";
import type { FormValues } from "./form-values.ts";
import { refusal } from "./refusal.ts";

export const SESSION_MS = 3_600_000;

/** Throws unless the call carries a live token or the credentials themselves; a token is renewed by its use. */
export function authorise(world: World, form: FormValues): Caller {
  const now = world.clock.now();
  const { endedSession, secondFactor } = world.account.quirks;
  const token = form.text("auth");
  if (token !== undefined) {
    const session = world.sessions.get(token);
    if (!session || now - session.lastAt > SESSION_MS) throw refusal(endedSession, "expired");
    session.lastAt = now;
    return { username: session.username, isHalfOpen: session.isHalfOpen === true };
  }
  if (form.text("authinfo") === undefined) throw refusal("auth", "expired");
  return { username: credentialOf(world, form), isHalfOpen: secondFactor };
}

export interface Caller {
  username: string;
  /** Nothing is carried out before the second factor. */
  isHalfOpen: boolean;
}

/** Whose session it is; the shape is [ASSUMED] from panels of the same make. */
export const whoAmI: Handler = ({ world, form }) => ({
  user: { $id: "1", $name: authorise(world, form).username, $level: "16" },
});

export function endSession(world: World, token: string | undefined): void {
  if (token !== undefined) world.sessions.delete(token);
}

/** One user may hold several sessions, [ASSUMED]. */
export const logIn: Handler = ({ world, form, now }) => {
  const username = credentialOf(world, form);
  world.lastIds.token += 1;
  // Repeatable, so that two runs of a test can be compared; nobody but this machine can reach the stand-in.
  const token = createHash("sha256").update(`session ${world.lastIds.token} ${username}`).digest("hex").slice(0, 24);
  const { secondFactor } = world.account.quirks;
  world.sessions.set(token, { username, lastAt: now, ...(secondFactor && { isHalfOpen: true as const }) });
  return { auth: { $id: token, $: token } };
};

/** `username` and `password`, or both in `authinfo`; only the first colon separates, so a password may have more. */
function credentialOf(world: World, form: FormValues): string {
  const both = form.text("authinfo");
  const cut = both?.indexOf(":") ?? -1;
  const [username, password] = both
    ? [both.slice(0, Math.max(0, cut)), both.slice(cut + 1)]
    : [form.text("username"), form.text("password")];
  const { credentials } = world.account;
  const isKnown = credentials.some((known) => known.username === username && known.password === password);
  if (username === undefined || !isKnown) throw refusal("auth", "badpassword");
  return username;
}
