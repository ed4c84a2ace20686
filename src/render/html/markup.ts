// HTML that can only be put together safely: what stands in a template is escaped, unless it is markup itself. Pure.
import { escapeHtml } from "../markdown.ts";

export interface Markup {
  readonly markup: string;
}

type Content = Markup | string | number | undefined | readonly (Markup | undefined)[];

/** `html`<p>${text}</p>`` */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let markup = parts[0] ?? "";
  for (const [index, content] of contents.entries()) markup += write(content) + (parts[index + 1] ?? "");
  return { markup };
}

export function joinMarkup(items: readonly (Markup | undefined)[], between = ""): Markup {
  return { markup: items.map((item) => item?.markup ?? "").join(between) };
}

function write(content: Content): string {
  if (content === undefined) return "";
  if (typeof content === "string") return escapeHtml(content);
  if (typeof content === "number") return String(content);
  return "markup" in content ? content.markup : joinMarkup(content).markup;
}
