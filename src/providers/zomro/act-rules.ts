// Zomro's day-2 acts as data. Which of them a page of the vendor describes: [S000], [S001], [Z466], [Z482], [Z484].
import type { ActArgument, ActRule } from "../../core/day-two.ts";
import { LIST_BACKUPS, passwordAt, SNAPSHOT } from "../../vendor-kit/acts.ts";

const ZONE: ActArgument = {
  name: "zone",
  value: "pub|own",
  among: ["pub", "own"],
  help: "the provider's images (default), or the account's own",
};
const image = (help: string): ActArgument => ({ name: "image", value: "NAME|ID", help });

export const ZOMRO_ACTS: readonly ActRule[] = [
  {
    name: "reboot",
    types: ["vm"],
    summary: "restart the machine; leaves a boot from an ISO image",
    kind: "change",
    isUndocumented: true,
    powers: ["on"],
    despite: ["rescue.enabled", "bootedFromIso"],
    arguments: [],
  },
  {
    name: "backup",
    types: ["vm"],
    summary: "take a backup; each costs money per day",
    kind: "change",
    arguments: [{ name: "name", value: "NAME", help: "default: trueup-DATE-TIME" }],
  },
  LIST_BACKUPS,
  {
    name: "restore",
    types: ["vm"],
    summary: "write a backup or a snapshot onto the disk; the key or password is set anew",
    kind: "change",
    destroys: "everything on the disk",
    arguments: [
      { name: "backup", value: "NAME|ID", help: "as list-backups shows it" },
      { ...SNAPSHOT, help: "a snapshot instead of a backup" },
      passwordAt("password", "the password afterwards; default: the key or password of YAML"),
    ],
  },
  {
    name: "rebuild",
    types: ["vm"],
    summary: "install the machine anew, as YAML declares it",
    kind: "rebuild",
    destroys: "everything on the disk",
    arguments: [image("another system than the one in YAML")],
  },
  {
    name: "boot-from-iso",
    types: ["vm"],
    summary: "restart the machine from an ISO image; reboot leaves it",
    kind: "change",
    powers: ["on", "off"],
    arguments: [{ ...image("the image to boot from"), isRequired: true }, ZONE],
  },
  {
    name: "rescue",
    types: ["vm"],
    summary: "restart the machine in rescue mode",
    kind: "change",
    powers: ["on", "off"],
    arguments: [
      image("the image of rescue mode; default: rescue.image of YAML"),
      ZONE,
      passwordAt("rescue.password", "the password in rescue mode; default: rescue.password of YAML"),
    ],
  },
  {
    name: "unrescue",
    types: ["vm"],
    summary: "leave rescue mode",
    kind: "change",
    despite: ["rescue.enabled"],
    arguments: [],
  },
  {
    name: "console",
    types: ["vm"],
    summary: "the address of its console, with a cookie: a secret",
    kind: "read",
    isUndocumented: true,
    powers: ["on"],
    arguments: [],
  },
];
