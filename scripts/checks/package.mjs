// The package as its users get it: packed, installed into an empty folder, run, imported, and looked at by publint and attw.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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
    const tarball = pack(folder);
    const problems = [...checkTarball(tarball), ...checkInstalled(folder, tarball)];
    return { problems, note: tarball.split("/").at(-1) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pack(folder) {
  const result = run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: root });
  if (result.code !== 0) throw new Error(`npm pack failed\n${result.output}`);
  const [name] = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
  return join(folder, name);
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
  ].flatMap(([command, args, expected]) => {
    const { code, output } = run(command, args, { cwd: home });
    if (code === 0 && expected.test(output)) return [];
    return [`${command.split("/").at(-1)} ${args.join(" ")}: exit ${code}\n${output.slice(0, 2000)}`];
  });
}
