// How src becomes dist: the program with everything in it, in chunks that load when they are needed; and the library.
import { existsSync } from "node:fs";
import { defineConfig, type UserConfig } from "tsdown";

const shared = {
  format: "esm",
  platform: "node",
  target: "node20.19",
  outDir: process.env["TRUEUP_BUILD_DIR"] ?? "dist",
  clean: false,
  hash: true,
  report: false,
} satisfies UserConfig;

const program = {
  ...shared,
  entry: { cli: "src/cli/main.ts" },
  deps: { alwaysBundle: [/^[^.]/], onlyBundle: false },
  // Half the start of a command is reading its code.
  minify: true,
  dts: false,
  outputOptions: {
    chunkFileNames: "cli/[name]-[hash].mjs",
    banner: (chunk) => (chunk.fileName === "cli.mjs" ? "#!/usr/bin/env node" : ""),
  },
} satisfies UserConfig;

const library = {
  ...shared,
  entry: { index: "src/index.ts" },
  dts: true,
  outputOptions: { chunkFileNames: "lib/[name]-[hash].mjs" },
} satisfies UserConfig;

export default defineConfig(existsSync("src/index.ts") ? [program, library] : [program]);
