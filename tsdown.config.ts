// How src becomes dist: the program with everything in it, in chunks that load when they are needed; and the library.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "tsdown";

const shared = {
  format: "esm",
  platform: "node",
  target: "node20.19",
  outDir: process.env["TRUEUP_BUILD_DIR"] ?? "dist",
  clean: false,
  hash: true,
  report: false,
  inputOptions: { checks: { pluginTimings: false } },
} satisfies UserConfig;

interface Replacement {
  readonly id: RegExp;
  readonly text: string;
  readonly instead: string;
}

/** What packages load of Node for uses that do not occur here; it takes longer than all else that a small command does. */
const LOADED_FOR_NOTHING: readonly Replacement[] = [
  // Subcommands that are programs of their own.
  { id: /commander\/lib\/command\.js$/, text: "require('node:child_process')", instead: "{}" },
  // Servers that are asked for HTTP/2.
  { id: /undici\/lib\/dispatcher\/client-h2\.js$/, text: "require('node:http2')", instead: "{ constants: {} }" },
  // The size of headers where none is given: this is Node's own, but for its flag.
  {
    id: /undici\/lib\/dispatcher\/client\.js$/,
    text: "require('node:http')",
    instead: `(/--max-http-header-size/.test([...process.execArgv, process.env.NODE_OPTIONS].join(" "))
      ? require("node:http")
      : { maxHeaderSize: 16384 })`,
  },
  // Bodies that are answers of Node's own client.
  { id: /undici\/lib\/core\/util\.js$/, text: "require('node:http')", instead: "{}" },
  // Loaded when something does fail.
  {
    id: /undici\/lib\/.*\.js$/,
    text: "require('node:assert')",
    instead: '((ok, why) => { if (!ok) require("node:assert")(ok, why); })',
  },
  // scripts/for-program/compile-parser.cjs says why.
  {
    id: /undici\/lib\/dispatcher\/client-h1\.js$/,
    text: "new WebAssembly.Module(require('../llhttp/llhttp_simd-wasm.js'))",
    instead: `require(${JSON.stringify(fileOf("scripts/for-program/compile-parser.cjs"))})(require('../llhttp/llhttp_simd-wasm.js'))`,
  },
  // Whether standard output has colours: it is told.
  { id: /picocolors\/picocolors\.js$/, text: "(p.stdout || {}).isTTY", instead: "false" },
];

const program = {
  ...shared,
  // Loading an ES module takes Node longer than loading CommonJS: 7 % of an empty process before the first line runs.
  format: "cjs",
  entry: { cli: "src/cli/entry.ts", "cli/main": "src/cli/main.ts" },
  // graphile-worker is an optional package of its own (docs/adr/0024-a-queue-for-many-stacks.md).
  deps: { alwaysBundle: [/^(?!graphile-worker$)[^.]/], neverBundle: ["graphile-worker"], onlyBundle: false },
  // Half the start of a command is reading its code.
  minify: true,
  // The modules of its other build bind at load; those of the one for Node are wrapped functions that run at first use.
  alias: {
    yaml: fileOf("node_modules/yaml/browser/dist/index.js"),
    undici: fileOf("scripts/for-program/undici.cjs"),
    "fast-string-width": fileOf("scripts/for-program/string-width.cjs"),
    "prom-client": fileOf("scripts/for-program/prom-client.cjs"),
  },
  dts: false,
  plugins: [...LOADED_FOR_NOTHING.map(withReplaced), withWholePaths(), withDigest()],
  outputOptions: {
    // Compiled code that was kept knows no way to load ES modules.
    dynamicImportInCjs: false,
    chunkFileNames: "cli/[name]-[hash].cjs",
    banner: (chunk) => (chunk.fileName === "cli.cjs" ? "#!/usr/bin/env node" : ""),
    // One file for what every command needs, one for what validate needs: each further file costs half a millisecond.
    codeSplitting: {
      groups: [
        { name: "start", test: /commander|src\/cli\/(program|exit-code|version)|src\/core\/|rolldown.runtime/ },
        {
          name: "configuration",
          test: /src\/config\/(?!explain\/|published\/|load-provider)|src\/generated\/(shapes|validators)|node_modules\/(yaml|leven)\/|commands\/validate|session\/(load-configuration-files|resolve-folder|desired-checks)/,
        },
      ],
    },
  },
} satisfies UserConfig;

const library = {
  ...shared,
  entry: { index: "src/index.ts" },
  dts: true,
  outputOptions: { chunkFileNames: "lib/[name]-[hash].mjs" },
} satisfies UserConfig;

function fileOf(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** For "./chunk" Node searches by rules that a whole path has no need of. */
function withWholePaths() {
  return {
    name: "whole-paths",
    renderChunk: (code: string) =>
      code.replace(
        /require\((["'`])\.\/([^"'`]+)\1\)/g,
        (_all, _quote: string, file: string) => `require(__dirname + "/${file}")`,
      ),
  };
}

/** In ASCII a character is a byte, and V8 reads it as such. The digest of all chunks tells one build from another. */
function withDigest() {
  return {
    name: "digest",
    generateBundle(_options: unknown, bundle: Record<string, { code?: string }>) {
      const digest = createHash("sha256");
      for (const name of Object.keys(bundle).sort()) {
        const file = bundle[name];
        if (file?.code === undefined) continue;
        file.code = file.code.replace(
          /[^\0-\x7f]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
        );
        digest.update(name).update(file.code);
      }
      if (Object.values(bundle).some(({ code }) => /\bimport\(/.test(code ?? "")))
        throw new Error("a chunk has import()");
      const entry = bundle["cli.cjs"];
      if (!entry?.code?.includes("BUILD_DIGEST")) throw new Error("cli.cjs does not name its build");
      entry.code = entry.code.replaceAll("BUILD_DIGEST", JSON.stringify(digest.digest("hex").slice(0, 16)));
    },
  };
}

/** Fails the build where a newer version of the package says it in another way. */
function withReplaced({ id, text, instead }: Replacement) {
  let count = 0;
  return {
    name: `replaced-${text}-${id.source}`,
    transform: {
      filter: { id },
      handler(code: string) {
        if (code.includes(text)) count += 1;
        return code.replace(text, instead);
      },
    },
    generateBundle() {
      if (count === 0) throw new Error(`${text} is in no ${id} any more: mend tsdown.config.ts`);
    },
  };
}

export default defineConfig(existsSync("src/index.ts") ? [program, library] : [program]);
