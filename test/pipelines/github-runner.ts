// Runs the jobs of a GitHub workflow without GitHub: GitHub's own evaluator of expressions, `run` steps in bash as a runner
// starts them, and stand-ins for the few actions and for `gh`. What is not modelled throws.
import { appendFile, copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { parse } from "yaml";
import type { Bench } from "../support/cli.ts";
import { writePrograms } from "./write-programs.ts";

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly steps: readonly Step[];
}

type Result = "success" | "failure" | "skipped";

export interface RanJob {
  readonly result: Result;
  /** Exit code of each `run` step that ran, by its name or first words. */
  readonly codes: Readonly<Record<string, number | undefined>>;
  readonly log: string;
  readonly summary: string;
}

export interface Event {
  /** The context `github`. */
  readonly github: object;
  readonly secrets: Readonly<Record<string, string>>;
  /** The head of the pull request. */
  readonly sha: string;
  /** The files of the checkout. */
  readonly files: Readonly<Record<string, string>>;
  readonly attempt?: number;
}

interface Run extends Event {
  readonly id: number;
}

export interface Runner {
  run(event: Event): Promise<Record<string, RanJob>>;
  /** Bodies of the comments, newest last. */
  comments(): Promise<string[]>;
  /** `RUN/NAME` of each. */
  artifacts(): Promise<string[]>;
}

/** Knows what the workflow uses of `gh`, and nothing else. */
const GH = `#!/bin/sh
case "$1 $2" in
  "run list")
    case "$*" in *"--workflow trueup.yml --commit $HEAD --event pull_request --status success"*) ;; *) exit 1 ;; esac
    sed -n "s/^\\([0-9]*\\) $HEAD success$/\\1/p" "$PLACE/runs" ;;
  "run download")
    [ "$4" = --name ] && cp "$PLACE/artifacts/$3/$5/"* . || { echo "no artifact matches any of the names" >&2; exit 1; } ;;
  "pr comment")
    shift 3
    for last; do :; done
    n=$(ls "$PLACE/comments" | wc -l)
    case "$*" in *--body-file*) cp "$last" "$PLACE/comments/$n" ;; *) printf '%s' "$last" >"$PLACE/comments/$n" ;; esac ;;
  *) echo "gh $*: not expected" >&2; exit 1 ;;
esac
`;

const NPM = '#!/bin/sh\n[ "$*" = ci ]\n';
/** Half a second less than the real one, for each call. */
const NPX = '#!/bin/sh\n[ "$1" = --no-install ] && shift && exec "$@"\n';

export async function openRunner(bench: Bench, workflow: string): Promise<Runner> {
  const jobs = (parse(await readFile(workflow, "utf8")) as { jobs: Record<string, Job> }).jobs;
  const place = join(bench.dir, "github");
  for (const name of ["artifacts", "comments"]) await mkdir(join(place, name), { recursive: true });
  const programs = await writePrograms(bench, { gh: GH, npm: NPM, npx: NPX });
  await writeFile(join(place, "runs"), "");
  let [count, id] = [0, 100];
  return {
    async run({ github, ...more }) {
      id += 1;
      const event = { ...more, github: { ...github, run_id: `${id}` }, id };
      const ran: Record<string, RanJob> = {};
      for (const [name, job] of Object.entries(jobs)) {
        count += 1;
        const needed = job.needs === undefined ? "success" : ran[job.needs]?.result;
        const folder = join(place, `job-${count}`);
        const place_ = { bench, folder, place, programs };
        ran[name] = await runJob(job, needed ?? "skipped", event, place_);
      }
      const result = Object.values(ran).some((job) => job.result === "failure") ? "failure" : "success";
      await appendFile(join(place, "runs"), `${id} ${event.sha} ${result}\n`);
      return ran;
    },
    comments: async () =>
      Promise.all(
        (await readdir(join(place, "comments")))
          .sort((a, b) => Number(a) - Number(b))
          .map((name) => readFile(join(place, "comments", name), "utf8")),
      ),
    artifacts: async () => {
      const runs = (await readdir(join(place, "artifacts"))).sort();
      const names = await Promise.all(runs.map((run) => readdir(join(place, "artifacts", run))));
      return runs.flatMap((run, index) => (names[index] ?? []).map((name) => `${run}/${name}`));
    },
  };
}

