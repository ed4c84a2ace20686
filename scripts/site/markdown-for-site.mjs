// How the Markdown of docs/ is read for the site: as GitHub reads it. A page is text, never a Vue template: `{{ x }}`,
// `<name>` and `{#x}` in it are shown as they are.
import { posix } from "node:path";
import { slugOf } from "./github-slug.mjs";

/** Options of VitePress. */
export const MARKDOWN = {
  // Tags in text are text.
  html: false,
  attrs: { disable: true },
  anchor: { slugify: slugOf },
  theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
};

/** `repository`: where files that are no pages can be seen, or undefined. */
export function setUpMarkdown(md, repository) {
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  md.disable("emoji");
  for (const name of ["text", "code_inline"]) {
    const render = md.renderer.rules[name];
    md.renderer.rules[name] = (...args) => hideBraces(render.apply(md.renderer.rules, args));
  }
  md.block.ruler.before("html_block", "comment", skipComment, { alt: ["paragraph", "reference", "blockquote"] });
  md.core.ruler.push("files-elsewhere", (state) => {
    const page = state.env.relativePath;
    for (const token of state.tokens) if (token.children) token.children = mendLinks(token.children, page, repository);
  });
}

/** Tags are text, but what is a comment for those who write is none for those who read. */
function skipComment(state, start, end, isSilent) {
  const lineAt = (line) => state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]);
  if (!lineAt(start).startsWith("<!--")) return false;
  let last = start;
  while (last < end && !lineAt(last).trimEnd().endsWith("-->")) last++;
  if (last === end) return false;
  if (!isSilent) state.line = last + 1;
  return true;
}

/** Vue takes two braces for a template; of their entities it makes text. */
function hideBraces(html) {
  return html.replaceAll("{", "&#123;").replaceAll("}", "&#125;");
}

/** A link to a file that is no page leads into the repository; as long as nobody has said where that is, it is its text alone. */
function mendLinks(tokens, page, repository) {
  const kept = [];
  const open = [];
  for (const token of tokens) {
    if (token.type === "link_open") {
      const target = repositoryPath(token.attrGet("href"), page);
      open.push(target !== undefined && repository === undefined);
      if (target !== undefined && repository !== undefined) token.attrSet("href", `${repository}/blob/main/${target}`);
    }
    const isDropped = (token.type === "link_open" || token.type === "link_close") && open.at(-1) === true;
    if (token.type === "link_close") open.pop();
    if (!isDropped) kept.push(token);
  }
  return kept;
}

/** Of a relative link that leaves docs/, or leads to what is no Markdown: the path in the repository. */
function repositoryPath(href, page) {
  if (href === null || /^(?:[a-z][a-z+.-]*:|#|\/)/i.test(href)) return undefined;
  const path = posix.join("docs", posix.dirname(page), href.replace(/#.*$/, ""));
  return path.startsWith("docs/") && path.endsWith(".md") ? undefined : path;
}
