// What a terminal shows while an apply runs: finished operations as permanent lines, running ones in a frame that is
// repainted. A state machine over events; who prints and when is the caller's business.
import type { RunEvent } from "../core/event.ts";
import type { OperationAction } from "../core/step.ts";
import { escapeForTerminal } from "./escape-for-terminal.ts";
import { cutText, padText, textWidth } from "./fit-text.ts";
import { doingOf, formatElapsed } from "./operation-words.ts";
import { buildPaint, type Paint, type Style } from "./style.ts";
import { describeEvent } from "./text-events.ts";

export interface LiveFrame {
  /** Lines to print above the frame, once. */
  readonly permanent: readonly string[];
  /** The frame as it is now; empty where nothing runs. */
  readonly frame: string;
}

export interface LiveView {
  handle(event: RunEvent, nowMs: number): LiveFrame;
  /** The frame again, later. */
  tick(nowMs: number): LiveFrame;
}

interface Running {
  readonly action: OperationAction;
  readonly startedMs: number;
  step?: { summary: string; index: number; of: number };
  percentage?: number | undefined;
  waitingFor?: string | undefined;
}

interface ViewState {
  readonly style: Style;
  readonly paint: Paint;
  readonly total: number | undefined;
  readonly running: Map<string, Running>;
  reading: string | undefined;
  ended: number;
  /** Frames drawn so far: what turns the spinner, however often it is repainted. */
  painted: number;
}

const DEFAULT_ROWS = 20;

/** `total`: operations of the plan, for "12 of 40". */
export function createLiveView(style: Style, options: { readonly total?: number } = {}): LiveView {
  const state: ViewState = {
    style,
    paint: buildPaint(style),
    total: options.total,
    running: new Map(),
    reading: undefined,
    ended: 0,
    painted: 0,
  };
  return {
    handle: (event, nowMs) => ({ permanent: take(state, event, nowMs), frame: draw(state, nowMs) }),
    tick: (nowMs) => ({ permanent: [], frame: draw(state, nowMs) }),
  };
}

function take(state: ViewState, event: RunEvent, nowMs: number): string[] {
  const { style, paint, running } = state;
  switch (event.type) {
    case "reading":
      state.reading = `reading ${event.what} of ${event.provider}`;
      return [];
    case "read":
      state.reading = undefined;
      return [];
    case "started":
      running.set(keyOf(event), { action: event.action, startedMs: nowMs });
      return [];
    case "step":
      amend(state, event, {
        step: { summary: event.summary, index: event.index, of: event.of },
        percentage: undefined,
        waitingFor: undefined,
      });
      return [];
    case "progress":
      amend(state, event, { percentage: event.percentage, waitingFor: event.waitingFor });
      return [];
    case "completed":
    case "failed":
    case "unknown":
    case "still-running":
    case "blocked":
    case "skipped":
      running.delete(keyOf(event));
      state.ended++;
      return describeEvent(event, style, paint);
    default:
      return describeEvent(event, style, paint);
  }
}

function keyOf(event: { readonly action: OperationAction; readonly address: string }): string {
  return `${event.action} ${event.address}`;
}

function amend(
  state: ViewState,
  event: { readonly action: OperationAction; readonly address: string },
  more: Partial<Running>,
): void {
  const running = state.running.get(keyOf(event));
  if (running !== undefined) Object.assign(running, more);
}

function draw(state: ViewState, nowMs: number): string {
  const { style, paint, running } = state;
  const spinner = spin(state);
  if (running.size === 0)
    return state.reading === undefined
      ? ""
      : cutText(`${spinner} ${escapeForTerminal(state.reading)}`, style.width, paint.ellipsis);
  const rows = Math.max(3, (style.height ?? DEFAULT_ROWS) - 4);
  const all = [...running];
  const shown = all.slice(0, all.length > rows ? rows - 1 : rows);
  const hasGauge = shown.some(([, item]) => item.percentage !== undefined);
  const label = Math.min(Math.floor(style.width / 2), Math.max(...shown.map(([key]) => textWidth(addressOf(key)))));
  const lines = shown.map(([key, item]) =>
    drawLine(addressOf(key), item, { nowMs, label, hasGauge, spinner, style, paint }),
  );
  const left = all.length - shown.length;
  return [...lines, ...(left > 0 ? [paint.dim(`  and ${left} more`)] : []), paint.dim(drawTotal(state))].join("\n");
}

function addressOf(key: string): string {
  return escapeForTerminal(key.slice(key.indexOf(" ") + 1));
}

interface LineContext {
  readonly nowMs: number;
  readonly label: number;
  /** Some line has a percentage: all keep room for it. */
  readonly hasGauge: boolean;
  readonly spinner: string;
  readonly style: Style;
  readonly paint: Paint;
}

function drawLine(
  address: string,
  item: Running,
  { nowMs, label, hasGauge, spinner, style, paint }: LineContext,
): string {
  const name = padText(cutText(address, label, paint.ellipsis), label);
  const elapsed = padText(formatElapsed(Math.max(0, nowMs - item.startedMs)), 6, "left");
  const step = item.step === undefined || item.step.of < 2 ? "" : `step ${item.step.index + 1}/${item.step.of} `;
  const what =
    item.waitingFor === undefined ? (item.step?.summary ?? doingOf(item.action)) : `waiting for ${item.waitingFor}`;
  const percentage = item.percentage === undefined ? "" : `${Math.round(item.percentage)}%`;
  const gauge = hasGauge ? `${padText(percentage, 4, "left")}  ` : "";
  const room = style.width - label - 11 - gauge.length;
  const text = cutText(escapeForTerminal(`${step}${what}`), Math.max(8, room), paint.ellipsis);
  return `${paint.cyan(spinner)} ${paint.bold(name)} ${elapsed}  ${paint.dim(gauge)}${text}`;
}

function drawTotal({ running, ended, total }: ViewState): string {
  const done = total === undefined ? `${ended} done` : `${ended} of ${total} done`;
  return `  ${running.size} running, ${done}`;
}

const BRAILLE = [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"];
const ASCII = [..."|/-\\"];

function spin(state: ViewState): string {
  const frames = state.style.unicode ? BRAILLE : ASCII;
  return frames[state.painted++ % frames.length] ?? "";
}
