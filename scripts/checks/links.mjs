// Every relative link and every `#anchor` of the project's Markdown leads somewhere, in the repository and, of what is packed,
// at npm. Addresses elsewhere are not fetched.
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { listFiles, root } from "../set-up.mjs";
import { createSlugger } from "../site/github-slug.mjs";

const TOP = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"];

export async function checkLinks() {
  const files = listMarkdown();
  const pages = new Map(files.map((file) => [file, readPage(readFileSync(join(root, file), "utf8"))]));
  const problems = [...pages].flatMap(([file, { links }]) => links.flatMap((link) => judgeLink(file, link, pages)));
  const count = [...pages.values()].reduce((sum, { links }) => sum + links.length, 0);
  return { problems: [...problems, ...judgePacked(pages)], note: `${count} links in ${files.length} files` };
}

function listMarkdown() {
  const all = ["docs", "examples"]
    .flatMap((folder) => listFiles(join(root, folder)))
    .map((file) => relative(root, file));
  const own = all.filter((file) => file.endsWith(".md") && (file.startsWith("docs/") || file.endsWith("/README.md")));
  return [...TOP, ...own];
}

/** `{ links: [{ target, line }], anchors }`. */
export function readPage(markdown) {
  const lines = withoutCode(markdown.split("\n"));
  const slug = createSlugger();
  const headings = lines.flatMap(({ text, whole }) =>
    /^#{1,6} /.test(text) ? [slug(plain(whole.replace(/^#+ /, "")))] : [],
  );
  const named = lines.flatMap(({ text }) =>
    [...text.matchAll(/<[^>]+ (?:id|name)="([^"]+)"/g)].map(([, name]) => name),
  );
  return {
    links: lines.flatMap(({ text, line }) => findTargets(text).map((target) => ({ target, line }))),
    anchors: new Set([...headings, ...named]),
  };
}

/** Blocks of code left out; `text` without inline code, `whole` with it. */
function withoutCode(lines) {
  const kept = [];
  let fence;
  for (const [index, whole] of lines.entries()) {
    const [, mark] = /^\s*(`{3,}|~{3,})/.exec(whole) ?? [];
    if (fence === undefined && mark === undefined)
      kept.push({ whole, text: whole.replaceAll(/(`+)(?!`).*?[^`]\1(?!`)/g, "``"), line: index + 1 });
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence)) fence = undefined;
  }
  return kept;
}

const INLINE = /\]\(\s*(?:<([^>]*)>|((?:[^\s()]|\([^\s()]*\))+))(?:\s+"[^"]*")?\s*\)/g;
const REFERENCE = /^\s{0,3}\[[^\]]+\]:\s*(\S+)/;
const ATTRIBUTE = /<[^>]+ (?:href|src)="([^"]+)"/g;

function findTargets(text) {
  return [
    ...[...text.matchAll(INLINE)].map(([, angled, bare]) => angled ?? bare),
    ...(REFERENCE.exec(text)?.slice(1) ?? []),
    ...[...text.matchAll(ATTRIBUTE)].map(([, target]) => target),
  ];
}

/** A heading as it is read, which is what its anchor is made of. */
function plain(heading) {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/\\(.)/g, "$1")
    .replaceAll(/[`*]/g, "");
}

function isRelative(target) {
  return !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(target);
}

function judgeLink(file, { target, line }, pages) {
  if (!isRelative(target)) return [];
  const [path = "", anchor] = target.split("#");
  const wrong = (why) => [`${file}:${line}: ${target} ${why}`];
  if (path.startsWith("/")) return wrong("is no relative link");
  const found = path === "" ? file : join(dirname(file), decodeURIComponent(path));
  if (found.startsWith("..") || !existsSync(join(root, found))) return wrong("leads nowhere");
  if (anchor === undefined || !found.endsWith(".md") || statSync(join(root, found)).isDirectory()) return [];
  const page = pages.get(found) ?? readPage(readFileSync(join(root, found), "utf8"));
  return page.anchors.has(decodeURIComponent(anchor)) ? [] : wrong(`leads to a heading that ${found} does not have`);
}

/** Whoever has the package has its Markdown: its links lead to what is packed, too. npm's page shows them below `repository`. */
function judgePacked(pages) {
  const { files, repository } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const packed = ["README.md", "LICENSE", "package.json", ...files];
  const isPacked = (path) => packed.some((entry) => matchesEntry(entry, path));
  const left = [...pages]
    .filter(([file]) => isPacked(file))
    .flatMap(([file, { links }]) =>
      links
        .filter(({ target }) => isRelative(target) && !target.startsWith("#"))
        .map(({ target, line }) => ({ file, line, path: join(dirname(file), target.split("#")[0]).replace(/\/$/, "") }))
        .filter(({ path }) => !isPacked(path)),
    );
  const address = typeof repository === "string" ? repository : repository?.url;
  const isShown = /^(?:git\+)?https:\/\/[^/]+\/.+/.test(address ?? "");
  return [
    ...left.map(
      ({ file, line, path }) => `${file}:${line}: ${path} is not in the package: see "files" in package.json`,
    ),
    ...(isShown ? [] : ["package.json: repository names no place below which npm can show the links of README.md"]),
  ];
}

/** `dist`, `schemas/*.json`. */
function matchesEntry(entry, path) {
  if (!entry.includes("*")) return path === entry || path.startsWith(`${entry}/`);
  const [before = "", after = ""] = entry.split("*");
  return path.startsWith(before) && path.endsWith(after) && !path.slice(before.length).includes("/");
}
