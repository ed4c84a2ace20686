// The page of environment variables: those that `trueup help environment` tells, and those that only CI systems and systemd set.
// A variable that src/ reads and neither of them names is a problem.
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { listFiles, root } from "../../set-up.mjs";
import { buildPage, escapeText, table } from "./markdown.mjs";

/** Set by others for us, not by users. */
const SURROUNDINGS = {
  "GITHUB_ACTIONS, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, GITHUB_WORKSPACE":
    "set by GitHub Actions: annotations, outputs and the job's summary",
  CI_JOB_URL: "set by GitLab CI: told as the holder of a lock",
  "NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID": "set by systemd: `trueup watch` tells it that it is ready and alive",
  REQUEST_METHOD: "set by a web server for CGI: HTTP_PROXY is not read then, since a request could set it",
  "TERM, LANG, LC_ALL, LC_CTYPE": "what the terminal can show",
  USER: "told as the holder of a lock",
  NODE_TLS_REJECT_UNAUTHORIZED: "read by Node; `trueup doctor` tells of it where it is 0",
};

/** `program`: `listVariables` and `ALIASES` of src/cli. Gives back the page, how many variables there are, and problems. */
export function buildEnvironmentPage({ listVariables, ALIASES }) {
  const sections = [...listVariables(), ["Set by the surroundings", SURROUNDINGS]];
  const known = new Set(sections.flatMap(([, rows]) => Object.keys(rows)).flatMap((names) => names.split(", ")));
  const text = buildPage("Environment", "src/cli/environment-help.ts and the schemas of the providers", [
    "The variables that trueup reads. `trueup help environment` prints the same.",
    escapeText(ALIASES),
    sections.map(([title, rows]) => [
      `## ${title}`,
      table(
        ["variable", title.startsWith("Provider ") ? "instead of the field" : "means"],
        Object.entries(rows).map(([names, meaning]) => [
          names
            .split(", ")
            .map((name) => `\`${name}\``)
            .join(", "),
          escapeText(meaning),
        ]),
      ),
    ]),
  ]);
  return { text, count: known.size, problems: listUntold(known) };
}

const READ = /\benv\[["']([A-Z][A-Z0-9_]*)["']\]|\benv\.([A-Z][A-Z0-9_]+)\b/g;

function listUntold(known) {
  return listFiles(join(root, "src"))
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(READ)]
        .map(([, quoted, plain]) => quoted ?? plain)
        .filter((name) => !known.has(name))
        .map((name) => `${relative(root, file)} reads ${name}, which src/cli/environment-help.ts does not tell of`),
    );
}
