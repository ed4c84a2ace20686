// The four requests to an S3 store: put (if absent), get, list, delete. Each is signed with the digest of its body, and what is
// read is held against the digest that was stored with it. Repeats nothing but reads.
import { createHash } from "node:crypto";
import { AwsV4Signer } from "aws4fetch";

import { StateError } from "../../core/errors.ts";
import type { HttpRequest, RawAnswer } from "../../http/answer.ts";
import type { StoreClient } from "../../http/store-client.ts";
import { type ListedObject, parseList } from "./parse-list.ts";
import { StoreRefusal } from "./s3-failure.ts";

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface S3Place {
  /** Scheme, host, port and optional prefix, without a slash at the end. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  /** The bucket in the path instead of the host name. */
  readonly isPathStyle: boolean;
  readonly credentials: S3Credentials;
}

export interface StoredObject {
  readonly text: string;
  /** False where the store gives back other content than was put, judged by the digest beside it. */
  readonly isWhole: boolean;
  readonly server: string;
}

export interface Put {
  /** `taken`: the condition did not hold (412). */
  readonly outcome: "written" | "taken";
  readonly server: string;
  /** Whether the answer names a version: the bucket keeps old ones. */
  readonly isVersioned: boolean;
}

export interface S3Client {
  /** Throws `StoreRefusal`, `ProviderError`; where `isPassingFailure`, it may have been written. */
  put(key: string, text: string, options: { readonly ifAbsent: boolean }): Promise<Put>;
  get(key: string): Promise<StoredObject | undefined>;
  exists(key: string): Promise<boolean>;
  /** All objects whose key begins with `prefix`, from the first one that is greater than `after`. `nowMs`: the store's time. */
  list(prefix: string, after?: string): Promise<{ readonly objects: readonly ListedObject[]; readonly nowMs: number }>;
  /** That it succeeds proves nothing. */
  remove(key: string): Promise<void>;
}

const DIGEST = "x-amz-meta-sha256";
const MOST_PAGES = 200;

/** The origin that the client must be opened with. */
export function originOf({ endpoint, bucket, isPathStyle }: S3Place): string {
  const url = new URL(endpoint);
  return isPathStyle ? url.origin : `${url.protocol}//${bucket}.${url.host}`;
}

export function createS3Client(place: S3Place, http: StoreClient): S3Client {
  const origin = originOf(place);
  const prefix = new URL(place.endpoint).pathname.replace(/\/+$/, "");
  const root = place.isPathStyle ? `${prefix}/${encodeKey(place.bucket)}` : prefix;
  const pathOf = (key: string): string => `${root}/${encodeKey(key)}`;
  const sign = (request: HttpRequest): Promise<HttpRequest> => signRequest(place, origin, request);
  const get = async (key: string): Promise<StoredObject | undefined> => {
    const answer = await http.read(await sign({ method: "GET", path: pathOf(key) }));
    if (answer.status === 404 && !answer.body.includes("NoSuchBucket")) return undefined;
    assertSuccess(`GET ${key}`, answer);
    const digest = answer.headers[DIGEST];
    const isWhole = digest === undefined || digest === digestOf(answer.body);
    return { text: answer.body, isWhole, server: answer.headers["server"] ?? "" };
  };
  return {
    get,
    async put(key, text, { ifAbsent }) {
      const headers = { [DIGEST]: digestOf(text), ...(ifAbsent ? { "if-none-match": "*" } : {}) };
      const body = { contentType: "application/json", text };
      const answer = await http.attempt(await sign({ method: "PUT", path: pathOf(key), headers, body }));
      const isTaken = ifAbsent && answer.status === 412;
      if (!isTaken) assertSuccess(`PUT ${key}`, answer);
      const isVersioned = !["", "null"].includes(answer.headers["x-amz-version-id"] ?? "");
      return { outcome: isTaken ? "taken" : "written", server: answer.headers["server"] ?? "", isVersioned };
    },
    async exists(key) {
      const answer = await http.read(await sign({ method: "HEAD", path: pathOf(key) }));
      if (answer.status !== 404) assertSuccess(`HEAD ${key}`, answer);
      return answer.status !== 404;
    },
    list: (start, after) =>
      listPages(start, after, async (query) =>
        http.read(await sign({ method: "GET", path: `${root || "/"}${query}` })),
      ),
    async remove(key) {
      const answer = await http.attempt(await sign({ method: "DELETE", path: pathOf(key) }));
      if (answer.status !== 404) assertSuccess(`DELETE ${key}`, answer);
    },
  };
}

async function listPages(
  start: string,
  after: string | undefined,
  ask: (query: string) => Promise<RawAnswer>,
): ReturnType<S3Client["list"]> {
  const objects: ListedObject[] = [];
  let next: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await ask(formatListQuery(start, after, next));
    assertSuccess(`LIST ${start}`, answer);
    const found = parseList(answer.body);
    if (found === undefined) throw new StoreRefusal(`LIST ${start}: the answer is no list`, answer);
    // Not every store obeys the parameters.
    objects.push(...found.objects.filter(({ key }) => key.startsWith(start) && (after === undefined || key > after)));
    if (found.next === undefined) return { objects, nowMs: Date.parse(answer.headers["date"] ?? "") };
    next = found.next;
  }
  throw new StateError("unwritable", `LIST ${start}: more than ${MOST_PAGES} pages`, {
    hint: "remove old objects below the state's key by hand, but none that is younger than a day",
  });
}

function assertSuccess(request: string, answer: RawAnswer): void {
  if (answer.status < 200 || answer.status > 299) throw new StoreRefusal(request, answer);
}

function formatListQuery(prefix: string, after: string | undefined, next: string | undefined): string {
  const pairs: [string, string | undefined][] = [
    ["continuation-token", next],
    ["list-type", "2"],
    ["prefix", prefix],
    ["start-after", after],
  ];
  return `?${pairs.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeText(value)}`])).join("&")}`;
}

async function signRequest(
  { credentials, region }: S3Place,
  origin: string,
  request: HttpRequest,
): Promise<HttpRequest> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const text = request.body?.text ?? "";
  const signer = new AwsV4Signer({
    method: request.method,
    url: `${origin}${request.path}`,
    headers: { ...request.headers, "x-amz-content-sha256": digestOf(text) },
    service: "s3",
    region,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  });
  const { headers } = await signer.sign();
  // Ceph would answer in JSON where that is asked for.
  return { ...request, headers: { ...Object.fromEntries(headers), accept: "*/*" } };
}

function encodeKey(key: string): string {
  return key.split("/").map(encodeText).join("/");
}

/** Everything but what RFC 3986 never reserves: as it is signed, so it is sent. */
function encodeText(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function digestOf(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
