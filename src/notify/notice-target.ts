// Where notices go: what --notify and TRUEUP_NOTIFY_URL name. The address of a webhook is a secret itself, so that a target shows its
// scheme and host only.
import { createHash } from "node:crypto";

import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { isLoopback } from "../core/loopback.ts";

export type NoticeShape = "json" | "slack" | "teams";

export interface NoticeTarget {
  /** Tells targets apart in what is remembered, and holds nothing of the address. */
  readonly id: string;
  readonly shape: NoticeShape;
  /** The whole address, without user and password: a secret. */
  readonly url: string;
  /** For people: scheme, host and port. */
  readonly label: string;
  /** Of the address: for the `Authorization` header. */
  readonly login?: { readonly user: string; readonly password: string };
}

export interface NamedTargets {
  readonly targets: readonly NoticeTarget[];
  /** For the redactor: the addresses, and what in them is long enough to be a secret. */
  readonly secrets: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

type Env = Readonly<Record<string, string | undefined>>;

/** What a flag names goes before the variable. A value may be `env:NAME` or `${env:NAME}`, and hold several addresses. */
export function parseNoticeTargets(flags: readonly string[] | undefined, env: Env): NamedTargets {
  const sources =
    flags !== undefined && flags.length > 0
      ? flags.map((text) => ({ text, name: "--notify" }))
      : [{ text: env["TRUEUP_NOTIFY_URL"] ?? "", name: "TRUEUP_NOTIFY_URL" }];
  const found = sources.flatMap(({ text, name }) => readSource(text, name, env));
  const targets = new Map<string, NoticeTarget>();
  for (const one of found) if ("url" in one) targets.set(one.id, one);
  return {
    targets: [...targets.values()],
    secrets: [...targets.values()].flatMap(listSecrets),
    diagnostics: found.flatMap((one) => ("url" in one ? [] : [one])),
  };
}

type Read = NoticeTarget | Diagnostic;

const REFERENCE = /\$\{env:([A-Za-z_]\w*)\}/g;

function readSource(text: string, name: string, env: Env): Read[] {
  const missing: string[] = [];
  const value = (variable: string): string => {
    const found = env[variable]?.trim() ?? "";
    if (found === "") missing.push(variable);
    return found;
  };
  const whole = /^env:([A-Za-z_]\w*)$/.exec(text.trim())?.[1];
  const full =
    whole === undefined ? text.replace(REFERENCE, (_all, variable: string) => value(variable)) : value(whole);
  if (missing.length > 0)
    return [wrong(`${name} names the variable ${missing.join(", ")}, which is not set`, `set ${missing.join(", ")}`)];
  const addresses = full.split(/\s+/).filter((address) => address !== "");
  if (addresses.length === 0 && name === "--notify")
    return [
      wrong(
        "--notify names nothing",
        "write the reference as --notify env:NAME: a shell puts its own value in place of ${…}",
      ),
    ];
  return addresses.map((address) => readAddress(address, name));
}

const wrong = (summary: string, fix: string): Diagnostic => buildError("notify.target", summary, { fix });

/** Of the address nothing is repeated: even a wrong one may be a secret. */
function readAddress(text: string, name: string): Read {
  const [, prefix, address = text] = /^(json|slack|teams)\+(.*)$/i.exec(text) ?? [];
  const url = /^[a-z]+:\/\//i.test(address) && URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.hostname === "")
    return wrong(`what ${name} holds is no address`, "write https://HOST/PATH, slack+https://… or teams+https://…");
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return wrong(`${name} cannot use ${url.protocol.slice(0, 20)}`, "use https://");
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    return wrong(
      `${name} uses plain http to ${url.host}: addresses of machines, and the secret in the URL, could be read on the way`,
      "use https, or a relay on this machine",
    );
  return buildTarget(url, (prefix?.toLowerCase() as NoticeShape | undefined) ?? shapeOf(url.hostname));
}

function buildTarget(full: URL, shape: NoticeShape): NoticeTarget {
  const id = createHash("sha256").update(`${shape} ${full.href}`).digest("base64url").slice(0, 22);
  const url = new URL(full);
  const login = { user: decode(full.username), password: decode(full.password) };
  url.username = "";
  url.password = "";
  url.hash = "";
  const isOpen = login.user === "" && login.password === "";
  return { id, shape, url: url.href, label: url.origin, ...(isOpen ? {} : { login }) };
}

/** A `%` that is no escape stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const HOSTS: readonly (readonly [host: string, shape: NoticeShape])[] = [
  ["hooks.slack.com", "slack"],
  ["hooks.slack-gov.com", "slack"],
  [".webhook.office.com", "teams"],
  [".logic.azure.com", "teams"],
  [".api.powerplatform.com", "teams"],
];

function shapeOf(host: string): NoticeShape {
  const name = host.toLowerCase().replace(/\.$/, "");
  const known = HOSTS.find(([pattern]) => (pattern.startsWith(".") ? name.endsWith(pattern) : name === pattern));
  return known?.[1] ?? "json";
}

/** A short path is no secret, and masking it would blot out words that have nothing to do with it. */
const SHORTEST_PART = 16;

function listSecrets({ url, login }: NoticeTarget): string[] {
  const { pathname, search, searchParams } = new URL(url);
  const parts = [...pathname.split("/"), ...searchParams.values(), `${pathname}${search}`];
  return [
    ...(url.length > new URL(url).origin.length + 1 ? [url] : []),
    ...parts.filter((part) => part.length >= SHORTEST_PART),
    ...(login === undefined || login.password === "" ? [] : [login.password]),
  ];
}
