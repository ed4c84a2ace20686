// `${…}` in texts, as parts. Pure; knows the grammar only, evaluates nothing.

export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "env"; readonly name: string; readonly fallback: string | undefined }
  | { readonly kind: "file"; readonly path: string }
  /** A file that is interpolated itself. */
  | { readonly kind: "template"; readonly path: string }
  | { readonly kind: "exec"; readonly command: string }
  | { readonly kind: "var"; readonly name: string }
  /** `${index+1:02}`: so much is added, and zeros are put in front up to so many digits. */
  | { readonly kind: "index"; readonly added: number; readonly digits: number }
  | { readonly kind: "key" }
  /** Of a machine, known once it is there: allowed in its check only. */
  | { readonly kind: "machine"; readonly field: "ip" | "name" }
  /** `${vms.web[0].ips[0]}`: allowed in outputs only. */
  | { readonly kind: "attribute"; readonly text: string }
  /** The closing brace is missing. */
  | { readonly kind: "open"; readonly text: string }
  | { readonly kind: "invalid"; readonly text: string; readonly reason: string };

const INDEX = /^index(?:\+(\d{1,6}))?(?::0(\d))?$/;
const INDEX_FORMS = "index is written ${index}, ${index+1}, ${index:02} or ${index+1:02}";
const ENV = /^([A-Za-z_][A-Za-z0-9_]*)(?::-([\s\S]*))?$/;
const VAR = /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/;
const SECTION = /^(keys|vms|snapshots|schedules)\./;
export const TEMPLATE_KINDS = ["env", "file", "template", "base64", "exec", "var", "index", "key"] as const;

export function hasTemplate(text: string): boolean {
  return text.includes("${");
}

/** The parts of a text. `$${` is a literal `${`; what follows it is text. */
export function parseTemplate(text: string): readonly TemplatePart[] {
  return locateParts(text).map(({ part }) => part);
}

/** With the index at which each begins; that of a text after another part is where it goes on. */
export function locateParts(text: string): readonly { readonly part: TemplatePart; readonly at: number }[] {
  const parts: { part: TemplatePart; at: number }[] = [];
  let literal = "";
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("${", at);
    if (open === -1) break;
    if (open > at && text[open - 1] === "$") {
      literal += `${text.slice(at, open - 1)}\${`;
      at = open + 2;
      continue;
    }
    literal += text.slice(at, open);
    if (literal !== "") parts.push({ part: { kind: "text", text: literal }, at });
    literal = "";
    const close = findClose(text, open + 2);
    const part = close === -1 ? buildOpen(text.slice(open)) : parseReference(text.slice(open + 2, close));
    parts.push({ part, at: open });
    at = close === -1 ? text.length : close + 1;
  }
  literal += text.slice(at);
  if (literal !== "" || parts.length === 0) parts.push({ part: { kind: "text", text: literal }, at });
  return parts;
}

/** The closing brace; one inside a quoted instance key does not count. */
function findClose(text: string, from: number): number {
  const body = /^(?:vms|keys|snapshots|schedules)\.(?:[^"}]|"(?:[^"\\]|\\.)*")*\}/.exec(text.slice(from, from + 500));
  return body === null ? text.indexOf("}", from) : from + body[0].length - 1;
}

/** A file whose bytes are wanted in base64 has this before its path; no other has. */
export const BASE64 = "base64:";

function pathOf(text: string): string {
  return text.startsWith(BASE64) ? `./${text}` : text;
}

function buildOpen(text: string): TemplatePart {
  return { kind: "open", text: text.slice(0, 40) };
}

function parseReference(body: string): TemplatePart {
  const index = INDEX.exec(body);
  if (index !== null) return { kind: "index", added: Number(index[1] ?? 0), digits: Number(index[2] ?? 0) };
  if (body === "key") return { kind: body };
  if (body === "ip" || body === "name") return { kind: "machine", field: body };
  if (SECTION.test(body)) return { kind: "attribute", text: body };
  const colon = body.indexOf(":");
  const kind = colon === -1 ? body : body.slice(0, colon);
  const rest = colon === -1 ? "" : body.slice(colon + 1);
  const invalid = (reason: string): TemplatePart => ({ kind: "invalid", text: body, reason });
  switch (kind) {
    case "env": {
      const match = ENV.exec(rest);
      if (match?.[1] === undefined)
        return invalid("env takes the name of a variable: ${env:NAME} or ${env:NAME:-default}");
      return { kind, name: match[1], fallback: match[2] };
    }
    case "file":
      return rest.trim() === "" ? invalid("file takes a path: ${file:./ops.pub}") : { kind, path: pathOf(rest) };
    case "template":
      return rest.trim() === ""
        ? invalid("template takes a path: ${template:./cloud-init.yaml}")
        : { kind, path: pathOf(rest) };
    case "base64":
      return rest.trim() === ""
        ? invalid("base64 takes a path: ${base64:./cloud-init.gz}")
        : { kind: "file", path: `${BASE64}${rest}` };
    case "exec":
      return rest.trim() === ""
        ? invalid("exec takes a command: ${exec:pass show db}")
        : { kind, command: rest.trim() };
    case "var":
      return VAR.test(rest) ? { kind, name: rest } : invalid("var takes a name: ${var:team}");
    default:
      if (/^index\b/.test(body)) return invalid(INDEX_FORMS);
      return invalid(`there is no '${kind.slice(0, 40)}'`);
  }
}
