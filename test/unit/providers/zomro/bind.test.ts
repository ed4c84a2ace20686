// What of a declared machine is compared: names in the lists' own words, and which names are an error at the plan.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import type { Facts, LookupResult } from "../../../../src/core/provider.ts";
import { formatLookup } from "../../../../src/core/step.ts";
import { checkNames } from "../../../../src/planner/names.ts";
import { bindVm, listLookups } from "../../../../src/providers/zomro/bind.ts";
import { convertInstance } from "../../../../src/providers/zomro/convert.ts";
import { sampleDesired } from "../../../support/sample-desired.ts";

const UUID = "93878ba5-6b9e-4924-a4be-34edb623f808";
const ORDER = { allowOrder: true, tariff: "9002", period: "daily", datacenter: "7", image: UUID, password: "x" };
const LIVE = convertInstance({
  id: { $: "5" },
  servername: { $: "web" },
  instance_status: { $: "active" },
  pricelist: { $: "Cloud Small" },
  datacentername: { $: "Netherlands-9" },
  instances_os: { $: "Debian 12" },
});
const declare = (attributes: JsonObject, existing?: { id: string }) =>
  sampleDesired("vms.web", attributes, { provider: "zomro", vendor: "zomro", ...(existing && { existing }) });

function bind(attributes: JsonObject, results: Readonly<Record<string, LookupResult>>, existing?: { id: string }) {
  const desired = declare(attributes, existing);
  const facts: Facts = Object.fromEntries(
    listLookups(desired, "update").map(({ kind, by }) => [
      formatLookup(kind, by),
      results[kind] ?? { found: false, problem: "absent", candidates: ["Other (1)"] },
    ]),
  );
  const bound = bindVm(desired, facts, LIVE, undefined);
  const diagnostics = checkNames(desired, listLookups(desired, "update"), facts, () => true);
  return { attributes: bound.attributes, codes: diagnostics.map(({ code, summary }) => `${code} ${summary}`) };
}
const found = (id: string, label: string): LookupResult => ({ found: true, id, label, detail: {} });

describe("names of a machine that is there", () => {
  const names = { tariff: "Cloud Small", datacenter: "Netherlands-9", image: "Debian 12" };

  it("ids become the labels of the lists", () => {
    const results = {
      tariff: found("9002", "Cloud Small"),
      datacenter: found("7", "Netherlands-9"),
      "order-image": found(UUID, "Debian 12"),
    };
    expect(bind(ORDER, results)).toMatchObject({ attributes: names, codes: [] });
  });

  it("case does not matter, and what it has need not be for sale any more", () => {
    const attributes = { ...ORDER, tariff: "cloud small", datacenter: "NETHERLANDS-9", image: "debian 12" };
    expect(bind(attributes, {})).toMatchObject({ attributes: names });
  });

  it("another name that nobody knows is an error", () => {
    const results = { datacenter: found("7", "Netherlands-9") };
    expect(bind({ ...ORDER, ...names, tariff: "Cloud Smal" }, results).codes).toEqual([
      "provider.name-not-found vms.web: Zomro has no tariff Cloud Smal",
    ]);
  });
});

describe("the image of rescue mode", () => {
  const rescue = (more: JsonObject = {}) => ({ rescue: { image: "Debain 12", zone: "pub", ...more } });
  const NONE: LookupResult = { found: false, problem: "absent", candidates: [] };

  it("is looked up at the plan where the machine's id is known, unless rescue is off", () => {
    const kinds = (attributes: JsonObject, existing?: { id: string }) =>
      listLookups(declare(attributes, existing), "update").map(({ kind }) => kind);
    expect(kinds(rescue(), { id: "5" })).toEqual(["rescue-image"]);
    expect(kinds(rescue({ enabled: false }), { id: "5" })).toEqual([]);
    expect(kinds(rescue())).toEqual([]);
  });

  it("is an error if there is none, but not if the panel would not list any", () => {
    expect(bind(rescue(), {}, { id: "5" }).codes).toEqual([
      "provider.name-not-found vms.web: Zomro has no image of rescue mode Debain 12",
    ]);
    expect(bind(rescue(), { "rescue-image": NONE }, { id: "5" }).codes).toEqual([]);
  });
});
