// The mutating requests for network interfaces and floating addresses. Pure.
import { type Address, parseAddress, partOf, resourceOf } from "../../core/address.ts";
import type { Desired } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { NO_STEPS, type StepsRequest, type StepsResult } from "../../core/provider.ts";
import { showAttribute } from "../../core/shown-value.ts";
import { isDeletion, type Step } from "../../core/step.ts";
import { idOfAddress, reference } from "../../vendor-kit/references.ts";
import { BY_EVIDENCE, FIELDS, GONE, PART } from "../../vendor-kit/settlement.ts";
import { networkLookup, subnetLookup, WIRE_TYPES } from "./lookups.ts";
import { listOf, textOf } from "./rows.ts";
import { buildStep, lookup, markers, placePath } from "./step.ts";

/** One network card; attaching takes the same but no address and no network beside the subnet (3.6). */
export function buildInterfaceBody(key: string, item: JsonObject, purpose: "create" | "attach"): JsonObject {
  const { type, network, ipFamily, ip, port, securityGroups } = item;
  const groups = Array.isArray(securityGroups) ? securityGroups : [];
  const refer = ({ kind, by }: { kind: string; by: JsonObject }): Json => lookup(kind, by);
  const isCreation = purpose === "create";
  return {
    type: WIRE_TYPES[String(type)] ?? String(type),
    interface_name: key,
    ...(type === "subnet" && isCreation ? { network_id: refer(networkLookup(item)) } : {}),
    ...(type === "subnet" ? { subnet_id: refer(subnetLookup(item)) } : {}),
    ...(type === "anySubnet" ? { network_id: lookup("network", { name: network ?? null }) } : {}),
    ...(type === "anySubnet" && isCreation && ip !== undefined ? { ip_address: ip } : {}),
    ...(ipFamily === undefined ? {} : { ip_family: ipFamily }),
    ...(type === "reservedFixedIp" ? { port_id: port ?? null } : {}),
    ...(groups.length === 0
      ? {}
      : { security_groups: groups.map((name): Json => ({ id: lookup("securityGroup", { name }) })) }),
  };
}

export function buildInterfaceSteps(request: StepsRequest): StepsResult {
  const { desired, observed } = request;
  if (isDeletion(request)) return buildDetachment(request);
  if (desired === undefined) return NO_STEPS;
  if (observed !== undefined) return { ...NO_STEPS, steps: updateSteps(request, desired) };
  return { ...NO_STEPS, steps: [attachStep(request, desired)], diagnostics: refuseGuess(request, desired) };
}

/** One that is there without a name may be the declared one: buying another could be buying it twice. */
function refuseGuess({ parent, address, nameOf }: StepsRequest, desired: Desired): Diagnostic[] {
  const alike = listOf(parent?.observed?.outputs["unnamedInterfaces"]).filter(
    ({ id, fits, isExternal }) =>
      nameOf("interfaces", textOf(id)).startsWith("#") &&
      (Array.isArray(fits) ? fits.includes(desired.name) : isExternal === (desired.attributes["type"] === "external")),
  );
  // Where several are asked for at once, each is given another one as the example.
  const keys = [...new Set(alike.flatMap(({ fits }) => (Array.isArray(fits) ? fits.map(String) : [])))].sort();
  const first = alike[Math.max(0, keys.indexOf(desired.name)) % Math.max(1, alike.length)];
  if (first === undefined) return [];
  return [
    buildError("provider.unnamed-interface", `${address} may be an interface that its VM has already`, {
      address,
      range: desired.range,
      detail: `Gcore tells no name for these, so nothing says which is meant:\n${alike.map(({ id, ips }) => `${textOf(id)} (${Array.isArray(ips) ? ips.join(", ") : ""})`).join("\n")}`,
      fix: `say which it is: import: [{to: ${JSON.stringify(address)}, id: ${JSON.stringify(first["id"])}}]; to have one more, declare and import those that are there as well`,
    }),
  ];
}

const instancePath = ({ place, address }: StepsRequest, action: string): Json[] => [
  placePath("v1", "instances", place),
  idOfAddress(resourceOf(address)),
  action,
];

/** Found again by its name: the VM can be read, so what is not on it did not happen. */
function attachStep(request: StepsRequest, desired: Desired): Step {
  const { attributes, name } = desired;
  return buildStep({
    name: "instances.attach_interface",
    method: "POST",
    path: instancePath(request, "attach_interface"),
    body: buildInterfaceBody(name, attributes, "attach"),
    summary: `attach the interface ${name} (${showAttribute(desired, "type")})`,
    fields: ["type", "network", "subnet", "ipFamily", "ip", "port", "securityGroups"],
    settle: PART,
  });
}

function updateSteps(request: StepsRequest, desired: Desired): Step[] {
  const { fields, place, address, observed } = request;
  if (!fields.includes("securityGroups")) return [];
  const { securityGroups } = desired.attributes;
  const groups = (Array.isArray(securityGroups) ? securityGroups : []).map(String);
  if (observed?.outputs["groupsByName"] === true) return groupSteps(request, desired, groups);
  return [
    buildStep({
      name: "ports.update",
      method: "PATCH",
      path: [placePath("v1", "ports", place), idOfAddress(address)],
      body: { security_group_ids: groups.map((name): Json => lookup("securityGroup", { name })) },
      summary:
        groups.length === 0 ? "take all security groups off" : `set the security groups ${showGroups(desired, groups)}`,
      fields: ["securityGroups"],
      settle: FIELDS,
    }),
  ];
}

