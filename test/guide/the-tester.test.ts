// The tester of the guide itself: what is wrong in a page does not pass.
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { dedent } from "../support/dedent.ts";
import { checkPage, updatePage } from "./check-page.ts";
import { compareOutput, Ids, updateOutput } from "./compare-output.ts";
import { followPage, SCRIPT } from "./follow-page.ts";
import { readPage } from "./read-page.ts";
import { renderScreen } from "./render-screen.ts";

const hasScript = spawnSync(SCRIPT, ["-qec", "true", "/dev/null"], { stdio: "ignore" }).status === 0;
const FENCE = "```";
const page = (...lines: string[]) => readPage(["# Title", "", ...lines].join("\n").replaceAll("~", FENCE));
const differ = (written: string, actual: string, ids = new Ids()) =>
  compareOutput(written.split("\n"), actual.split("\n"), ids);

describe("a page is read", () => {
  it("as commands with their output, and files", () => {
    const { steps, problems } = page(
      "Write `a/b.yaml`:",
      "",
      "~yaml",
      "x: 1",
      "~",
      "and:",
      "~console",
      "$ one \\",
      "> two",
      "out",
      "",
      "$ three",
      "~",
    );
    expect(problems).toEqual([]);
    expect(steps).toEqual([
      { kind: "file", name: "a/b.yaml", how: "write", text: "x: 1\n", line: 5 },
      { kind: "command", text: "one \\\ntwo", output: ["out", ""], line: 10, from: 11, to: 13 },
      { kind: "command", text: "three", output: [], line: 14, from: 14, to: 14 },
    ]);
  });

  it.each([
    [["~sh", "$ trueup plan", "~"], "line 3: commands stand in a console block, where they are run"],
    [["~yaml", "$ trueup plan", "~"], "line 3: commands stand in a console block, where they are run"],
    [["~sh", "trueup plan", "~"], "line 3: a block that nobody follows"],
    [["~", "trueup plan", "~"], "line 3: a block begins with three backticks and its language"],
    [["~console", "trueup plan", "~"], "line 4: output of no command"],
    [["~console", "~"], "line 3: a console block without a command"],
    [["~console title", "$ trueup plan", "~"], "line 3: a block begins with three backticks and its language"],
    [["  ~console", "$ trueup plan", "~"], "line 3: a block begins with three backticks and its language"],
    [["~console", "$ trueup plan"], "line 3: a block without an end"],
  ])("and %j is refused", (lines, problem) => {
    expect(page(...lines).problems.join("\n")).toContain(problem);
  });

  it("and a page without a title is refused", () => {
    expect(readPage("Title\n").problems).toEqual(["line 1: a page begins with its title, # Title"]);
  });
});

describe("an output is compared", () => {
  it.each([
    ["a", "a"],
    ["keys.ops: Creation complete after 0s [id=255]", "keys.ops: Creation complete after 1m12s [id=255]"],
    ["at 2026-11-28 22:14 UTC", "at 2027-01-03 02:01 UTC"],
    ["a\n…\nd", "a\nb\nc\nd"],
    ["a\n…", "a\nb\nc"],
    [
      "vms.a: Creation complete after 1s [id=88535]\nvms.b: Creation complete after 1s [id=88536]",
      "vms.b: Creation complete after 2s [id=88535]\nvms.a: Creation complete after 3s [id=88536]",
    ],
    ["vms.a  88535  198.18.0.2", "vms.a  88536    198.18.0.30"],
  ])("%j is %j", (written, actual) => {
    expect(differ(written, actual)).toBeUndefined();
  });

  it.each([
    ["a", "b"],
    ["a", "a\nb"],
    ["a\nb", "a"],
    ["a b", "a  b"],
    ["a\n…\nd", "a\nb\nc"],
    ["a\n…", "a"],
    ["a\n…\nb", "a\nb"],
    ["Plan: 1 to add, 0 to change.", "Plan: 2 to add, 0 to change."],
    ["keys.ops: Creation complete after 0s [id=255]", "keys.ops: Creation complete after 0s [id=256]"],
    ["vms.a: Creation complete after 1s\nvms.b: …", "vms.b: …\nvms.a: Creation complete after 1s"],
    ["88535 88535", "88535 88536"],
    ["88535 88536", "88535 88535"],
  ])("%j is not %j", (written, actual) => {
    expect(differ(written, actual)).toBeDefined();
  });

  it("and an id is the same everywhere in a page", () => {
    const ids = new Ids();
    expect(differ("made 88535", "made 88599", ids)).toBeUndefined();
    expect(differ("gone 88535", "gone 88599", ids)).toBeUndefined();
    expect(differ("gone 88535", "gone 88535", ids)).toContain("the page: gone 88535\n  this run: gone 88535");
  });
});

