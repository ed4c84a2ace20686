// The backends beyond this machine, from the fields of `state` and the environment. YAML wins over the environment.
import { checkEndpoint } from "../config/settings/check-endpoint.ts";
import type { StateSettings } from "../core/desired.ts";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import { isAddressProblem, parsePostgresAddress } from "../core/postgres-address.ts";
import type { StateArchive } from "../core/state-port.ts";
import type { LeaseSetting } from "../state/acquire-lease.ts";
import type { StateServerOptions } from "../state/http/state-server.ts";
import type { StateCodec } from "../state/state-codec.ts";
import type { StateRequest } from "./state-request.ts";

type Shared = LeaseSetting & { readonly codec?: StateCodec };

export async function openRemoteState(request: StateRequest, shared: Shared): Promise<StateArchive> {
  switch (request.settings.backend) {
    case "postgres":
      return await openPostgres(request, shared);
    case "s3":
      return await openS3(request, shared);
    default:
      return await openHttp(request, shared);
  }
}

async function openPostgres({ settings, stack, env, redactor }: StateRequest, shared: Shared): Promise<StateArchive> {
  const url = needText(settings, "url");
  const address = parsePostgresAddress(url, settings.fields["insecure"] === true);
  if (isAddressProblem(address)) throw unfit(settings, `state.url ${address.problem}`, address.fix);
  const password = address.password ?? env["PGPASSWORD"];
  for (const secret of [url, new URL(url).password, password ?? ""]) redactor.add(secret);
  const { createPostgresBackend } = await import("../state/postgres/postgres-backend.ts");
  return createPostgresBackend({
    ...shared,
    address,
    fallback: { user: env["PGUSER"] ?? shared.identity.who, password },
    schema: textOf(settings, "schema") ?? "trueup",
    stack,
  });
}

async function openS3(request: StateRequest, shared: Shared): Promise<StateArchive> {
  const { settings, env, redactor } = request;
  const read = (field: string, ...names: string[]): string | undefined =>
    textOf(settings, field) ?? names.map((name) => env[name]).find((value) => value !== undefined && value !== "");
  const region = read("region", "AWS_REGION", "AWS_DEFAULT_REGION") ?? "us-east-1";
  const ownEndpoint = read("endpoint", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")?.replace(/\/+$/, "");
  const endpoint = ownEndpoint ?? `https://s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
  assertEndpoint(settings, "endpoint", endpoint);
  const { createS3Backend } = await import("../state/s3/s3-backend.ts");
  const { originOf } = await import("../state/s3/s3-client.ts");
  const bucket = needText(settings, "bucket");
  const { pathStyle } = settings.fields;
  const place = {
    endpoint,
    bucket,
    region,
    // A dot in a bucket's name is not covered by the certificate of the host names.
    isPathStyle: typeof pathStyle === "boolean" ? pathStyle : ownEndpoint !== undefined || bucket.includes("."),
    credentials: readS3Credentials(settings, env),
  };
  for (const secret of Object.values(place.credentials)) redactor.add(secret);
  const http = await openClient(request, originOf(place), shared.leaseMs);
  return createS3Backend({ ...shared, place, key: needText(settings, "key"), http, redact: redactor.redact });
}

/** Both halves from one source: a key of YAML is not used with the token of another account. */
function readS3Credentials(settings: StateSettings, env: StateRequest["env"]) {
  const isOwn = textOf(settings, "accessKeyId") !== undefined || textOf(settings, "secretAccessKey") !== undefined;
  const read = (field: string, name: string): string | undefined => {
    const value = isOwn ? textOf(settings, field) : (textOf(settings, field) ?? env[name]);
    return value === "" ? undefined : value?.replace(/\s+$/, "");
  };
  const accessKeyId = read("accessKeyId", "AWS_ACCESS_KEY_ID");
  const secretAccessKey = read("secretAccessKey", "AWS_SECRET_ACCESS_KEY");
  const sessionToken = read("sessionToken", "AWS_SESSION_TOKEN");
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw unfit(
      settings,
      "the state in S3 has no credentials",
      "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN) in the environment",
    );
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

async function openHttp(request: StateRequest, shared: Shared): Promise<StateArchive> {
  const { settings, env, redactor } = request;
  const [address, lockAddress] = [needText(settings, "address"), needText(settings, "lockAddress")];
  const unlockAddress = textOf(settings, "unlockAddress");
  const username = textOf(settings, "username") ?? env["TF_HTTP_USERNAME"];
  const password = textOf(settings, "password") ?? env["TF_HTTP_PASSWORD"];
  redactor.add(password ?? "");
  const origins = new Set([address, lockAddress, unlockAddress ?? lockAddress].map((text) => new URL(text).origin));
  for (const text of [address, lockAddress]) redactor.add(decodeURIComponent(new URL(text).password));
  const clients = new Map(
    await Promise.all(
      [...origins].map(async (origin) => [origin, await openClient(request, origin, shared.leaseMs)] as const),
    ),
  );
  const { createHttpBackend } = await import("../state/http/http-backend.ts");
  const backend = createHttpBackend({
    ...shared,
    address,
    lockAddress,
    ...(unlockAddress === undefined ? {} : { unlockAddress }),
    ...methodsOf(settings),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    clientFor: (origin) => {
      const client = clients.get(origin);
      if (client === undefined) throw new Error(`there is no client for ${origin}`);
      return client;
    },
  });
  const close = async (): Promise<void> => {
    await backend.close();
    await Promise.all([...clients.values()].map((one) => one.close()));
  };
  return { ...backend, close };
}

type Methods = Pick<StateServerOptions, "updateMethod" | "lockMethod" | "unlockMethod">;

/** The schema allows no others than these. */
function methodsOf({ fields }: StateSettings): Methods {
  const found = ["updateMethod", "lockMethod", "unlockMethod"].flatMap((name) =>
    typeof fields[name] === "string" ? [[name, fields[name]]] : [],
  );
  return Object.fromEntries(found) as Methods;
}

/** A request that takes longer than the time between two heartbeats helps nobody. */
async function openClient({ clock, env, redactor, version, log }: StateRequest, baseUrl: string, leaseMs: number) {
  const { createStoreClient } = await import("../http/store-client.ts");
  return createStoreClient({
    baseUrl,
    clock,
    requestTimeoutMs: Math.min(15_000, Math.max(1000, leaseMs / 4)),
    redactor,
    userAgent: `trueup/${version}`,
    // Stores sign or check the query; nothing of theirs may be kept on the way, as their answers say.
    uniqueParameter: false,
    connections: 16,
    env,
    ...(log === undefined ? {} : { log }),
  });
}

function assertEndpoint(settings: StateSettings, field: string, endpoint: string): void {
  const problem = checkEndpoint(endpoint, undefined, {
    allowedHosts: undefined,
    ownHosts: [],
    insecure: settings.fields["insecure"] === true,
    schemes: ["https", "http"],
    isFullAddress: false,
  });
  if (problem !== undefined) throw unfit(settings, `state.${field} ${problem.problem}`, problem.fix);
}

function textOf({ fields }: StateSettings, field: string): string | undefined {
  const value = fields[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Missing where its variable is not set: `unlock` and `state` read the configuration leniently. */
function needText(settings: StateSettings, field: string): string {
  const value = textOf(settings, field);
  if (value === undefined)
    throw unfit(settings, `state.${field} is not known`, "set the variable that it is made of, and run it again");
  return value;
}

function unfit({ range }: StateSettings, summary: string, fix: string): DiagnosticsError {
  return new DiagnosticsError([
    buildError("state.setting", summary, { ...(range === undefined ? {} : { range }), fix }),
  ]);
}