/** Those that are taken off were declared once, in the same way. */
function showGroups(desired: Desired, groups: readonly string[]): string {
  return showAttribute(desired, "securityGroups", () => groups.join(", "));
}

/** The older calls know names only (3.7). New groups come first: in between the VM must not be cut off. */
function groupSteps(request: StepsRequest, desired: Desired, wanted: readonly string[]): Step[] {
  const live = request.observed?.attributes["securityGroups"];
  const has = (Array.isArray(live) ? live : []).map(String);
  const added = wanted.filter((group) => !has.includes(group));
  const removed = has.filter((group) => !wanted.includes(group));
  const change = (action: string, names: readonly string[], summary: string, isLast: boolean) =>
    buildStep({
      name: `instances.${action}`,
      method: "POST",
      path: instancePath(request, action),
      body: {
        ports_security_group_names: [{ port_id: idOfAddress(request.address), security_group_names: [...names] }],
      },
      summary,
      fields: isLast ? ["securityGroups"] : [],
      settle: isLast ? FIELDS : { by: "fields", expect: { securityGroups: [...has, ...added].sort() } },
      expectedMs: 1000,
    });
  return [
    ...(added.length === 0
      ? []
      : [
          change(
            "addsecuritygroup",
            added,
            `put on the security groups ${showGroups(desired, added)}`,
            removed.length === 0,
          ),
        ]),
    ...(removed.length === 0
      ? []
      : [change("delsecuritygroup", removed, `take off the security groups ${showGroups(desired, removed)}`, true)]),
  ];
}

function buildDetachment(request: StepsRequest): StepsResult {
  const { observed, address } = request;
  const ips = observed?.outputs["ips"];
  const [ip = ""] = Array.isArray(ips) ? ips : [];
  return {
    ...NO_STEPS,
    steps: [
      buildStep({
        name: "instances.detach_interface",
        method: "POST",
        path: instancePath(request, "detach_interface"),
        body: { port_id: observed?.remoteId ?? idOfAddress(address), ip_address: ip },
        summary: `detach the interface and give up ${String(ip)}`,
        settle: GONE,
      }),
    ],
  };
}

export function buildFloatingIpSteps(request: StepsRequest): StepsResult {
  const { desired, observed, address, place } = request;
  if (isDeletion(request))
    return {
      ...NO_STEPS,
      steps: [
        buildStep({
          name: "floatingips.delete",
          method: "DELETE",
          path: [placePath("v1", "floatingips", place), observed?.remoteId ?? idOfAddress(address)],
          summary: `give up the floating address ${observed?.name ?? ""}`.trim(),
          settle: GONE,
        }),
      ],
    };
  if (desired === undefined) return NO_STEPS;
  if (observed === undefined) return { ...NO_STEPS, steps: [createAddress(request)] };
  return { ...NO_STEPS, steps: assignAddress(request), destructive: takenFrom(request) };
}

/** An address that leads to a machine of others is taken from it. */
function takenFrom({ fields, observed, nameNow }: StepsRequest): StepsResult["destructive"] {
  const port = observed?.attributes["port"];
  if (!fields.includes("port") || typeof port !== "string" || !nameNow("interfaces", port).startsWith("#")) return [];
  const machine = textOf(observed?.outputs["machine"]);
  const from = machine === "" ? `the interface ${port}` : `the machine ${machine}`;
  return [
    {
      kind: "reassign",
      detail: `${observed?.name ?? ""} is taken from ${from}, which this stack does not manage`,
      fields: ["port"],
    },
  ];
}

/** Made by a request of its own: one that comes with an interface could not carry our mark (9.5). */
function createAddress({ place, address }: StepsRequest): Step {
  return buildStep({
    name: "floatingips.create",
    method: "POST",
    path: [placePath("v1", "floatingips", place)],
    body: { port_id: idOfAddress(interfaceOf(address)), tags: markers() },
    summary: `take a floating address for the interface ${parseAddress(address)?.child?.key ?? ""}`,
    fields: ["port"],
    settle: BY_EVIDENCE,
  });
}

/** `vms.edge.floatingIps.public` belongs to `vms.edge.interfaces.public`. */
function interfaceOf(address: Address): Address {
  return partOf(resourceOf(address), "interfaces", parseAddress(address)?.child?.key ?? "");
}

function assignAddress({ fields, place, address }: StepsRequest): Step[] {
  if (!fields.includes("port")) return [];
  return [
    buildStep({
      name: "floatingips.update",
      method: "PATCH",
      path: [placePath("v2", "floatingips", place), idOfAddress(address)],
      body: { port_id: reference({ $ref: "attribute", address: interfaceOf(address), path: "id" }) },
      summary: `assign the floating address to the interface ${parseAddress(address)?.child?.key ?? ""}`,
      fields: ["port"],
      settle: FIELDS,
    }),
  ];
}