it("an updated output keeps what is as written", () => {
  const written = ["vms.a: Creation complete after 7s [id=88535]", "…", "end 1"];
  const actual = ["vms.a: Creation complete after 1s [id=88999]", "x", "y", "end 1", "new"];
  expect(updateOutput(written, actual)).toEqual([written[0], "…", "end 1", "new"]);
  expect(updateOutput(["…", "end 1"], actual)).toEqual(["…", "end 1", "new"]);
  expect(updateOutput(["a", "…", "end 2"], actual)).toEqual(actual);
});

it("a screen shows what is left of a live display", () => {
  const live =
    "one\r\n\u001b[?2026h\u001b[36m*\u001b[39m running\r\n  1 left\u001b[2K\u001b[1A\u001b[2K\u001b[Gdone 1\r\n";
  expect(renderScreen(`${live}\u001b[1G\u001b[0JGo? \u001b[5Gyes\r\n\r\nend`)).toEqual([
    "one",
    "done 1",
    "Go? yes",
    "",
    "end",
  ]);
  expect(() => renderScreen("\u001b[5B")).toThrow("does not know");
});

describe.skipIf(!hasScript)("a page is followed", () => {
  const followed = async (text: string) => {
    const read = readPage(dedent(text).replaceAll("~", FENCE));
    const answers = await followPage(read);
    return { problems: checkPage(read, answers), updated: updatePage(read, answers) };
  };

  it("with its folder, variables, files, codes and questions", async () => {
    const { problems } = await followed(`
      # Title

      ~console
      $ mkdir one && cd one && export WHO=you
      ~

      Write \`greeting\`:

      ~text
      hello
      ~

      In \`greeting\`:

      ~diff
      -hello
      +good day
      ~

      Add to
      the end of \`greeting\`:

      ~text
      a & b
      ~

      ~console
      $ cat greeting; pwd | tail -c 4
      good day
      a & b
      one
      $ read -p "Who? Name: " name; echo "$name and $WHO"
      Who? Name: I
      I and you
      $ (exit 3)
      $ echo $?
      3
      $ stty size
      40 80
      ~
    `);
    expect(problems).toEqual([]);
  });

  it("and a diff whose lines are not there, or twice, fails", async () => {
    const { problems } = await followed(`
      # Title

      \`a\`:

      ~text
      x
      x
      ~

      In \`a\`:

      ~diff
      -x
      +y
      ~

      In \`a\`:

      ~diff
      -z
      +y
      ~
    `);
    expect(problems.map((problem) => problem.split("\n").slice(0, 3).join("\n"))).toEqual([
      "line 12: a\n  the page: the end\n  this run: the lines to change are there twice",
      "line 19: a\n  the page: the end\n  this run: the lines to change are not there",
    ]);
  });

  it("and a wrong output, a code that nobody tells, a command that is not there and a question without answer fail", async () => {
    const { problems, updated } = await followed(`
      # Title

      ~console
      $ echo one
      two
      $ (exit 3)
      $ no-such-command
      $ (read -p "Go on: " answer; echo "$answer")
      $ echo $?
      0
      $ echo last
      last
      ~
    `);
    expect(problems.map((problem) => problem.split("\n").slice(0, 3).join("\n"))).toEqual([
      "line 4: $ echo one\n  the page: two\n  this run: one",
      "line 6: $ (exit 3)\n  ended with 3, and no $ echo $? says so",
      expect.stringMatching(/^line 7: \$ no-such-command\n {2}the page: the end\n {2}this run: .*not found/),
      expect.stringContaining("line 8: $ (read"),
      expect.stringContaining("line 9: $ echo $?"),
      expect.stringContaining("line 11: $ echo last\n  did not end"),
    ]);
    expect(updated).toContain("$ echo one\none\n$ (exit 3)");
  });
});
