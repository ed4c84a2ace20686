// The live frame on a terminal: repainted by events and once a second; what has ended is printed above it for good.
import { Writable } from "node:stream";
import type { createLogUpdate } from "log-update";
import type { RunEvent } from "../../core/event.ts";
import { once } from "../../core/once.ts";
import type { Redactor } from "../../http/redactor.ts";
import { createLiveView, type LiveFrame } from "../../render/live-view.ts";
import type { Style } from "../../render/style.ts";
import type { Terminal } from "../terminal.ts";

export interface LiveScreen {
  handle(event: RunEvent): void;
  /** Takes the frame away; the next event brings it back. */
  pause(): void;
  /** How many operations the plan has, once it is known. */
  expect(total: number): void;
}

type Screen = Pick<Terminal, "err" | "columns" | "rows">;

/** By the terminal's own queue: one that is held (Ctrl-S) must not hold the run. */
function openScreen(terminal: Screen): NodeJS.WritableStream {
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      terminal.err(String(chunk));
      done();
    },
  });
  return Object.defineProperties(stream, {
    isTTY: { value: true },
    columns: { get: () => terminal.columns },
    rows: { get: () => terminal.rows },
  });
}

const REPAINT_MS = 1000;

export function createLiveScreen(terminal: Screen, style: Style, redactor: Redactor): LiveScreen {
  let view = createLiveView(style);
  let timer: NodeJS.Timeout | undefined;
  const painter = createPainter(terminal);
  const show = ({ permanent, frame }: LiveFrame) => {
    if (permanent.length > 0) {
      painter.paint("");
      terminal.err(`${redactor.redact(permanent.join("\n"))}\n`);
    }
    painter.paint(redactor.redact(frame));
  };
  return {
    expect(total) {
      view = createLiveView(style, { total });
    },
    handle(event) {
      show(view.handle(event, Date.now()));
      timer ??= setInterval(() => show(view.tick(Date.now())), REPAINT_MS);
      timer.unref();
    },
    pause() {
      clearInterval(timer);
      timer = undefined;
      painter.paint("");
    },
  };
}

/** Loads what paints with the first frame: that takes as long as a small plan, and the first request is under way by then. */
function createPainter(terminal: Screen): { paint(frame: string): void } {
  let update: ReturnType<typeof createLogUpdate> | undefined;
  let shown = "";
  const apply = () => {
    if (shown === "") update?.clear();
    else update?.(shown);
  };
  const load = once(async () => {
    const { createLogUpdate: create } = await import("log-update");
    update = create(openScreen(terminal), { showCursor: true });
    apply();
  });
  return {
    paint(frame) {
      shown = frame;
      // Without it there is no frame, and the run goes on.
      if (frame !== "") load().catch(() => undefined);
      apply();
    },
  };
}
