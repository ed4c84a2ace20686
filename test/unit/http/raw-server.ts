// A bare TCP server that records every byte it gets and answers as the test says: to prove what was written, and how often.
import net from "node:net";
import { afterEach } from "vitest";

export interface RawServer {
  readonly url: string;
  readonly port: number;
  /** The bytes of each connection, in the order of connecting. */
  readonly connections: string[];
  requests(): string[];
}

const open: { server: net.Server; sockets: Set<net.Socket> }[] = [];

afterEach(async () => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** `react` is called with the socket, everything received on it so far, and the connection's number from 1. */
export async function startRawServer(
  react: (socket: net.Socket, received: string, connection: number) => void,
  onConnect: (socket: net.Socket, connection: number) => void = () => undefined,
): Promise<RawServer> {
  const connections: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    const index = connections.push("") - 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
    onConnect(socket, index + 1);
    socket.on("data", (chunk) => {
      connections[index] += chunk.toString("latin1");
      react(socket, connections[index] ?? "", index + 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({ server, sockets });
  const { port } = server.address() as net.AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    connections,
    requests: () => connections.flatMap((bytes) => bytes.match(/^(GET|POST|PUT|DELETE|PATCH) \S+ HTTP/gm) ?? []),
  };
}

export function answer(body: string, status = "200 OK", headers: readonly string[] = []): string {
  const length = `content-length: ${Buffer.byteLength(body)}`;
  return [`HTTP/1.1 ${status}`, length, "content-type: application/json", ...headers, "", body].join("\r\n");
}
