#!/bin/sh
# pg (node-postgres) 8.23.1: an empty `options` in the client's configuration does not keep PGOPTIONS out.
#
# A program that sets `options: ""`, to send no startup options whatever the environment holds, still sends those of PGOPTIONS:
# the empty text counts as "not set". Poolers refuse a startup message with options that they do not know (PgBouncer does unless
# ignore_startup_parameters names them), so that the program fails in one shell and works in another. `options: " "` keeps them out
# of the value, but the parameter is sent all the same.
#
# What is shown: the startup message that reaches a listener, for three configurations, with PGOPTIONS="-c geqo=off".
# Fails if the library behaves differently. Needs node, npm and the package registry.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund pg@8.23.1
cat >show.cjs <<'JS'
const net = require("node:net");
const { Client } = require("pg");

/** The parameters of a startup message: length, protocol, then names and values, each ended by a zero byte. */
function parametersOf(message) {
  const words = message.subarray(8).toString("utf8").split("\0");
  const found = {};
  for (let at = 0; words[at] !== undefined && words[at] !== ""; at += 2) found[words[at]] = words[at + 1];
  return found;
}

async function sentBy(config) {
  const server = net.createServer();
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const received = new Promise((resolve) =>
    server.once("connection", (socket) =>
      socket.once("data", (data) => {
        resolve(parametersOf(data));
        socket.destroy();
      }),
    ),
  );
  const client = new Client({ host: "127.0.0.1", port: server.address().port, user: "u", password: "p", database: "d", ...config });
  client.on("error", () => {});
  client.connect().catch(() => {});
  const parameters = await received;
  server.close();
  return parameters;
}

(async () => {
  for (const config of [{}, { options: "" }, { options: " " }])
    console.log(`${JSON.stringify(config).padEnd(16)} sends options: ${JSON.stringify((await sentBy(config)).options)}`);
  process.exit(0);
})();
JS
PGOPTIONS="-c geqo=off" node show.cjs | tee seen.txt
cat >expected.txt <<'TXT'
{}               sends options: "-c geqo=off"
{"options":""}   sends options: "-c geqo=off"
{"options":" "}  sends options: " "
TXT
diff expected.txt seen.txt && echo "as described: pg 8.23.1"