interface Place {
  readonly bench: Bench;
  /** The checkout of this job. */
  readonly folder: string;
  readonly place: string;
  readonly programs: { readonly path: string };
}

async function runJob(job: Job, needed: Result, event: Run, at: Place): Promise<RanJob> {
  let result: Result = needed === "success" ? "success" : "skipped";
  const contexts = { github: event.github, secrets: event.secrets, steps: {} as Record<string, object> };
  if (!isMet(job.if, contexts, result)) return { result: "skipped", codes: {}, log: "", summary: "" };
  await mkdir(at.folder, { recursive: true });
  const codes: Record<string, number | undefined> = {};
  let log = "";
  for (const [index, step] of job.steps.entries()) {
    if (!isMet(step.if, contexts, result)) continue;
    if (step.uses !== undefined) {
      await useAction(step, contexts, event, at);
      continue;
    }
    const output = join(at.place, `${basename(at.folder)}-output-${index}`);
    await writeFile(output, "");
    const env = fillAll(step.env ?? {}, contexts) as Record<string, string>;
    const ended = await at.bench.shell(`printf '%s' "$SCRIPT" >.step.sh && bash -e .step.sh`, {
      cwd: at.folder,
      env: {
        ...environmentOf(event, at, output),
        ...env,
        SCRIPT: step.run,
      },
    });
    log += ended.all;
    codes[step.name ?? step.run ?? ""] = ended.code;
    if (step.id !== undefined) contexts.steps[step.id] = { outputs: readOutputs(await readFile(output, "utf8")) };
    if (ended.code !== 0) result = "failure";
  }
  const summary = await readFile(join(at.folder, ".summary.md"), "utf8").catch(() => "");
  return { result, codes, log, summary };
}

function environmentOf(event: Run, at: Place, output: string): Record<string, string> {
  return {
    PATH: `${at.programs.path}:${at.bench.env["PATH"]}`,
    PLACE: at.place,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: join(at.folder, ".summary.md"),
    GITHUB_RUN_ATTEMPT: String(event.attempt ?? 1),
    // A runner has no credentials but those of the step.
    SERVEROID_CLIENT_ID: "",
    SERVEROID_API_KEY: "",
  };
}

async function useAction(step: Step, contexts: object, event: Run, at: Place): Promise<void> {
  const inputs = fillAll(step.with ?? {}, contexts);
  const [action] = (step.uses ?? "").split("@");
  if (action === "actions/checkout") {
    for (const [name, text] of Object.entries(event.files)) await writeFile(join(at.folder, name), text);
  } else if (action === "actions/upload-artifact") {
    const { name, path } = inputs as { name: string; path: string };
    const folder = join(at.place, "artifacts", String(event.id), name);
    await mkdir(folder, { recursive: true });
    await copyFile(join(at.folder, path), join(folder, basename(path)));
  } else if (action !== "actions/setup-node") throw new Error(`no stand-in for ${step.uses}`);
}

const fillAll = (values: Readonly<Record<string, unknown>>, contexts: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fill(String(value), contexts)]));

const fill = (text: string, contexts: object): string =>
  text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => evaluate(expression, contexts, "success").coerceString());

/** A condition without a function of the status is asked after a success only. */
function isMet(condition: string | undefined, contexts: object, result: Result): boolean {
  const expression = condition ?? "success()";
  const isExplicit = /\b(always|success|failure|cancelled)\(\)/.test(expression);
  const value = evaluate(isExplicit ? expression : `success() && (${expression})`, contexts, result);
  return !["", "false", "0"].includes(value.coerceString());
}

function evaluate(expression: string, contexts: object, result: Result): data.ExpressionData {
  const statuses = { always: true, success: result === "success", failure: result === "failure", cancelled: false };
  const functions = Object.entries(statuses).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }));
  const parser = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions);
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(parser.parse(), known, new Map(functions.map((one) => [one.name, one]))).evaluate();
}

function readOutputs(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/^(\w+)=(.*)$/gm)];
  return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, value]));
}
