// examples/pipelines/kubernetes-cronjob.yaml: held against the schemas of Kubernetes, and its command run on its ConfigMap, laid out
// as a pod sees it (files are links into a folder that is swapped).
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { hasServer, runToEnd } from "../servers/run-server.ts";
import { closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { EMPTY } from "../support/shop.ts";
import { readExample, writePrograms } from "./write-programs.ts";

closeBenchesAfterEach();

const EXAMPLES = join(import.meta.dirname, "../../examples");
const hasValidator = hasServer("kubernetes-validate", ["kubernetes-validate"]);

interface Manifest {
  readonly kind: string;
  readonly data: Readonly<Record<string, string>>;
  readonly spec: {
    readonly jobTemplate: {
      readonly spec: { readonly template: { readonly spec: { readonly containers: readonly Container[] } } };
    };
  };
}

interface Container {
  readonly workingDir: string;
  readonly command: readonly string[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}

async function openPod() {
  const text = await readExample("kubernetes-cronjob.yaml");
  const manifests = parseAllDocuments(text).map((document) => document.toJS() as Manifest);
  const data = manifests.find(({ kind }) => kind === "ConfigMap")?.data ?? {};
  const container = manifests.find(({ kind }) => kind === "CronJob")?.spec.jobTemplate.spec.template.spec.containers[0];
  const bench = await openBench({ seed: EMPTY });
  const { path } = await writePrograms(bench);
  const cwd = join(bench.dir, "stack");
  await mkdir(join(cwd, "..2026_11_29"), { recursive: true });
  await symlink("..2026_11_29", join(cwd, "..data"));
  const put = (name: string, value: string) => writeFile(join(cwd, "..data", name), value);
  // No PostgreSQL here: the state is a file that outlives the pod.
  const local = `state: { backend: local, path: ${join(bench.dir, "state.json")} }`;
  for (const [name, value] of Object.entries(data)) {
    await put(name, value.replace(/^state: .*$/m, local));
    await symlink(join("..data", name), join(cwd, name));
  }
  const configuration = (data["trueup.yaml"] ?? "").replace(/^state: .*$/m, local);
  const env = { PATH: `${path}:${bench.env["PATH"]}`, TRUEUP_RECOVERY_DIR: join(bench.dir, "recovery") };
  const [program = "", ...args] = container?.command ?? [];
  const run = () => bench.startOther(join(path, program), args, { cwd, env, stdin: "ignore" }).ended;
  return { bench, container, configuration, put, run };
}

describe("the CronJob", { timeout: 60_000 }, () => {
  it
    .skipIf(!hasValidator)
    .each([
      "pipelines/kubernetes-cronjob.yaml",
      "scale-out/cronjob.yaml",
      "scale-out/workers.yaml",
      "drift/kubernetes-cronjob.yaml",
    ])("%s is what Kubernetes takes", (name) => {
    runToEnd("kubernetes-validate", ["-k", "1.36", "--strict", join(EXAMPLES, name)]);
  });

  it("makes what runs true to the ConfigMap, and destroys nothing", async () => {
    const { bench, container, configuration, put, run } = await openPod();
    expect(container?.volumeMounts[0]?.mountPath).toBe(container?.workingDir);
    expectCode(await run(), 0);
    expect(bench.sent()).toEqual(["pubkeys_add", "install"]);
    expectCode(await run(), 0);
    expect(bench.sent()).toHaveLength(2);
    await put("trueup.yaml", configuration.replace(/^vms:[\s\S]*/m, ""));
    const refused = await run();
    expectCode(refused, 1);
    expect(refused.err).toContain("maxDeletes");
    expect(bench.sent()).toHaveLength(2);
  });
});
