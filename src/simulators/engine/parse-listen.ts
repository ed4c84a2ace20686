// `--listen` → host and port. Whether the host may be listened on is not decided here.
import { SimInputError } from "./sim-input-error.ts";

export interface Listen {
  host: string;
  /** 0 = any. */
  port: number;
}

export function parseListen(text: string): Listen {
  // Brackets only where an IPv6 address has a port: `[::1]:8080`, `::1`.
  const found = /^(?:\[(?<six>[^\]]+)\]|(?<host>[^:]*))(?::(?<port>\d{1,5}))?$/.exec(text);
  if (!found?.groups) return text.includes("::") ? { host: text, port: 0 } : refuse(text);
  const { six, host, port } = found.groups;
  const number = Number(port ?? 0);
  if (number > 65_535) return refuse(text);
  return { host: six || host || "127.0.0.1", port: number };
}

function refuse(text: string): never {
  throw new SimInputError([`--listen ${text}: expected HOST, HOST:PORT or :PORT`]);
}
