// Refuses every connection that leaves this machine, so that no test can depend on or reach a real provider.
import net from "node:net";

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;
const connect = net.Socket.prototype.connect;

// Several files of tests may share a process, which is guarded once.
if (connect.name !== "guarded")
  net.Socket.prototype.connect = function guarded(this: net.Socket, ...args: unknown[]): net.Socket {
    const first = Array.isArray(args[0]) ? args[0][0] : args[0];
    const host = typeof first === "object" && first !== null && "host" in first ? first.host : undefined;
    if (typeof host === "string" && !LOOPBACK.test(host)) {
      throw new Error(`a test tried to connect to ${host}: only loopback is allowed`);
    }
    return Reflect.apply(connect, this, args) as net.Socket;
  } as typeof connect;
