// Makes text that comes from providers or YAML harmless for a terminal. Everything else in this folder relies on it.

const SEQUENCES = [
  "\\u001b[\\]PX^_][^\\u0007\\u001b\\u009c]*(?:\\u0007|\\u001b\\\\|\\u009c)", // OSC, DCS, SOS, PM, APC: up to their end
  "[\\u001b\\u009b]\\[?[0-?]*[ -/]*[@-~]", // CSI and two-character escapes
];
const ESCAPES = new RegExp(SEQUENCES.join("|"), "gu");
/** C0, DEL, C1, line separators, and what reorders or hides text (bidirectional controls, zero width). */
const CONTROLS =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udfff](?<![\ud800-\udbff](?=[\udc00-\udfff])|[\ud800-\udbff][\udc00-\udfff])/g;

/** Most texts have nothing of it: escape sequences begin with a control, too. */
const SUSPICIOUS = new RegExp(CONTROLS.source);

/** One line: escape sequences are dropped, line breaks and tabs become spaces, other controls are shown as `\u{1b}`. */
export function escapeForTerminal(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return text
    .replace(ESCAPES, "")
    .replace(/[\r\n\t]+/g, " ")
    .replace(CONTROLS, showControl);
}

/** Keeps line breaks; for text that is laid out in lines afterwards. */
export function escapeLines(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return text.replace(/\r\n?/g, "\n").split("\n").map(escapeForTerminal).join("\n");
}

/** Hides nothing: for values, where a difference must stay visible. */
export function showControls(text: string): string {
  return text.replace(CONTROLS, showControl);
}

/** A copy with every text in it escaped; values (`before`, `after`) are left to what shows them. */
export function escapeAll<T>(value: T): T {
  return escapeNested(value) as T;
}

function escapeNested(value: unknown): unknown {
  if (typeof value === "string") return escapeLines(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return escapeItems(value);
  const record = value as Record<string, unknown>;
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(record)) {
    const item = record[key];
    const escaped = key === "before" || key === "after" ? item : escapeNested(item);
    if (escaped === item) continue;
    copy ??= { ...record };
    copy[key] = escaped;
  }
  return copy ?? value;
}

/** The list itself where nothing in it changes: most have thousands of entries of which none is shown. */
function escapeItems(items: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const escaped = escapeNested(items[index]);
    if (escaped === items[index]) continue;
    copy ??= [...items];
    copy[index] = escaped;
  }
  return copy ?? items;
}

function showControl(sign: string): string {
  if (sign === "\n") return "\\n";
  if (sign === "\t") return "\\t";
  if (sign === "\r") return "\\r";
  return `\\u{${sign.charCodeAt(0).toString(16)}}`;
}
