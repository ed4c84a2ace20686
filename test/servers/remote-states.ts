// Each backend beyond this machine as the end-to-end tests and the bench use it: a server that can be killed and started again,
// and the block of YAML and the environment that lead to it, by whatever port.
import { GITLAB_LOGIN, startGitlabState } from "./gitlab-state.ts";
import { hasServer } from "./run-server.ts";
import { makeBucket, TEST_KEYS } from "./s3-server.ts";
import { CEPH_PROGRAMS, startCeph } from "./start-ceph.ts";
import { POSTGRES_PROGRAMS, startPostgres } from "./start-postgres.ts";

export interface RemoteState {
  readonly port: number;
  /** The `state` block, led through the port. `more`: further fields of it. */
  yaml(name: string, port: number, more?: string): string;
  env(port: number): Record<string, string>;
  crash(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface RemoteStateKind {
  readonly name: "postgres" | "s3" | "http";
  isHere(): boolean;
  open(): Promise<RemoteState>;
}

export const REMOTE_STATES: readonly RemoteStateKind[] = [
  { name: "postgres", isHere: () => hasServer("PostgreSQL", POSTGRES_PROGRAMS), open: openPostgres },
  { name: "s3", isHere: () => hasServer("Ceph RGW", CEPH_PROGRAMS), open: openS3 },
  { name: "http", isHere: () => true, open: openHttp },
];

async function openPostgres(): Promise<RemoteState> {
  const server = await startPostgres();
  return {
    ...server,
    // One schema for each name: the stack's is the same in all tests.
    yaml: (name, _port, more = "") =>
      `state: { backend: postgres, url: "\${env:STATE_URL}", schema: "${name.replace(/\W/g, "_")}"${more} }\n`,
    env: (port) => ({ STATE_URL: server.url().replace(`:${server.port}/`, `:${port}/`) }),
  };
}

async function openS3(): Promise<RemoteState> {
  const server = await startCeph();
  await makeBucket(server, "states");
  const { crash = () => Promise.resolve(), start = () => Promise.resolve(), ...more } = server;
  return {
    ...more,
    crash,
    start,
    yaml: (name, port, fields = "") =>
      `state: { backend: s3, bucket: states, key: "${name}.json", region: us-east-1, endpoint: "http://127.0.0.1:${port}"${fields} }\n`,
    env: () => ({ AWS_ACCESS_KEY_ID: TEST_KEYS.accessKeyId, AWS_SECRET_ACCESS_KEY: TEST_KEYS.secretAccessKey }),
  };
}

async function openHttp(): Promise<RemoteState> {
  const server = await startGitlabState();
  return {
    get port() {
      return server.port;
    },
    crash: server.crash,
    start: server.start,
    stop: server.stop,
    yaml(name, port, more = "") {
      const address = `http://127.0.0.1:${port}/api/v4/projects/1/terraform/state/${name}`;
      return `state: { backend: http, address: "${address}", lockAddress: "${address}/lock", lockMethod: POST, unlockMethod: DELETE, username: ${GITLAB_LOGIN.username}, password: "\${env:STATE_PASSWORD}"${more} }\n`;
    },
    env: () => ({ STATE_PASSWORD: GITLAB_LOGIN.password }),
  };
}
