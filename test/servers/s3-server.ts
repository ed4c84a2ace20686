// What the S3 servers of the tests have in common: keys, and buckets that are made by signed requests of their own.
import { AwsClient } from "aws4fetch";

export interface S3Server {
  readonly name: string;
  readonly endpoint: string;
  readonly port: number;
  stop(): Promise<void>;
  /** Ends it at once; what it has stored is there when it starts again. Absent: it stores in memory. */
  crash?(): Promise<void>;
  start?(): Promise<void>;
}

export const TEST_KEYS = {
  accessKeyId: "TESTACCESSKEY0000001",
  secretAccessKey: "secret-only-for-tests-0000000000000000001",
};

const signer = new AwsClient({ ...TEST_KEYS, service: "s3", region: "us-east-1", retries: 0 });

/** `path` begins with the bucket. Resolves with the status and the text of the answer. */
export async function askS3(
  { endpoint }: S3Server,
  method: string,
  path: string,
  body?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const init = { method, headers, ...(body === undefined ? {} : { body }) };
  const answer = await fetch(await signer.sign(`${endpoint}/${path}`, init));
  return { status: answer.status, text: await answer.text() };
}

/** Until the server takes it: some are not ready when they begin to listen. */
export async function makeBucket(server: S3Server, bucket: string, options: { readonly versioned?: boolean } = {}) {
  for (let turn = 0; ; turn += 1) {
    const { status, text } = await askS3(server, "PUT", bucket).catch((error: Error) => ({
      status: 0,
      text: error.message,
    }));
    if (status === 200 || status === 409) break;
    if (turn === 200) throw new Error(`${server.name}: no bucket: ${status} ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  if (options.versioned !== true) return;
  const rule =
    '<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>';
  const { status, text } = await askS3(server, "PUT", `${bucket}?versioning`, rule);
  if (status !== 200) throw new Error(`${server.name}: no versions: ${status} ${text}`);
}
