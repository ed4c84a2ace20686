// The live frame on a terminal: repainted by events and once a second; what has ended is printed above it for good.
import { createLogUpdate } from "log-update";
import type { RunEvent } from "../../core/event.ts";
import type { Redactor } from "../../http/redactor.ts";
import { createLiveView, type LiveFrame } from "../../render/live-view.ts";
import type { Style } from "../../render/style.ts";

export interface LiveScreen {
  handle(event: RunEvent): void;
  /** Takes the frame away; the next event brings it back. */
  pause(): void;
  /** How many operations the plan has, once it is known. */
  expect(total: number): void;
}

const REPAINT_MS = 1000;

export function createLiveScreen(style: Style, redactor: Redactor): LiveScreen {
  let view = createLiveView(style);
  const update = createLogUpdate(process.stderr, { showCursor: true });
  let timer: NodeJS.Timeout | undefined;
  const show = ({ permanent, frame }: LiveFrame) => {
    if (permanent.length > 0) {
      update.clear();
      process.stderr.write(`${redactor.redact(permanent.join("\n"))}\n`);
    }
    if (frame === "") update.clear();
    else update(redactor.redact(frame));
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
      update.clear();
    },
  };
}
