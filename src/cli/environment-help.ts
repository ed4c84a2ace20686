// `trueup help environment`: the variables that are read. Those of providers are what their schemas say.
import { VENDORS } from "../generated/shapes.ts";
import { padText, wrapText } from "../render/fit-text.ts";

const GENERAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Running: {
    TRUEUP_LOG: "info, debug or trace: tells of each request, without its secrets, on standard error",
    TRUEUP_LOG_FILE: "the file that this goes to instead",
    TRUEUP_POLICY: "a file with limits from outside the repository, as --policy",
    TRUEUP_ALLOWED_HOSTS: "hosts that endpoints and addresses in YAML may name, separated by commas",
    TRUEUP_QUEUE: "the database of trueup run-queue, as --queue",
    TRUEUP_NOTIFY_URL: "webhooks that drift is told to, separated by spaces, where --notify names none",
    TRUEUP_RECOVERY_DIR: "where a run that loses its lock leaves what it has learned",
    TRUEUP_COMPILE_CACHE:
      "where compiled code is kept, so that the next start is faster; off: nowhere (~/.cache/trueup)",
    CI: "set: a new local state needs --allow-local-state",
    "NO_COLOR, FORCE_COLOR": "no colour; colour also where it is no terminal",
  },
  Network: {
    "HTTPS_PROXY, HTTP_PROXY, NO_PROXY": "as curl reads them",
    NODE_EXTRA_CA_CERTS: "a file with private authorities (PEM)",
  },
  "State in S3, PostgreSQL or at GitLab, where YAML does not say it": {
    "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN": "credentials of the store",
    "AWS_REGION, AWS_DEFAULT_REGION": "the region",
    "AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL": "another store than AWS",
    "PGUSER, PGPASSWORD": "user and password of the database",
    "TF_HTTP_USERNAME, TF_HTTP_PASSWORD": "user and password, or token, of the server",
  },
};

/** By what they are for: titles, and what each variable or list of variables means. */
export function listVariables(): readonly (readonly [string, Readonly<Record<string, string>>])[] {
  const providers = Object.entries(VENDORS).map(
    ([vendor, { environment }]): [string, Readonly<Record<string, string>>] => [
      `Provider ${vendor}`,
      Object.fromEntries(Object.entries(environment).map(([field, name]) => [name, field])),
    ],
  );
  return [...providers.sort(([a], [b]) => (a < b ? -1 : 1)), ...Object.entries(GENERAL)];
}

export function formatEnvironmentHelp(columns: number): string {
  const width = Math.min(columns, 100);
  const texts = listVariables().map(([title, rows]) => `${title}:\n${formatRows(rows, width)}`);
  return `${[...texts, wrapText(ALIASES, width).join("\n")].join("\n\n")}\n`;
}

export const ALIASES =
  "YAML goes before the environment. An entry with an alias reads variables of its own first: gcore.backup reads GCORE_BACKUP_API_KEY, then GCORE_API_KEY.";

function formatRows(rows: Readonly<Record<string, string>>, width: number): string {
  const label = Math.min(24, Math.max(...Object.keys(rows).map((name) => name.length)));
  return Object.entries(rows)
    .flatMap(([name, text]) =>
      name.length > label
        ? [`  ${name}`, ...wrapText(text, width, " ".repeat(label + 4))]
        : wrapText(text, width, `  ${padText(name, label)}  `, " ".repeat(label + 4)),
    )
    .join("\n");
}
