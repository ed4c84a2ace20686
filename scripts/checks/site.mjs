// The site of docs/, built: every link of a page leads to a page and a heading that are there, wherever the site is put; nothing is loaded
// from elsewhere; and what Markdown shows as text is text in the page.
import { readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { listFiles, root } from "../set-up.mjs";
import { siteFolder } from "../site/build-site.mjs";
import { run } from "./run.mjs";

export async function checkSite() {
  // VitePress sets NODE_ENV, and writes as it likes: in a process of its own.
  const { code, output } = run(process.execPath, [join(root, "scripts", "site.mjs")], { cwd: root });
  if (code !== 0) return { problems: [output] };
  const files = listFiles(siteFolder).map((file) => relative(siteFolder, file));
  const pages = new Map(
    files
      .filter((file) => file.endsWith(".html") && file !== "404.html")
      .map((file) => [file, readFileSync(join(siteFolder, file), "utf8")]),
  );
  const written = listWrittenAddresses();
  const known = { files: new Set(files), pages, written };
  const problems = [...pages].flatMap(([file, html]) => [...judgeLinks(file, html, known), ...judgeLoads(file, html)]);
  const styles = files.filter((file) => file.endsWith(".css")).flatMap((file) => judgeStyle(file));
  const size = files.reduce((sum, file) => sum + statSync(join(siteFolder, file)).size, 0);
  return {
    problems: [...problems, ...styles, ...judgePages(pages)],
    note: `${pages.size} pages, ${(size / 1024 / 1024).toFixed(1)} MiB`,
  };
}

const HREF = /<a\b[^>]*? href="([^"]*)"/g;

function judgeLinks(file, html, { files, pages, written }) {
  const targets = new Set([...html.matchAll(HREF)].map(([, href]) => href.replaceAll("&amp;", "&")));
  return [...targets].flatMap((href) => {
    if (/^[a-z]+:/i.test(href)) return written.has(href) ? [] : [`${file}: ${href} stands in no Markdown`];
    const [path, anchor] = href.split("#");
    const found = path === "" ? file : join(dirname(file), decodeURIComponent(path));
    if (href.startsWith("/") || !files.has(found)) return [`${file}: ${href} leads nowhere`];
    const isThere =
      anchor === undefined || anchor === "" || pages.get(found)?.includes(` id="${decodeURIComponent(anchor)}"`);
    return isThere ? [] : [`${file}: ${href} leads to a heading that is not there`];
  });
}

/** What the browser loads by itself comes from beside the page. */
function judgeLoads(file, html) {
  const tags = html.match(/<(?:script|link|img|iframe|source|video|audio|object|embed|form)\b[^>]*>/g) ?? [];
  return tags.flatMap((tag) =>
    [...tag.matchAll(/ (?:src|href|srcset|data|action)="([^"]*)"/g)]
      .filter(([, address]) => !/^\.{1,2}\//.test(address) && !address.startsWith("data:"))
      .map(([, address]) => `${file}: loads ${address}`),
  );
}

function judgeStyle(file) {
  const text = readFileSync(join(siteFolder, file), "utf8");
  return [...text.matchAll(/(?:url\(|@import )\s*["']?((?:https?:)?\/\/[^"')]+)/g)].map(
    ([, address]) => `${file}: loads ${address}`,
  );
}

/** Each page of docs/ is there, with its heading; braces and tags are shown, not run. */
function judgePages(pages) {
  const sources = listFiles(join(root, "docs")).map((file) => relative(join(root, "docs"), file));
  const missing = sources.filter((file) => file.endsWith(".md") && !pages.has(file.replace(/\.md$/, ".html")));
  const hasBraces = pages.get("inventory.html")?.includes("<code>{{</code>") === true;
  return [
    ...missing.map((file) => `docs/${file} is no page of the site`),
    ...(hasBraces ? [] : ["inventory.html: two braces are not shown as they are written"]),
  ];
}

function listWrittenAddresses() {
  const texts = listFiles(join(root, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => readFileSync(file, "utf8"));
  const { repository } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const address = (typeof repository === "string" ? repository : repository?.url)?.replace(/^git\+|\.git$/g, "");
  const found = texts
    .flatMap((text) => text.match(/https?:\/\/[^\s<>)"'`|]+/g) ?? [])
    .map((one) => one.replace(/[.,;:]+$/, ""));
  return { has: (href) => new Set(found).has(href) || (address !== undefined && href.startsWith(address)) };
}
