// Serveroid's day-2 acts as data: reboots, rollbacks, backups, addresses, passwords ([S002] M5, M9, M10, M14, M23, M26, M28..M30).
import type { ActArgument, ActRule } from "../../core/day-two.ts";
import { LIST_BACKUPS, passwordAt, SNAPSHOT } from "../../vendor-kit/acts.ts";

const BACKUP: ActArgument = {
  name: "backup",
  value: "ID",
  isRequired: true,
  help: "as list-backups shows it",
};

export const SERVEROID_ACTS: readonly ActRule[] = [
  {
    name: "reboot",
    types: ["vm"],
    summary: "ask the guest to restart; fails after three minutes if it does not",
    kind: "change",
    powers: ["on"],
    arguments: [],
  },
  {
    name: "reset",
    types: ["vm"],
    summary: "restart the machine without asking the guest",
    kind: "change",
    destroys: "what the guest has not written to its disk yet",
    powers: ["on"],
    arguments: [],
  },
  {
    name: "rollback-snapshot",
    types: ["vm"],
    summary: "put the disk back to a snapshot",
    kind: "change",
    destroys: "what was written to the disk since the snapshot",
    arguments: [{ ...SNAPSHOT, isRequired: true }],
  },
  {
    name: "rollback-backup",
    types: ["vm"],
    summary: "put the disk back to a backup",
    kind: "change",
    destroys: "the disk as it is now, and all snapshots of the machine",
    needsSnapshots: true,
    arguments: [BACKUP, { name: "create-backup", help: "have a backup taken before" }],
  },
  LIST_BACKUPS,
  {
    name: "download-backup",
    types: ["vm"],
    summary: "have a backup prepared for download; costs outgoing traffic of the machine",
    kind: "change",
    arguments: [
      BACKUP,
      { name: "out", value: "FILE", help: "download it to this file; without it, the link is printed" },
    ],
  },
  {
    name: "move-ip",
    types: ["vm"],
    summary: "move an address to another machine",
    kind: "change",
    destroys: "access to the machine by this address",
    arguments: [
      { name: "ip", value: "ADDRESS", isRequired: true, help: "an address that it has" },
      { name: "to", value: "MACHINE", isRequired: true, refers: "vm", help: "address of the machine that gets it" },
    ],
  },
  {
    name: "rebuild",
    types: ["vm"],
    summary: "install the machine anew, as YAML declares it",
    kind: "rebuild",
    destroys: "everything on the disk, and its snapshots",
    arguments: [],
  },
  {
    name: "set-password",
    types: ["vm"],
    summary: "set the password; without one, that of YAML is sent again",
    kind: "change",
    powers: ["on"],
    arguments: [passwordAt("password", "the new password; default: that of YAML")],
  },
];
