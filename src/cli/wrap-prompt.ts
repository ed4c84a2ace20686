// A question at a terminal, broken between words, with the space behind it in which the answer is typed. Pure.
import { wrapText } from "../render/fit-text.ts";

/** So much of the last line stays free for `yes`. */
const ROOM_FOR_ANSWER = 6;

export function wrapPrompt(prompt: string, columns: number): string {
  const asked = prompt.trimEnd();
  const lines = asked.split("\n").flatMap((line) => wrapText(line, Math.max(20, columns - ROOM_FOR_ANSWER)));
  return `${lines.join("\n")}${prompt.slice(asked.length)}`;
}
