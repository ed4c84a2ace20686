// `npm run release-notes [-- VERSION]`: the notes of a release as Markdown, made of CHANGELOG.md, package.json and the packed
// tarball, with what lets a reader check that the package is the one that was built of this commit.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./set-up.mjs";

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const version = process.argv[2] ?? manifest.version;
const section = findSection(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version);
if (section === undefined) {
  process.stderr.write(
    `release-notes: CHANGELOG.md has no section [${version}]: rename [Unreleased] to it, with the date\n`,
  );
  process.exit(1);
}
process.stdout.write(formatNotes(section));

/** The text under `## [VERSION]`, without its heading. */
function findSection(changelog, wanted) {
  const sections = changelog.split(/^## /m).slice(1);
  const found = sections.find((text) => text.startsWith(`[${wanted}]`));
  return found?.slice(found.indexOf("\n") + 1).trim();
}

function formatNotes(changes) {
  const { integrity, shasum, filename } = pack();
  const { stdout } = spawnSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" });
  return `# ${manifest.name} ${version}

${changes.replaceAll("](docs/", `](${manifest.repository.url.replace(/^git\+|\.git$/g, "")}/blob/v${version}/docs/`)}

## Install

    npm install -g ${manifest.name}@${version}

Node ${manifest.engines.node.replace(">=", "")} or newer.

## Check what you have

Built of commit ${stdout.trim()}; published with a provenance statement, which npm checks with
\`npm audit signatures\` in a folder that has it installed.

| file | ${filename} |
|---|---|
| integrity | \`${integrity}\` |
| sha1 | \`${shasum}\` |
`;
}

function pack() {
  const { status, stdout, stderr } = spawnSync("npm", ["pack", "--json", "--dry-run", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`npm pack failed\n${stderr}`);
  return JSON.parse(stdout)[0];
}
