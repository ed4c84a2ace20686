// `trueup version`: of the program, and of the formats that it writes.
import { VERSION } from "../../compose/version.ts";
import { STATE_FORMAT_VERSION } from "../../core/state-document.ts";
import { EXIT } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";

export async function runVersion(terminal: Terminal, flags: { readonly json?: boolean }): Promise<number> {
  const { platform, arch, versions } = process;
  const facts = { trueup: VERSION, node: versions.node, platform, arch };
  const formats = { state: STATE_FORMAT_VERSION };
  terminal.out(
    flags.json === true
      ? `${JSON.stringify({ ...facts, formats }, undefined, 2)}\n`
      : `trueup ${VERSION}\nNode ${versions.node} on ${platform} ${arch}\n`,
  );
  return EXIT.done;
}
