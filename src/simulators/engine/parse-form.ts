// The body of a POST → its fields, in the order sent: urlencoded and multipart. Knows no vendor; anything else has no fields.
export type FormPairs = [name: string, value: string][];

const NAME = /;\s*name=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i;

export function parseForm(contentType: string | undefined, body: string): FormPairs {
  const [type = ""] = (contentType ?? "").split(";");
  if (type.trim().toLowerCase() === "application/x-www-form-urlencoded") return [...new URLSearchParams(body)];
  if (type.trim().toLowerCase() !== "multipart/form-data") return [];
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? "");
  return boundary ? parseMultipart(boundary[1] ?? boundary[2] ?? "", body) : [];
}

/** A part counts only up to a boundary that closes it: a body that was cut has lost its last field. */
function parseMultipart(boundary: string, body: string): FormPairs {
  const parts = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1);
  return parts.slice(0, -1).flatMap((part) => {
    const cut = part.indexOf("\r\n\r\n");
    const name = cut < 0 ? undefined : NAME.exec(part.slice(0, cut));
    return name ? [[unescapeName(name[1] ?? name[2] ?? ""), part.slice(cut + 4)]] : [];
  });
}

/** Browsers write `%22`, curl writes a backslash. */
function unescapeName(name: string): string {
  return name.replace(/\\(.)/g, "$1").replaceAll("%22", '"');
}
