// Keeps other sites out that are open in the same browser: by the name that the simulators are asked under, and by what is sent.
import type { Context, Next } from "hono";

const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/**
 * A name of somebody else that leads here would make a page of theirs one of ours. A page of another site can send a form or
 * text without asking first, but no JSON; a browser always says where it comes from. Nothing here allows it to ask. What is no
 * browser (curl, a script) may send any type.
 */
export async function refuseForeignPages(c: Context, next: Next): Promise<Response | undefined> {
  const refuse = (status: 403 | 415, problem: string): Response => c.json({ problems: [problem] }, status);
  const { host = "", origin } = c.req.header();
  if (!LOOPBACK_HOST.test(host)) return refuse(403, `asked as "${host}": only as localhost, 127.0.0.1 or [::1]`);
  if (["GET", "HEAD"].includes(c.req.method)) {
    await next();
    return undefined;
  }
  if (origin !== undefined && origin !== `http://${host}`) return refuse(403, `changes are not taken from ${origin}`);
  const isOfBrowser = origin !== undefined || c.req.header("sec-fetch-site") !== undefined;
  const hasBody = c.req.method !== "DELETE";
  if (isOfBrowser && hasBody && !/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
    return refuse(415, "send the header content-type: application/json");
  }
  await next();
  return undefined;
}
