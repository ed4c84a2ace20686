// Modules of Node that most runs do not need, and that take milliseconds to load: loaded when they are used.
import { createRequire } from "node:module";

const load = createRequire(process.execPath);

export const loadHttp = (isSecure: boolean): typeof import("node:http") => load(isSecure ? "node:https" : "node:http");
export const loadTls = (): typeof import("node:tls") => load("node:tls");
export const loadZlib = (): typeof import("node:zlib") => load("node:zlib");
export const loadTty = (): typeof import("node:tty") => load("node:tty");
