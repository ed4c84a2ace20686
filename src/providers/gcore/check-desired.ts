// Gcore's own rules about desired resources that need no network. Pure; handed to the loader by the composition root.
import type { Address } from "../../core/address.ts";
import type { Desired, ProviderSettings } from "../../core/desired.ts";
import { buildError, buildWarning, type Diagnostic } from "../../core/diagnostic.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { checkUserData } from "../../vendor-kit/check-user-data.ts";

const RESERVED_TAG = /^trueup-(stack|address|intent)$/;
const SOURCES = ["image", "snapshot", "existing"];

export function checkGcoreDesired(
  desired: Desired,
  _settings: ProviderSettings,
  find: (address: Address) => Desired | undefined,
): readonly Diagnostic[] {
  const tags = checkTags(desired, "tags", desired.attributes["tags"]);
  if (desired.type === "snapshot" || desired.type === "schedule") return [...tags, ...checkCopied(desired, find)];
  if (desired.type !== "vm") return tags;
  return [
    ...tags,
    ...checkPartNames(desired),
    ...checkOrigin(desired),
    ...checkVolumes(desired),
    ...checkInterfaces(desired),
    ...checkUser(desired),
    ...checkUserData(desired),
  ];
}

function refuse(desired: Desired, field: string, code: string, problem: string, fix: string): Diagnostic {
  const range = desired.ranges[field] ?? desired.range;
  return buildError(code, `${desired.address}${problem}`, { range, address: desired.address, fix });
}

function checkTags(desired: Desired, path: string, tags: Json | undefined): readonly Diagnostic[] {
  return Object.keys(isJsonObject(tags) ? tags : {})
    .filter((key) => RESERVED_TAG.test(key))
    .map((key) =>
      refuse(
        desired,
        `${path}.${key}`,
        "config.invalid-key",
        `.${path}: trueup itself sets ${key}`,
        "choose another key",
      ),
    );
}

function checkOrigin(desired: Desired): readonly Diagnostic[] {
  if (desired.existing !== undefined) return [];
  return ["flavor", "volumes", "interfaces"]
    .filter((field) => isEmpty(desired.attributes[field]))
    .map((field) => refuse(desired, field, "config.missing-field", ` needs ${field}`, `add ${field}`));
}

/** Disks are named after their machine: NAME-KEY must be a name, too, of which Gcore takes 63 characters (1.5). */
function checkPartNames(desired: Desired): readonly Diagnostic[] {
  return entriesOf(desired, "volumes").flatMap(([key, volume]) => {
    const name = `${desired.name}-${key}`;
    const excess = name.length - LONGEST_NAME;
    if (volume["existing"] !== undefined || excess <= 0) return [];
    const problem = `.volumes.${key}: its name at Gcore would be ${name}, ${name.length} characters; ${LONGEST_NAME} are the most`;
    const fix = `shorten the name of ${desired.address} by ${excess}, or choose a shorter key`;
    return [refuse(desired, `volumes.${key}`, "config.name-too-long", problem, fix)];
  });
}

const LONGEST_NAME = 63;

/** No snapshots of fast local disks: neither by hand nor by a policy ([DOC about-volumes]). */
function checkCopied(desired: Desired, find: (address: Address) => Desired | undefined): readonly Diagnostic[] {
  const { vm, vms, volume, volumes: only } = desired.attributes;
  const machines = [...(typeof vm === "string" ? [vm] : []), ...(Array.isArray(vms) ? vms.map(String) : [])];
  return machines.flatMap((address) => {
    const machine = find(address);
    const volumes = machine === undefined ? [] : entriesOf(machine, "volumes");
    const isMeant = (key: string) =>
      (volume === undefined || key === volume) && (!Array.isArray(only) || only.includes(key));
    const missing =
      machine === undefined || !Array.isArray(only) ? [] : listMissing(desired, machine, only.map(String));
    if (missing.length > 0) return missing;
    return volumes
      .filter(([key, { type }]) => isMeant(key) && type === "ssd_lowlatency")
      .map(([key]) => {
        const problem = `: ${address}.volumes.${key} is of the type ssd_lowlatency, of which Gcore makes no snapshots`;
        const field = desired.type === "snapshot" ? "volume" : "vms";
        return refuse(
          desired,
          field,
          "provider.no-snapshots",
          problem,
          "choose another volume, or another type for it",
        );
      });
  });
}

/** A volume that is named and not there would go without snapshots, and nobody would know. */
function listMissing(desired: Desired, machine: Desired, only: readonly string[]): readonly Diagnostic[] {
  const known = entriesOf(machine, "volumes").map(([key]) => key);
  return only
    .filter((key) => !known.includes(key) && !key.startsWith("${"))
    .map((key) =>
      refuse(
        desired,
        "volumes",
        "config.unknown-reference",
        `.volumes: ${machine.address} declares no volume ${key}`,
        known.length === 0 ? `declare it: volumes: { ${key}: { existing: ID } }` : `it declares ${known.join(", ")}`,
      ),
    );
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || (isJsonObject(value) && Object.keys(value).length === 0);
}

