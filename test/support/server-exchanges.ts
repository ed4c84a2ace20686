// Knows every request that a node:http server of this process is answering, and which of them wait for a clock. Servers
// need not do anything for it: Node itself announces requests, and asynchronous context tells whose sleep a sleep is.
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";

export interface ServerExchange {
  /** Sleeps of its handler on a virtual clock that have not ended. */
  sleeping: number;
  /** For how long it has done nothing that can be seen: turns of the event loop, and since when in real time. */
  idleTurns: number;
  idleSince: number;
}

const context = new AsyncLocalStorage<ServerExchange>();
const open = new Set<ServerExchange>();
const listeners = new Set<() => void>();

export const serverExchanges: ReadonlySet<ServerExchange> = open;

/** The exchange that the running code belongs to. */
export function currentExchange(): ServerExchange | undefined {
  return context.getStore();
}

/** `listener` is called whenever an exchange begins or ends, until the returned function is called. */
export function onExchangeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function markActive(exchange: ServerExchange): void {
  exchange.idleTurns = 0;
  exchange.idleSince = performance.now();
}

subscribe("http.server.request.start", (message) => {
  const { response } = message as { response: ServerResponse };
  const exchange: ServerExchange = { sleeping: 0, idleTurns: 0, idleSince: performance.now() };
  open.add(exchange);
  response.once("close", () => {
    open.delete(exchange);
    for (const listener of [...listeners]) listener();
  });
  // Node emits "request" right after this, in the same synchronous run, so the handler runs in this context.
  context.enterWith(exchange);
  for (const listener of [...listeners]) listener();
});
