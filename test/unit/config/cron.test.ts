// What a cron and a time zone may say at a provider that runs them, and what is told where programs differ.
import { describe, expect, it } from "vitest";
import { listChangedHours } from "../../../src/config/values/clock-changes.ts";
import { formatCron, parseCron } from "../../../src/config/values/parse-cron.ts";
import { problemsOf, resourceOf, withHead } from "./configuration-fixture.ts";

const read = (text: string) => {
  const result = parseCron(text);
  return result.ok ? formatCron(result.cron) : result.problem;
};

describe("weekdays", () => {
  it.each([
    ["fri-mon", "0,1,5,6"],
    ["mon-sun", "*"],
    ["sat-sun", "0,6"],
    ["5-7", "0,5,6"],
    ["7-1", "0,1"],
    ["fri-mon/2", "0,5"],
    ["monday-wednesday", "1,2,3"],
    ["*/2", "0,2,4,6"],
  ])("%s is %s", (given, canonical) => {
    expect(read(`0 2 * * ${given}`)).toBe(`0 2 * * ${canonical}`);
  });

  it.each(["1/2", "mon/2"])("%s is refused: programs read it differently", (given) => {
    expect(read(`0 2 * * ${given}`)).toBe(`"${given}" means other days to each program`);
  });

  it.each(["monkey", "mond", "8", "mon-"])("%s is none", (given) => {
    expect(read(`0 2 * * ${given}`)).toContain("is no weekday");
  });

  it("a range of another field does not go over its end; names of months are whole or have three letters", () => {
    expect(read("0 22-2 * * *")).toContain('"22-2" is no hour');
    expect(read("0 2 1 junk *")).toContain('"junk" is no month');
    expect(read("0 2 1 june *")).toBe("0 2 1 6 *");
  });
});

describe("a time zone", () => {
  const texts = (timezone: string, cron = "15 12 * * *") =>
    withHead(
      `vms: { edge: { provider: gcore, existing: { id: a } } }\nschedules: { nightly: { vms: [edge], cron: "${cron}", keep: 2, timezone: ${timezone} } }\n`,
    );

  it.each([
    ["europe/berlin", "Europe/Berlin"],
    ["utc", "UTC"],
    ["America/port-au-prince", "America/Port-au-Prince"],
    ["Etc/GMT+3", "Etc/GMT+3"],
    ["est5edt", "EST5EDT"],
  ])("%s is sent as %s", async (given, sent) => {
    const { attributes } = await resourceOf(texts(given), "schedules.nightly");
    expect(attributes["timezone"]).toBe(sent);
  });

  it.each(["PST", "BST", "IST", "US/Pacific-New", "SystemV/EST5", "Europe/Luxemburg"])("%s is none", async (given) => {
    expect(await problemsOf(texts(given))).toContain(`there is no time zone "${given}"`);
  });

  it.each([
    ["PST", "say for example Europe/Luxembourg or UTC"],
    ["MSK", "say for example Europe/Luxembourg or UTC"],
    ["Z", "say for example Europe/Luxembourg or UTC"],
    ["Europe/Luxemburg", "did you mean Europe/Luxembourg?"],
    ["Moscow", "did you mean Europe/Moscow?"],
    ["new york", "did you mean America/New_York?"],
  ])("%s is answered by no other time: %s", async (given, fix) => {
    expect(await problemsOf(texts(given))).toContain(`there is no time zone "${given}" | ${fix}`);
  });

  it("says the hours to keep away from", async () => {
    const problems = await problemsOf(texts("America/New_York", "15 2 * * *"));
    expect(problems).toContain("| say timezone: UTC, or an hour that is neither 0 nor 1 nor 2");
  });

  it.each([
    ["Europe/Berlin", "15 2 * * *", "at 2 o'clock"],
    ["Europe/Berlin", "15 0,12 * * *", "at 0 o'clock"],
    ["America/Santiago", "30 23 * * *", "at 23 o'clock"],
    ["Europe/Berlin", "15 4 * * *", undefined],
    ["Europe/Berlin", "15 * * * *", undefined],
    ["UTC", "15 0 * * *", undefined],
    ["Asia/Tokyo", "15 0 * * *", undefined],
  ])("%s and %s: %s", async (zone, cron, told) => {
    const problems = await problemsOf(texts(zone, cron));
    if (told === undefined) expect(problems).toBe("");
    else expect(problems).toContain(`warning config.clock-change`);
    if (told !== undefined) expect(problems).toContain(told);
  });

  it("has hours that are skipped or repeated", () => {
    expect([...listChangedHours("Europe/Berlin")]).toEqual([2]);
    expect([...listChangedHours("Europe/London")]).toEqual([1]);
    expect([...listChangedHours("Australia/Lord_Howe")].sort()).toEqual([1, 2]);
    expect([...listChangedHours("Asia/Kolkata")]).toEqual([]);
  });
});