function entriesOf(desired: Desired, field: string): readonly (readonly [string, JsonObject])[] {
  const map = desired.attributes[field];
  return Object.entries(isJsonObject(map) ? map : {}).flatMap(([key, value]) =>
    isJsonObject(value) ? [[key, value] as const] : [],
  );
}

function checkVolumes(desired: Desired): readonly Diagnostic[] {
  const volumes = entriesOf(desired, "volumes");
  const diagnostics = volumes.flatMap(([key, volume]) => checkVolume(desired, key, volume));
  if (desired.existing !== undefined || volumes.length === 0) return diagnostics;
  const boot = volumes.filter(([, volume]) => volume["boot"] === true);
  const [, second] = boot;
  if (second !== undefined) {
    const problem = `.volumes: ${boot.map(([key]) => key).join(" and ")} both have boot: true`;
    return [
      ...diagnostics,
      refuse(desired, `volumes.${second[0]}.boot`, "config.conflict", problem, "keep one of them"),
    ];
  }
  if (boot.length === 1) return diagnostics;
  return [
    ...diagnostics,
    refuse(
      desired,
      "volumes",
      "config.missing-field",
      ".volumes: none has boot: true",
      "add boot: true to the one with the system",
    ),
  ];
}

function checkVolume(desired: Desired, key: string, volume: JsonObject): readonly Diagnostic[] {
  const path = `volumes.${key}`;
  const sources = SOURCES.filter((field) => volume[field] !== undefined);
  const [first, second] = sources;
  const diagnostics = [...checkTags(desired, `${path}.tags`, volume["tags"])];
  if (second !== undefined) {
    diagnostics.push(
      refuse(
        desired,
        `${path}.${second}`,
        "config.conflict",
        `.${path} has both ${first} and ${second}`,
        "keep one of them",
      ),
    );
  }
  if (first === undefined && volume["size"] === undefined) {
    diagnostics.push(
      refuse(desired, path, "config.missing-field", `.${path} is blank, so it needs size`, "add size: 20GiB"),
    );
  }
  if (first === undefined && volume["boot"] === true) {
    diagnostics.push(
      refuse(
        desired,
        `${path}.boot`,
        "config.conflict",
        `.${path} is blank: nothing could boot from it`,
        "add image, snapshot or existing",
      ),
    );
  }
  if (first === "snapshot" && ["standard", "ssd_hiiops", undefined].every((type) => type !== volume["type"])) {
    diagnostics.push(
      refuse(
        desired,
        `${path}.type`,
        "provider.unsupported",
        `.${path}: a volume from a snapshot is standard or ssd_hiiops`,
        "leave type out",
      ),
    );
  }
  return diagnostics;
}

/** Type -> fields that it needs, and fields that mean nothing with it. */
const INTERFACE_FIELDS: Readonly<
  Record<string, { readonly needs: readonly string[]; readonly refuses: readonly string[] }>
> = {
  external: { needs: [], refuses: ["network", "subnet", "ip", "port", "floatingIp"] },
  subnet: { needs: ["subnet"], refuses: ["ip", "port", "ipFamily"] },
  anySubnet: { needs: ["network"], refuses: ["subnet", "port"] },
  reservedFixedIp: { needs: ["port"], refuses: ["network", "subnet", "ip", "ipFamily"] },
};

function checkInterfaces(desired: Desired): readonly Diagnostic[] {
  return entriesOf(desired, "interfaces").flatMap(([key, item]) => {
    const type = String(item["type"]);
    const rules = Object.hasOwn(INTERFACE_FIELDS, type) ? INTERFACE_FIELDS[type] : undefined;
    const path = `interfaces.${key}`;
    const missing = (rules?.needs ?? []).filter((field) => item[field] === undefined);
    const extra = (rules?.refuses ?? []).filter((field) => item[field] !== undefined);
    return [
      ...missing.map((field) =>
        refuse(
          desired,
          path,
          "config.missing-field",
          `.${path} is of type ${type}, so it needs ${field}`,
          `add ${field}`,
        ),
      ),
      ...extra.map((field) =>
        refuse(
          desired,
          `${path}.${field}`,
          "config.conflict",
          `.${path}: ${field} means nothing with type ${type}`,
          `remove ${field}`,
        ),
      ),
    ];
  });
}

function checkUser(desired: Desired): readonly Diagnostic[] {
  const { username, password, userData = desired.attributes["userDataBase64"] } = desired.attributes;
  if (username !== undefined && password === undefined) {
    return [refuse(desired, "username", "config.missing-field", ".username needs password", "add password: ${env:…}")];
  }
  if (password === undefined || userData === undefined) return [];
  const summary = `${desired.address}.userData is ignored by Linux images when password is set`;
  const range = desired.ranges["userData"] ?? desired.range;
  return [
    buildWarning("provider.ignored-field", summary, {
      range,
      address: desired.address,
      fix: "set the password in userData, or leave one of them out",
    }),
  ];
}
