// The site of docs/, as VitePress builds it. Says how it looks and what stands where; the pages are the files of docs/.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitepress";
import { cache, root } from "../../scripts/set-up.mjs";
import { listGroups } from "../../scripts/site/list-pages.mjs";
import { MARKDOWN, setUpMarkdown } from "../../scripts/site/markdown-for-site.mjs";

const { description, repository } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const address = (typeof repository === "string" ? repository : repository?.url)
  ?.replace(/^git\+/, "")
  .replace(/\.git$/, "");
/** A name of RFC 2606 is a place that is still to be told. */
const isPlace = address?.startsWith("https://") === true && !/[./]example(?:\.[a-z]+)?(?:\/|$)/.test(address);
const web = isPlace ? address : undefined;
const groups = listGroups();
const linkOf = ({ path }) => `/${path.replace(/(^|\/)index$/, "$1")}`;
const first = (name) => groups.find(({ text }) => text === name)?.pages[0];
/** The sidebar shows HTML. */
const escapeTags = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const nav = ["Guide", "Reference", "Providers", "Decisions"].flatMap((text) => {
  const page = first(text);
  return page === undefined ? [] : [{ text, link: linkOf(page), activeMatch: `/${page.path.split("/")[0]}/` }];
});
if (web !== undefined) nav.push({ text: "Source", link: web });

export default defineConfig({
  title: "trueup",
  description,
  lang: "en",
  srcDir: join(root, "docs"),
  outDir: join(root, "site", "dist"),
  cacheDir: join(cache, "vitepress"),
  head: [["link", { rel: "icon", href: "data:," }]],
  markdown: { ...MARKDOWN, config: (md) => setUpMarkdown(md, web) },
  vite: { logLevel: "warn", build: { chunkSizeWarningLimit: 4096 } },
  transformPageData: ({ relativePath, frontmatter }) => {
    // Hundreds of codes are no table of contents.
    if (relativePath === "reference/diagnostics.md") frontmatter.outline = 2;
    if (relativePath === "index.md") Object.assign(frontmatter, { aside: false, prev: false, next: false });
  },
  themeConfig: {
    nav,
    // Not to be folded: VitePress makes a button within a button of it.
    sidebar: groups.map(({ text, pages }) => ({
      text,
      items: pages.map((page) => ({ text: escapeTags(page.title), link: linkOf(page) })),
    })),
    outline: [2, 3],
    search: { provider: "local", options: { detailedView: false } },
    docFooter: { prev: "Before", next: "Next" },
  },
});
