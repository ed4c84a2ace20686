// How output looks: width, colour and symbols, given by whoever owns the terminal. Knows nothing of plans or events.
import picocolors from "picocolors";

export interface Style {
  /** Columns to wrap at; 80 where the output is no terminal. */
  readonly width: number;
  readonly colour: boolean;
  /** False: symbols are ASCII. */
  readonly unicode: boolean;
  /** Tables are cut to the width on a terminal only, never in a pipe. */
  readonly isTerminal: boolean;
  /** Rows of the terminal, for views that repaint. */
  readonly height?: number;
}

export const PLAIN_STYLE: Style = { width: 80, colour: false, unicode: true, isTerminal: false };

type Ink = (text: string) => string;

export interface Paint {
  readonly bold: Ink;
  readonly dim: Ink;
  readonly red: Ink;
  readonly green: Ink;
  readonly yellow: Ink;
  readonly cyan: Ink;
  /** What destroys. */
  readonly cross: string;
  readonly ellipsis: string;
  readonly dot: string;
}

export function buildPaint({ colour, unicode }: Pick<Style, "colour" | "unicode">): Paint {
  const { bold, dim, red, green, yellow, cyan } = picocolors.createColors(colour);
  return {
    bold,
    dim,
    red,
    green,
    yellow,
    cyan,
    cross: unicode ? "✗" : "!",
    ellipsis: unicode ? "…" : "...",
    dot: unicode ? "·" : "*",
  };
}
