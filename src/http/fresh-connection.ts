// A connection for exactly one mutation: opened, checked, written to once, closed. Nothing here can write a second time.
import type { Socket } from "node:net";
import { Client } from "undici";

export interface FreshConnection {
  readonly client: Client;
  /** Whether the request may have begun to leave. False proves that the server has seen none of it. */
  hasBegun(): boolean;
  close(): Promise<void>;
}

export interface FreshConnectionOptions {
  readonly origin: string;
  readonly open: (signal: AbortSignal) => Promise<Socket>;
  /** Throws where sending is not allowed. Called in the same turn of the event loop as the write. */
  readonly assertMaySend: () => void;
}

export function openFreshConnection({ origin, open, assertMaySend }: FreshConnectionOptions): FreshConnection {
  const closed = new AbortController();
  let socket: Socket | undefined;
  let hasStarted = false;
  let hasBegun = false;

  const connect = async (): Promise<Socket> => {
    if (hasStarted) throw new Error("the connection was lost; a mutation is never sent on a second one");
    hasStarted = true;
    socket = await open(closed.signal);
    await untilQuiet(socket);
    closed.signal.throwIfAborted();
    return socket;
  };

  const client = new Client(origin, {
    pipelining: 0,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_options, callback) => {
      connect().then(
        (ready) => {
          try {
            assertMaySend();
          } catch (error) {
            ready.destroy();
            callback(error as Error, null);
            return;
          }
          hasBegun = true;
          // undici writes the waiting request before this call returns, so nothing can come between check and write.
          callback(null, ready);
          if (ready.bytesWritten === 0)
            ready.destroy(new Error("the request was not written in the turn of its check"));
        },
        (error: Error) => callback(error, null),
      );
    },
  });

  return {
    client,
    hasBegun: () => hasBegun,
    async close() {
      closed.abort(new Error("closed"));
      socket?.on("error", () => undefined).destroy();
      await client.destroy();
    },
  };
}

const QUIET_TURNS = 3;

/**
 * A server that is overloaded accepts and closes at once. Seen before we write, that is "nothing happened"; seen after,
 * it would be "unknown". A few turns of the event loop are enough to see a close that has already arrived.
 */
async function untilQuiet(socket: Socket): Promise<void> {
  let failure: Error | undefined;
  const fail = (error: Error): void => {
    failure = error;
  };
  socket.on("error", fail);
  for (let turn = 0; turn < QUIET_TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  socket.off("error", fail);
  if (failure !== undefined) throw failure;
  if (socket.destroyed || socket.readableEnded || !socket.writable) {
    throw new Error("the server closed the connection before anything was sent");
  }
  if (socket.readableLength > 0) {
    socket.destroy();
    throw new Error("the server spoke before anything was sent");
  }
}
