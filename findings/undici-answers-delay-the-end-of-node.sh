#!/bin/sh
# undici 7.30.2: after a handful of small answers `process.exit()` of Node takes 25 to 100 ms longer.
#
# undici reads answers with a parser in WebAssembly. V8 compiles a function of it a second time, optimized, once it has run for a
# while, and counts that by the size of the code that jumps go back over. The parser is one large function with a jump for each
# byte, so that five small answers are enough. The compilation runs in another thread and cannot be interrupted, and Node waits
# for its threads before it ends: a program of 100 ms that sends a few requests ends up to twice as late, at work that is thrown away.
#
# What is shown: a program that asks a local server eight times and exits, as it is and with a flag that lets V8 wait longer
# (--wasm-tiering-budget). Each alone ten times, in turn; the time from process.exit() to the end is what is compared.
# Seen on two cores: Node 20.20 105 and 5 ms, 22.23 74 and 7, 24.22 53 and 8, 26.12 31 and 7. Fails if the difference is below 15 ms.
# Needs node, npm and the package registry.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund undici@7.30.2
cat >ask.cjs <<'JS'
const { request } = require("undici");

(async () => {
  for (let index = 0; index < 8; index++) await (await request(process.argv[2])).body.text();
  process.stdout.write(String(Date.now()), () => process.exit());
})();
JS
cat >show.cjs <<'JS'
const { spawn } = require("node:child_process");
const { createServer } = require("node:http");

const rows = JSON.stringify(Array.from({ length: 40 }, (_none, id) => ({ id, name: `machine-${id}` })));
const server = createServer((_request, answer) => answer.setHeader("content-type", "application/json").end(rows));

/** Milliseconds from process.exit() to the end. */
const run = (flags) =>
  new Promise((done) => {
    const child = spawn(process.execPath, [...flags, "ask.cjs", `http://127.0.0.1:${server.address().port}`]);
    let said = "";
    child.stdout.on("data", (chunk) => (said += chunk));
    let ended = 0;
    child.on("exit", () => (ended = Date.now()));
    child.on("close", () => done(ended - Number(said)));
  });
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

server.listen(0, "127.0.0.1", async () => {
  const [usual, patient] = [[], []];
  for (let index = 0; index < 10; index++) {
    usual.push(await run([]));
    patient.push(await run(["--wasm-tiering-budget=1000000000"]));
  }
  server.close();
  const [late, soon] = [median(usual), median(patient)];
  console.log(`Node ${process.version}: ${late} ms as it is, ${soon} ms with --wasm-tiering-budget`);
  const isDelayed = late - soon >= 15;
  console.log(isDelayed ? "as described: undici 7.30.2" : "another behaviour than described");
  process.exitCode = isDelayed ? 0 : 1;
});
JS
node show.cjs
