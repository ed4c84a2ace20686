// The words that Terraform's users know for what is under way: "Creating...", "Creation complete after 42s". Data only.
import type { OperationAction } from "../core/step.ts";
import { formatDuration } from "../core/units.ts";

interface Words {
  /** Present: "Creating". */
  readonly doing: string;
  /** Noun with its verb's number: "Creation", "Modifications". */
  readonly done: string;
}

const WORDS: Readonly<Record<OperationAction, Words>> = {
  create: { doing: "Creating", done: "Creation" },
  update: { doing: "Modifying", done: "Modifications" },
  rebuild: { doing: "Rebuilding", done: "Rebuild" },
  delete: { doing: "Destroying", done: "Destruction" },
  "delete-deposed": { doing: "Destroying the one left over", done: "Destruction of the one left over" },
  act: { doing: "Acting on it", done: "Action" },
  check: { doing: "Checking", done: "Check" },
};

export interface About {
  readonly address: string;
  readonly action: OperationAction;
  readonly remoteId?: string;
}

export function sayStarted({ address, action, remoteId }: About): string {
  return `${address}: ${WORDS[action].doing}...${formatId(remoteId)}`;
}

export function sayProgress({ address, action, remoteId }: About, elapsedMs: number, more = ""): string {
  const id = remoteId === undefined || action === "create" ? "" : `id=${remoteId}, `;
  return `${address}: Still ${WORDS[action].doing.toLowerCase()}... [${id}${formatElapsed(elapsedMs)} elapsed]${more}`;
}

export function sayCompleted({ address, action, remoteId }: About, elapsedMs: number): string {
  const id = action === "delete" || action === "delete-deposed" ? "" : formatId(remoteId);
  return `${address}: ${WORDS[action].done} complete after ${formatElapsed(elapsedMs)}${id}`;
}

export function sayErrored({ address, action }: About, elapsedMs: number): string {
  return `${address}: ${WORDS[action].done} errored after ${formatElapsed(elapsedMs)}`;
}

export function doingOf(action: OperationAction): string {
  return WORDS[action].doing.toLowerCase();
}

/** Whole seconds. */
export function formatElapsed(ms: number): string {
  return ms < 1000 ? "0s" : formatDuration(Math.floor(ms / 1000) * 1000);
}

function formatId(remoteId: string | undefined): string {
  return remoteId === undefined ? "" : ` [id=${remoteId}]`;
}
