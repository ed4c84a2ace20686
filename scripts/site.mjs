// `npm run site`: builds the site of docs/ into site/dist, which can be put at any path of a web server.
// `npm run site -- --serve` shows it afterwards, on http://127.0.0.1:8420/ or at `--port`.
import { parseArgs } from "node:util";
import { ensureInstalled } from "./set-up.mjs";

const { values } = parseArgs({
  options: { serve: { type: "boolean", default: false }, port: { type: "string", default: "8420" } },
});

ensureInstalled();
const { buildSite, siteFolder } = await import("./site/build-site.mjs");
const started = performance.now();
const isNew = await buildSite();
const seconds = ((performance.now() - started) / 1000).toFixed(1);
process.stdout.write(isNew ? `built ${siteFolder} in ${seconds} s\n` : `${siteFolder} is as its sources are\n`);
if (values.serve) {
  const { serveFolder } = await import("./site/serve-folder.mjs");
  const { url } = await serveFolder(siteFolder, { port: Number(values.port) });
  process.stdout.write(`${url}  (Ctrl-C ends it)\n`);
}
