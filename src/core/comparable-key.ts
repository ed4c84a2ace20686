// An SSH public key without its comment: what opens a machine is its type and its body; the comment is a note. Pure.
import { comparableText } from "./comparable-text.ts";

export function comparableKey(text: string): string {
  const [type = "", body = ""] = comparableText(text).split(" ");
  return `${type} ${body}`.trim();
}
