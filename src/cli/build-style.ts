// Width, colour and symbols of one of the two output streams.
import type { Style } from "../render/style.ts";
import type { Terminal } from "./terminal.ts";

const WIDTH_OF_LOGS = 80;
const WIDEST = 120;

export function buildStyle(terminal: Terminal, flags: { readonly color?: boolean }, stream: "out" | "err"): Style {
  const { env } = terminal;
  const isTerminal = stream === "out" ? terminal.isOutTerminal : terminal.isErrTerminal;
  const isForced = (env["FORCE_COLOR"] ?? "") !== "" && env["FORCE_COLOR"] !== "0";
  const isRefused = flags.color === false || (env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb";
  return {
    width: isTerminal ? Math.min(terminal.columns, WIDEST) : WIDTH_OF_LOGS,
    colour: !isRefused && (isTerminal || isForced),
    unicode: isUnicode(env),
    isTerminal,
    ...(terminal.rows === undefined ? {} : { height: terminal.rows }),
  };
}

/** Where no locale is set at all (cron, containers) UTF-8 is the safer guess; only a named other one says no. */
function isUnicode(env: Terminal["env"]): boolean {
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "";
  return locale === "" || locale === "C" || locale === "POSIX" || /utf-?8/i.test(locale);
}
