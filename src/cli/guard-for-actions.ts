// Text under GitHub Actions: names in it come from providers and files, and must not be read as commands.
import { randomUUID } from "node:crypto";
import { wrapForActions } from "../render/github-actions.ts";
import type { Terminal } from "./terminal.ts";

/** As it is everywhere else, and where the stream is a file. */
export function guardForActions({ env }: Terminal, text: string, isFile: boolean): string {
  return env["GITHUB_ACTIONS"] === "true" && !isFile ? wrapForActions(text, randomUUID()) : text;
}
