// Before `npm publish`: what cannot be taken back is looked at once more. Ends with 1 and says what is missing.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isBuilt, root } from "./set-up.mjs";

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const git = (...args) => spawnSync("git", args, { cwd: root, encoding: "utf8" }).stdout.trim();
const { version, repository } = manifest;

const problems = [
  [repository.url.includes("example.org"), "package.json: repository, bugs and homepage still name an example host"],
  [!isBuilt(), "dist/ is not built of this source: npm run build"],
  [git("status", "--porcelain") !== "", "there are changes that are not committed"],
  [git("tag", "--points-at", "HEAD") !== `v${version}`, `the commit has no tag v${version}`],
  [
    !readFileSync(join(root, "CHANGELOG.md"), "utf8").includes(`## [${version}] - `),
    `CHANGELOG.md has no section [${version}] with a date`,
  ],
].flatMap(([isWrong, problem]) => (isWrong ? [problem] : []));

if (problems.length > 0) {
  process.stderr.write(`not published:\n${problems.map((problem) => `  ${problem}\n`).join("")}`);
  process.exit(1);
}
