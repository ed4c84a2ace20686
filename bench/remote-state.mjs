// A real server for the state of an apply, behind a proxy that adds latency: what the tests use, if it is installed.

/** `name`: postgres, s3 or http; undefined for local. */
export async function openRemoteState(name, latencyMs) {
  if (name === "local") return undefined;
  const { register } = await import("tsx/esm/api");
  register();
  const { REMOTE_STATES } = await import("../test/servers/remote-states.ts");
  const { startTcpProxy } = await import("../test/servers/tcp-proxy.ts");
  const found = REMOTE_STATES.find((state) => state.name === name);
  if (found === undefined)
    throw new Error(`there is no state ${name}; there are local, ${REMOTE_STATES.map((one) => one.name).join(", ")}`);
  const server = await found.open();
  const proxy = await startTcpProxy(server.port, latencyMs);
  let opened = 0;
  return {
    env: server.env(proxy.port),
    /** The `state` block of a state that nobody has used. */
    nextBlock: () => server.yaml(`bench-${++opened}`, proxy.port),
    stop: async () => {
      await proxy.stop();
      await server.stop();
    },
  };
}
