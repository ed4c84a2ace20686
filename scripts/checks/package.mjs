// The package as its users get it: packed, installed into an empty folder, run, imported, and looked at by publint and attw.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../set-up.mjs";
import { run } from "./run.mjs";

const IMPORTER = `import * as trueup from "trueup";
for (const name of ["validate", "plan", "apply"])
  if (typeof trueup[name] !== "function") throw new Error("the library does not export " + name);
const { diagnostics } = await trueup.validate({ file: ["missing.yaml"] });
if (diagnostics.length === 0) throw new Error("a missing file was valid");
`;

export async function checkPackage() {
  const folder = mkdtempSync(join(tmpdir(), "trueup-package-"));
  try {
    const { tarball, packed, unpacked, files } = pack(folder);
    const problems = [...checkContents(files), ...checkTarball(tarball), ...checkInstalled(folder, tarball)];
    const kib = (bytes) => `${Math.round(bytes / 1024)} KiB`;
    const note = `${kib(packed)} packed, ${kib(unpacked)} unpacked, ${files.length} files, ${countDependencies(folder)} dependencies`;
    return { problems, note };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pack(folder) {
  const { status, stdout, stderr } = spawnSync(
    "npm",
    ["pack", "--json", "--ignore-scripts", "--pack-destination", folder],
    { cwd: root, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`npm pack failed\n${stderr}`);
  const [report] = JSON.parse(stdout);
  const { filename, size, unpackedSize, files } = report;
  return {
    tarball: join(folder, filename),
    packed: size,
    unpacked: unpackedSize,
    files: files.map(({ path }) => path),
  };
}

/** Nothing but what a user runs, imports or reads: no sources, tests, state or settings of ours. */
const CONTENTS = [
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md)$/,
  // What the README leads to must be there, too.
  /^docs\/([\w-]+\/)*[\w-]+\.(md|svg)$/,
  /^examples\/([\w.-]+\/)*[\w.@-]+\.(ya?ml|pub|md|json|rego|feature|sh|service|timer|py)$/,
  /^examples\/drift\/cron\.d\/[\w-]+$/,
  /^schemas\/[\w.-]+\.json$/,
  /^dist\/(cli\.cjs|index\.(mjs|d\.mts)|(cli|lib)\/[\w.-]+\.(cjs|mjs))$/,
];
const NEEDED = ["dist/cli.cjs", "dist/index.mjs", "dist/index.d.mts", "README.md", "LICENSE", "CHANGELOG.md"];

function checkContents(files) {
  const unexpected = files.filter((file) => !CONTENTS.some((pattern) => pattern.test(file)));
  const missing = NEEDED.filter((file) => !files.includes(file));
  return [
    ...unexpected.map((file) => `${file} is in the package: list it in scripts/checks/package.mjs, or leave it out`),
    ...missing.map((file) => `${file} is not in the package`),
  ];
}

/** Of the library, with those of its dependencies; the program has them inside. */
function countDependencies(folder) {
  const { packages } = JSON.parse(readFileSync(join(folder, "user", "package-lock.json"), "utf8"));
  return Object.keys(packages).filter((path) => path !== "" && !path.endsWith("node_modules/trueup")).length;
}

function checkTarball(tarball) {
  const tools = [
    ["publint", ["run", tarball, "--strict"]],
    ["attw", [tarball, "--profile", "esm-only", "--no-emoji"]],
  ];
  return tools.flatMap(([tool, args]) => {
    const { code, output } = run(join(root, "node_modules", ".bin", tool), args, { cwd: root });
    return code === 0 ? [] : [`${tool}: exit ${code}\n${output}`];
  });
}

/** Installed as by a user; npm takes the dependencies from its cache where it can. */
function checkInstalled(folder, tarball) {
  const home = join(folder, "user");
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), '{ "name": "user", "private": true, "type": "module" }\n');
  writeFileSync(join(home, "import.mjs"), IMPORTER);
  const install = ["install", tarball, "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  const installed = run("npm", install, { cwd: home });
  if (installed.code !== 0) return [`npm install of the tarball failed\n${installed.output}`];
  const program = join(home, "node_modules", ".bin", "trueup");
  symlinkSync(program, join(home, "trueup-by-link"));
  return [
    [program, ["--version"], /^\d+\.\d+\.\d+/],
    [program, ["--help"], /validate[\s\S]*apply/],
    [join(home, "trueup-by-link"), ["schema"], /"\$schema"/],
    [process.execPath, ["import.mjs"], /^$/],
    // The package that only the queue needs is not there.
    [
      program,
      ["run-queue", "add", "plan", "x", "--queue", "postgres://127.0.0.1:1/x"],
      /queue\.package[\s\S]*npm install/,
      1,
    ],
  ].flatMap(([command, args, expected, expectedCode = 0]) => {
    const { code, output } = run(command, args, { cwd: home });
    if (code === expectedCode && expected.test(output)) return [];
    return [`${command.split("/").at(-1)} ${args.join(" ")}: exit ${code}\n${output.slice(0, 2000)}`];
  });
}
