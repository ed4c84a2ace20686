// Carries one answer to the client, or does to the connection what a fault asks for. Knows no vendor and decides no answer.
import type { ServerResponse } from "node:http";
import type { EffectName, FaultRule } from "./fault-rule.ts";
import type { LogEntry } from "./request-log.ts";
import type { SimClock } from "./sim-clock.ts";
import type { SimCall, SimReply } from "./simulated-vendor.ts";

export interface Exchange {
  response: ServerResponse;
  entry: LogEntry;
  clock: SimClock;
  /** Aborted when the client has gone or the simulator stops. */
  gone: AbortSignal;
}

type Carry = (exchange: Exchange, fault: FaultRule, decide: () => SimReply) => void | Promise<void>;

/** No vendor sends it: whoever wants to know can tell a stand-in from the real one. */
const STAND_IN = { "x-trueup-simulator": "1" };
const HTML = { "content-type": "text/html; charset=utf-8" };
const SLOW_LIST_MS = 10_000;

const CARRIERS: Partial<Record<EffectName, Carry>> = {
  "lost-before": (exchange) => drop(exchange),
  "lost-after": (exchange, _fault, decide) => {
    decide();
    drop(exchange);
  },
  doubled: (exchange, _fault, decide) => {
    decide();
    send(exchange, decide());
  },
  "reset-mid-answer": (exchange, _fault, decide) => sendHalf(exchange, decide()),
  "http-5xx": (exchange, fault, decide) => {
    if (fault.when === "after") decide();
    send(exchange, errorPage(fault.status ?? 502));
  },
  garbled: (exchange, fault, decide) => {
    const body = fault.when === "before" ? undefined : decide().body;
    send(exchange, garble(fault, body));
  },
  hang: carryHang,
  "429": (exchange, fault) => {
    const page = errorPage(429);
    send(exchange, { ...page, headers: { ...page.headers, "retry-after": String(fault.retryAfter ?? 1) } });
  },
  "slow-list": async (exchange, fault, decide) => {
    const reply = decide();
    await exchange.clock.sleep(fault.ms ?? SLOW_LIST_MS, exchange.gone);
    send(exchange, reply);
  },
};

/** The first fault of the transport wins; the others are the vendor's to carry out. */
export async function answerExchange(exchange: Exchange, call: SimCall, faults: readonly FaultRule[]): Promise<void> {
  const decide = (): SimReply => {
    const reply = call.answer(faults);
    exchange.entry.outcome = reply.outcome;
    return reply;
  };
  const fault = faults.find(({ effect }) => CARRIERS[effect] !== undefined);
  const carry = fault && CARRIERS[fault.effect];
  if (fault && carry) await carry(exchange, fault, decide);
  else send(exchange, decide());
}

/** Without `ms` the client waits for ever; with it the answer comes late. */
async function carryHang(exchange: Exchange, fault: FaultRule, decide: () => SimReply): Promise<void> {
  const early = fault.when === "after" ? decide() : undefined;
  if (fault.ms === undefined) return;
  await exchange.clock.sleep(fault.ms, exchange.gone);
  // A request that the client gave up before its effect must not have one.
  if (exchange.gone.aborted) return;
  send(exchange, early ?? decide());
}

export function send({ response, entry }: Exchange, reply: SimReply): void {
  entry.status = reply.status;
  const length = String(Buffer.byteLength(reply.body));
  response.writeHead(reply.status, { ...reply.headers, ...STAND_IN, "content-length": length });
  response.end(reply.body);
}

function drop({ response }: Exchange): void {
  response.socket?.destroy();
}

function sendHalf({ response, entry }: Exchange, reply: SimReply): void {
  const body = Buffer.from(reply.body);
  entry.status = reply.status;
  response.writeHead(reply.status, { ...reply.headers, ...STAND_IN, "content-length": String(body.length) });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.resetAndDestroy());
}

function errorPage(status: number): SimReply {
  const body = `<html><body><h1>${status}</h1></body></html>\n`;
  return { status, headers: HTML, body, outcome: String(status) };
}

function garble(fault: FaultRule, body: string | undefined): SimReply {
  const truncated = body === undefined ? '{"status":"O' : body.slice(0, Math.max(1, body.length - 5));
  const html = "<html><head><title>Service</title></head><body>Please wait…</body></html>";
  const isHtml = fault.body !== "truncated";
  const headers = isHtml ? HTML : { "content-type": "application/json;charset=UTF-8" };
  return { status: 200, headers, body: isHtml ? html : truncated, outcome: "garbled" };
}
