// Makes a built site independent of the path that it is served at: links in pages become relative, and what scripts need of
// that path is taken from the page's own address as it opens. VitePress knows one fixed path only.
import { readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { listFiles } from "../set-up.mjs";

/** The site is built for this path, which no text holds by chance. */
export const PLACEHOLDER = "/trueup-site-base/";
const GLOBAL = "globalThis.siteBase";

export function relocateSite(folder) {
  for (const file of listFiles(folder)) {
    const change = file.endsWith(".html") ? relocatePage : file.endsWith(".js") ? relocateScript : undefined;
    if (change === undefined) continue;
    const text = readFileSync(file, "utf8");
    const depth = relative(folder, file).split(/[\\/]/).length - 1;
    const changed = change(text, depth === 0 ? "./" : "../".repeat(depth));
    if (changed.includes(PLACEHOLDER)) throw new Error(`${file}: a path is left that is not relative`);
    writeFileSync(file, changed);
  }
}

/** Opened as a file, a page has its text, links and looks, but no scripts: browsers load no modules from files. */
const atOpening = (up) =>
  `<script>${GLOBAL}=new URL(${JSON.stringify(up)},location.href).pathname;` +
  `if(location.protocol==="file:")document.documentElement.classList.add("from-file")</script>`;

/** A link that outlives its page must not be relative to it: sidebar and header stay when another page is shown. */
const BEFORE_SCRIPTS =
  '<script>if(location.protocol!=="file:")for(const link of document.querySelectorAll("a[href]"))link.href=link.href</script>';

function relocatePage(html, up) {
  return html
    .replace("<head>", `<head>\n    ${atOpening(up)}`)
    .replace("</body>", `${BEFORE_SCRIPTS}</body>`)
    .replaceAll(`\\"base\\":\\"${PLACEHOLDER}\\"`, `\\"base\\":"+JSON.stringify(${GLOBAL})+"`)
    .replaceAll(
      /( (?:href|src)=")\/trueup-site-base\/([^"#]*)/g,
      (_all, before, path) => `${before}${up}${toFile(path)}`,
    )
    .replaceAll(/( href=")((?:\.{1,2}\/)+(?:[^"#]*\/)?)(?=["#])/g, (_all, before, path) => `${before}${toFile(path)}`);
}

/** A folder is opened by its page: a file system knows no index. */
function toFile(path) {
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

/** The path stands as a text of its own, or within a template, as in the index of the search. */
function relocateScript(code) {
  return code.replaceAll(`"${PLACEHOLDER}"`, `(${GLOBAL})`).replaceAll(PLACEHOLDER, `\${${GLOBAL}}`);
}
