import { describe, expect, it } from "vitest";
import { markCode } from "../../../../src/config/published/mark-code.ts";

describe("a description as Markdown", () => {
  it.each([
    ["Memory: 512MiB to 16GiB.", "Memory: `512MiB` to `16GiB`."],
    ["Default GCORE_API_KEY. Never write it here.", "Default `GCORE_API_KEY`. Never write it here."],
    ["Used as ${var:NAME}; by --var-file and --var.", "Used as `${var:NAME}`; by `--var-file` and `--var`."],
    ["A literal is $${, not ${.", "A literal is `$${`, not `${`."],
    ["Text with ${vms.web[0].ips[0]} and the like.", "Text with `${vms.web[0].ips[0]}` and the like."],
    ["web, or web[0] under count: X[1], tags.*.", "web, or `web[0]` under count: `X[1]`, `tags.*`."],
    ["A * in vms.old-* (http://${ip}/health).", "A \\* in `vms.old-*` (`http://${ip}/health`)."],
    ["Cron: 15 2 * * *. As `trueup catalog` lists it.", "Cron: `15 2 * * *`. As `trueup catalog` lists it."],
    ["Nothing to mark, nothing to escape.", "Nothing to mark, nothing to escape."],
  ])("%s", (text, marked) => {
    expect(markCode(text)).toBe(marked);
  });
});
