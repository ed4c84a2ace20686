// Contract 4.2: a simulator is another place than the provider, and what was made there is gone when it has ended.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { liveWeb, WEB_MADE } from "./machines.ts";
import { planOf, planText, problemsIn, refusalsIn } from "./plan-specification.ts";

const SIMULATOR = { serveroid: { simulator: "http://127.0.0.1:4010, by SERVEROID_ENDPOINT" } };
const yaml = `vms: { web: { ${WEB_MADE} } }`;
const live = liveWeb();

async function recordedPlace(accounts = {}): Promise<unknown> {
  const { edits } = await planOf({ accounts, live, yaml: `${yaml}\nimport: [{ to: vms.web, id: "11" }]` });
  return edits.flatMap((edit) => (edit.kind === "track" ? [edit.resource.place] : []))[0];
}

describe("a simulator", () => {
  it("is recorded as the place where something was made; the provider is not", async () => {
    const real = (await recordedPlace()) as object;
    expect(real).not.toHaveProperty("simulated");
    expect(await recordedPlace(SIMULATOR)).toEqual({ ...real, simulated: true });
  });

  it("holds nothing of the provider's: a real state that meets one is refused", async () => {
    const situation = { accounts: SIMULATOR, yaml, live, tracked: "vms.web: vm 11" };
    const { edits, operations, diagnostics } = await planOf(situation);
    expect([edits, operations]).toEqual([[], []]);
    expect(diagnostics[0]?.detail).toContain("not the provider: http://127.0.0.1:4010, by SERVEROID_ENDPOINT.");
    expect(diagnostics[0]?.fix).toMatch(/^take that setting away .*--accept-account serveroid if this is meant$/);
  });

  it("made what the provider has never seen: its state is refused there, whatever is to become of it", async () => {
    const [made] = [(await recordedPlace(SIMULATOR)) as object];
    const tracked = `vms.web: { is: vm 11, place: ${JSON.stringify(made)} }`;
    const { edits, operations, diagnostics } = await planOf({ yaml, live, tracked });
    expect([edits, operations]).toEqual([[], []]);
    expect(diagnostics[0]).toMatchObject({ code: "provider.moved" });
    expect(diagnostics[0]?.detail).toContain("The state belongs to a simulator (trueup sim)");
    expect(diagnostics[0]?.fix).toContain("use another stack name for the provider");
    const removed = await planOf({ yaml: "vms: {}", live, tracked, options: { mode: "destroy" } });
    expect([removed.edits, removed.operations]).toEqual([[], []]);
    expect(removed.diagnostics[0]).toMatchObject({ code: "provider.unreachable" });
    expect(removed.diagnostics[0]?.detail).toContain("The state belongs to a simulator");
    const one = await planOf({ yaml: "vms: {}", live, tracked: tracked.replace("vms.web", '"vms.web[0]"') });
    expect(one.diagnostics[0]?.fix).toContain("\"trueup state rm 'vms.web[0]'\" to forget the object");
  });

  it("goes on with what it holds", async () => {
    const made = (await recordedPlace(SIMULATOR)) as object;
    const tracked = `vms.web: { is: vm 11, place: ${JSON.stringify(made)} }`;
    expect(await problemsIn({ accounts: SIMULATOR, yaml, live, tracked })).not.toContain("error");
  });

  it("keeps nothing: what has vanished with it is told so, and held by the same guard", async () => {
    const made = (await recordedPlace(SIMULATOR)) as object;
    const situation = {
      accounts: SIMULATOR,
      yaml,
      live: "{}",
      tracked: `vms.web: { is: vm 11, place: ${JSON.stringify(made)} }`,
    };
    const shown = await planText(situation);
    expect(shown.slice(0, shown.indexOf("\n\n"))).toBe(
      text`
      Vanished: deleted behind trueup's back
        They were made at a simulator, which keeps nothing when it ends, unless it is
        told to: trueup sim --keep FILE.
        ! vms.web: 11 is gone; it would be made again
    `.trim(),
    );
    expect(shown).toContain("! 1 object has vanished and would be made again: made at a simulator");
    expect(await refusalsIn(situation)).toBe("guard.vanished unattended: --allow-recreate 1");
  });
});
