// Gcore's day-2 acts as data: power, console, metrics of a machine, and a volume's way back to its last snapshot (gcore.md 3.4, 3.10, 7).
import type { ActRule } from "../../core/day-two.ts";
import { SNAPSHOT } from "../../vendor-kit/acts.ts";

/** The spans that the API takes, as it wants them. */
export const SPANS: Readonly<Record<string, { readonly time_interval: number; readonly time_unit: "hour" | "day" }>> = {
  "1h": { time_interval: 1, time_unit: "hour" },
  "6h": { time_interval: 6, time_unit: "hour" },
  "24h": { time_interval: 24, time_unit: "hour" },
  "7d": { time_interval: 7, time_unit: "day" },
  "14d": { time_interval: 14, time_unit: "day" },
};

export const GCORE_ACTS: readonly ActRule[] = [
  {
    name: "reboot",
    types: ["vm"],
    summary: "ask the guest to restart",
    kind: "change",
    powers: ["on"],
    arguments: [],
  },
  {
    name: "reboot-hard",
    types: ["vm"],
    summary: "restart the machine without asking the guest",
    kind: "change",
    destroys: "what the guest has not written to its disk yet",
    arguments: [],
  },
  {
    name: "suspend",
    types: ["vm"],
    summary: "stop the machine with its memory kept on disk",
    kind: "change",
    powers: ["on", "off"],
    arguments: [],
  },
  {
    name: "resume",
    types: ["vm"],
    summary: "go on with a suspended machine",
    kind: "change",
    powers: ["suspended"],
    arguments: [],
  },
  {
    name: "console",
    types: ["vm"],
    summary: "the address of its console: a secret",
    kind: "read",
    arguments: [{ name: "type", value: "TYPE", help: "for example spice-html5 or novnc; default: the provider's" }],
  },
  {
    name: "metrics",
    types: ["vm"],
    summary: "load, memory, network and disks over time",
    kind: "read",
    arguments: [
      {
        name: "span",
        value: Object.keys(SPANS).join("|"),
        among: Object.keys(SPANS),
        help: "so far back (1h)",
      },
    ],
  },
  {
    name: "flavors",
    types: ["vm"],
    summary: "the flavors that it can be changed to",
    kind: "read",
    arguments: [],
  },
  {
    name: "revert-volume",
    types: ["volume"],
    summary: "put a volume back to its last snapshot; it is off its machine meanwhile",
    kind: "change",
    destroys: "what was written to the volume since the snapshot",
    arguments: [{ ...SNAPSHOT, isRequired: true, help: "which must be the last one: the API goes back to no other" }],
  },
];
