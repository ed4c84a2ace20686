// Compiles undici's parser of answers without V8 compiling it a second time after a few of them: where V8 counts each jump back
// by the size of what it jumps over, that is due with the fourth small answer, takes 100 ms of another thread, and a process does
// not end before it is through. The flag is read when a module is compiled, and gets its usual value back, since compiled code
// that was kept is only taken under the same flags.
const USUAL = { 20: 1_800_000, 22: 13_000_000, 24: 13_000_000, 26: 13_000_000 }[process.versions.node.split(".")[0]];

module.exports = function compileParser(code) {
  if (USUAL === undefined) return new WebAssembly.Module(code);
  const { setFlagsFromString } = require("node:v8");
  setFlagsFromString("--wasm-tiering-budget=1000000000");
  try {
    return new WebAssembly.Module(code);
  } finally {
    setFlagsFromString(`--wasm-tiering-budget=${USUAL}`);
  }
};
