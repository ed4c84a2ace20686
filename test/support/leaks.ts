// Looks for secrets in texts, in clear and encoded, whole or in part. Shares no code with the program's own masking.

/** So much of a secret in a row counts as a leak. */
const WINDOW = 8;

export function findLeaks(
  texts: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(texts).flatMap(([where, text]) => {
    const readings = [text, decodePercent(text), decodePercent(decodePercent(text)), decodeJson(text)];
    return Object.entries(secrets).flatMap(([name, secret]) => {
      const hit = formsOf(secret).find((form) => readings.some((reading) => reading.includes(form)));
      return hit === undefined ? [] : [`${name} in ${where}, as ${hit}\n${around(readings, hit)}`];
    });
  });
}

function formsOf(secret: string): string[] {
  const letters = Array.from(secret);
  const windows = Array.from({ length: Math.max(1, letters.length - WINDOW + 1) }, (_, at) =>
    letters.slice(at, at + WINDOW).join(""),
  );
  const bytes = Buffer.from(secret, "utf8");
  const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const encoded = encodeURIComponent(secret);
  return [
    ...windows,
    percent,
    percent.toUpperCase(),
    encoded,
    encoded.toLowerCase(),
    new URLSearchParams([["", secret]]).toString().slice(1),
    bytes.toString("hex"),
    ...[0, 1, 2].flatMap((shift) => base64Of(bytes, shift)),
  ];
}

/** The part of the base64 text that only the secret decides, wherever in a longer text it stands. */
function base64Of(bytes: Buffer, shift: number): string[] {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  const inner = text.slice(shift === 0 ? 0 : shift + 1, (shift + bytes.length) % 3 === 0 ? undefined : -1);
  return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
}

function decodePercent(text: string): string {
  return text
    .replaceAll("+", " ")
    .replace(/(%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"));
}

function decodeJson(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\(["\\/])/g, "$1");
}

function around(readings: readonly string[], hit: string): string {
  const reading = readings.find((text) => text.includes(hit)) ?? "";
  const at = reading.indexOf(hit);
  return reading.slice(Math.max(0, at - 120), at + hit.length + 120);
}
