// A TCP proxy between the program and a server: adds latency, and is cut like a network (bytes vanish, nothing is closed).
import net from "node:net";

export interface TcpProxy {
  readonly port: number;
  /** From now on no byte passes, in either direction; connections stay open, new ones are accepted and hear nothing. */
  cut(): void;
  /** From now on what is sent arrives, and no answer comes back. */
  loseAnswers(): void;
  /** Lets new connections through again; those that were cut are closed. */
  mend(): void;
  stop(): Promise<void>;
}

/** `latencyMs`: for the way there and back together. */
export async function startTcpProxy(targetPort: number, latencyMs = 0): Promise<TcpProxy> {
  const sockets = new Set<net.Socket>();
  let isCut = false;
  let isDeaf = false;
  const link = (from: net.Socket, to: net.Socket, isAnswer: boolean): void => {
    from.on("data", (chunk: Buffer) => {
      if (isCut || (isDeaf && isAnswer)) return;
      if (latencyMs === 0) to.write(chunk);
      else setTimeout(() => isCut || to.destroyed || to.write(chunk), latencyMs / 2);
    });
    from.on("close", () => setTimeout(() => to.destroy(), latencyMs));
    from.on("error", () => undefined);
    from.setNoDelay(true);
    sockets.add(from);
    from.once("close", () => sockets.delete(from));
  };
  const server = net.createServer((client) => {
    const upstream = net.connect(targetPort, "127.0.0.1");
    link(client, upstream, false);
    link(upstream, client, true);
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    cut() {
      isCut = true;
    },
    loseAnswers() {
      isDeaf = true;
    },
    mend() {
      for (const socket of sockets) socket.destroy();
      isCut = false;
      isDeaf = false;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
