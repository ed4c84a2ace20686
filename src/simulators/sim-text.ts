// What `trueup sim` says: endpoints with what each accepts, how to get at them from elsewhere, exports. Pure.
import type { RunningSimulators } from "./start-simulators.ts";
import { VENDOR_NAMES } from "./vendors.ts";

/** Whose worlds are kept, and where. */
export type KeptIn = string | undefined;

type Running = Pick<RunningSimulators, "endpoints" | "overview">;

export function endpointText(simulators: Running, keptIn: KeptIn): string {
  const { endpoints } = simulators;
  const width = Math.max(...VENDOR_NAMES.map((name) => name.length));
  const lines = VENDOR_NAMES.flatMap((name) => {
    const endpoint = endpoints[name];
    return endpoint === undefined ? [] : [`  ${name.padEnd(width)}  ${endpoint}  ${acceptedText(simulators, name)}\n`];
  });
  return `Stand-ins of the providers: nothing here is real, nothing costs anything.

${lines.join("")}
The page:  ${pageOf(simulators)}
Terminal:  eval "$(curl -s ${pageOf(simulators)}env)"
           sets endpoints and credentials in another one; then: trueup plan
${keptText(keptIn)}`;
}

/** Of all accounts of a seed the first: the others are on the page. */
function acceptedText({ overview }: Running, name: (typeof VENDOR_NAMES)[number]): string {
  const { accounts } = overview(name);
  const [first = {}] = accounts;
  const told = Object.entries(first).map(([what, value]) => `${what} ${value}`);
  return accounts.length > 1 ? `${told.join(", ")} (of ${accounts.length})` : told.join(", ");
}

export function pageOf({ endpoints }: Pick<Running, "endpoints">): string {
  return `${Object.values(endpoints)[0] ?? ""}/_sim/`;
}

function keptText(keptIn: KeptIn): string {
  return keptIn === undefined
    ? "Ctrl-C ends them, and what was made in them is lost (--keep FILE keeps it).\n"
    : `Ctrl-C ends them; what was made in them is kept in ${keptIn}.\n`;
}

/** For people, while the exports go elsewhere. */
export function envHint(simulators: Running, keptIn: KeptIn): string {
  return `sim: running; the page: ${pageOf(simulators)}
sim: the exports above, put into a file, are read in another terminal by: . ./FILE
sim: ${keptText(keptIn)}`;
}

/** Before the first prompt of a shell. */
export function greeting(simulators: Running, keptIn: KeptIn): string {
  const names = Object.keys(simulators.endpoints).join(", ");
  const end =
    keptIn === undefined
      ? "and what was made in them is lost (--keep FILE keeps it)"
      : `their worlds are kept in ${keptIn}`;
  return `sim: this shell talks to stand-ins of ${names};
sim: nothing here is real
sim: the page: ${pageOf(simulators)}
sim: "exit" ends them, ${end}
`;
}

const SHELLS = /^(?:ba|z|da|k|fi|c|tc|a)?sh$|^nu$|^elvish$/;

/** A shell that waits for somebody to type: no script, no `-c`. */
export function isInteractiveShell(command: string, args: readonly string[]): boolean {
  const name = command.split("/").at(-1) ?? "";
  return SHELLS.test(name) && args.every((arg) => /^-(?:-[a-z-]+|[il]+)$/.test(arg));
}
