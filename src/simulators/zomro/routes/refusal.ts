// The vendor's refusals: HTTP 200 and `doc.error`, [CP] [3P]. Types other than `auth` are usual on the platform, [ASSUMED].
export type RefusalType = "auth" | "missed" | "value" | "exists" | "access" | "limit" | "busy";

/** Thrown by the rules, caught where the answer is built. */
export class Refusal extends Error {
  /** A fault may name one that no rule uses. */
  readonly type: string;
  readonly object: string;
  /** Instead of the text in the caller's language. */
  readonly text: string | undefined;

  constructor(type: string, object: string, text?: string) {
    super(`${type} ${object}`);
    this.name = "Refusal";
    this.type = type;
    this.object = object;
    this.text = text;
  }
}

export function refusal(type: RefusalType, object: string, text?: string): Refusal {
  return new Refusal(type, object, text);
}
