// A Zomro client over scripted answers: what each function answers, and which forms were asked.
import type { HttpRequest, RawAnswer } from "../../../../src/http/answer.ts";
import type { HttpClient } from "../../../../src/http/http-client.ts";
import { createRedactor } from "../../../../src/http/redactor.ts";
import { createZomroClient, type Fields, type ZomroCredentials } from "../../../../src/providers/zomro/client.ts";
import { NOTHING_TOLD } from "../../../support/no-intermediaries.ts";

export type Answer = (fields: Fields) => unknown;

export const LOGIN = { username: "ops@example.test", password: "s3cret-word" };
export const refusal = (type: string, object = "") => ({ error: { $type: type, $object: object, msg: { $: "no" } } });

/** A list without rows, and a form without values. */
const NOTHING = { p_elems: { $: "0" } };

/** An answer that is text is the whole body; anything else stands under `doc`. */
export function scripted(answers: Readonly<Record<string, Answer>>, credentials: ZomroCredentials = LOGIN) {
  const asked: string[] = [];
  let logins = 0;
  const exchange = async (request: HttpRequest): Promise<RawAnswer> => {
    const form = await new Response(request.body?.text ?? "", {
      headers: { "content-type": request.body?.contentType ?? "" },
    }).formData();
    const fields = Object.fromEntries([...form].map(([name, value]): [string, string] => [name, String(value)]));
    const func = fields["func"] ?? "";
    asked.push(func);
    const doc = answers[func]?.(fields) ?? (func === "auth" ? { auth: { $id: `session-${++logins}` } } : NOTHING);
    const body = typeof doc === "string" ? doc : JSON.stringify({ doc });
    return { status: 200, headers: {}, body, bytes: body.length };
  };
  const http: HttpClient = {
    read: exchange,
    send: exchange,
    close: async () => undefined,
    ...NOTHING_TOLD,
  };
  return { client: createZomroClient(http, credentials, createRedactor(), { now: () => 0 }), asked };
}
