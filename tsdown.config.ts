// How src becomes dist: the program with everything in it, in chunks that load when they are needed; and the library.
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

const program = {
  ...shared,
  // Loading an ES module takes Node longer than loading CommonJS: 7 % of an empty process before the first line runs.
  format: "cjs",
  entry: { cli: "src/cli/main.ts" },
  // graphile-worker is an optional package of its own (docs/adr/0024-a-queue-for-many-stacks.md).
  deps: { alwaysBundle: [/^(?!graphile-worker$)[^.]/], neverBundle: ["graphile-worker"], onlyBundle: false },
  // Half the start of a command is reading its code.
  minify: true,
  // The modules of its other build bind at load; those of the one for Node are wrapped functions that run at first use.
  alias: {
    yaml: fileURLToPath(new URL("./node_modules/yaml/browser/dist/index.js", import.meta.url)),
    undici: fileURLToPath(new URL("./scripts/undici-for-program.cjs", import.meta.url)),
    "prom-client": fileURLToPath(new URL("./scripts/prom-client-for-program.cjs", import.meta.url)),
  },
  dts: false,
  plugins: [
    withoutUnused("child_process", /commander\/lib\/command\.js$/, "{}"),
    withoutUnused("http2", /undici\/lib\/dispatcher\/client-h2\.js$/, "{ constants: {} }"),
    withWholePaths(),
  ],
  outputOptions: {
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

/**
 * commander loads child_process for subcommands that are programs of their own, undici http2 for servers that are asked for it:
 * there are none. Loading them takes 3 and 5 ms.
 */
function withoutUnused(name: string, id: RegExp, instead: string) {
  return {
    name: `without-${name}`,
    transform: {
      filter: { id },
      handler(code: string) {
        const changed = code.replace(`require('node:${name}')`, instead);
        if (changed === code) throw new Error(`node:${name} is loaded in another way now: mend tsdown.config.ts`);
        return changed;
      },
    },
  };
}

export default defineConfig(existsSync("src/index.ts") ? [program, library] : [program]);
