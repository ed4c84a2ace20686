// Guard rails: what holds apply back although the plan is shown, each with the exact flag that lets it through. Pure.
import type { Policy } from "../core/desired.ts";
import type { DestructiveStep, Refusal } from "../core/plan.ts";
import type { Allowances } from "./plan-input.ts";

export interface GuardFacts {
  readonly mode: "normal" | "destroy" | "refresh-only";
  readonly declared: number;
  readonly tracked: number;
  readonly trackedData: number;
  readonly destructive: readonly DestructiveStep[];
  readonly adoptedByName: number;
  readonly recreated: number;
  readonly vanished: number;
  /** All that vanished was made at a simulator. */
  readonly isSimulated: boolean;
  readonly unloadedFiles: readonly string[];
}

const SMALL_FLEET = 10;
const DEFAULT_PERCENT = 30;
const SMALL_FLEET_PERCENT = 50;

export function checkGuards(facts: GuardFacts, policy: Policy, allow: Allowances): Refusal[] {
  return [
    ...checkDeletes(facts, policy, allow),
    ...checkEmpty(facts, allow),
    ...checkFiles(facts, allow),
    ...checkAdoptions(facts, allow),
    ...checkVanished(facts, allow),
  ];
}

function checkDeletes(facts: GuardFacts, policy: Policy, allow: Allowances): Refusal[] {
  const count = facts.destructive.filter((step) => !step.exempt).length;
  if (count === 0 || (allow.deletes ?? 0) >= count) return [];
  const flag = `--allow-deletes ${count}`;
  const noun = `${count} destructive step${count === 1 ? "" : "s"}`;
  if (policy.maxDeletes !== undefined && count > policy.maxDeletes) {
    return [
      {
        code: "guard.max-deletes",
        summary: `${noun}, policy.maxDeletes allows ${policy.maxDeletes}`,
        flag,
        unattendedOnly: false,
      },
    ];
  }
  if (facts.mode === "destroy")
    return [
      {
        code: "guard.destroy",
        summary: `an unattended destroy must name the number of destructive steps: ${count}`,
        flag,
        unattendedOnly: true,
      },
    ];
  const isSmall = facts.tracked < SMALL_FLEET;
  const percent = policy.maxDeletePercent ?? (isSmall ? SMALL_FLEET_PERCENT : DEFAULT_PERCENT);
  const share = facts.tracked === 0 ? 0 : (100 * count) / facts.tracked;
  if (share <= percent) return [];
  const summary = `${noun} of ${facts.tracked} tracked resources ${count === 1 ? "is" : "are"} ${formatShare(share, percent)} %, more than ${percent} %`;
  return [
    {
      code: "guard.max-delete-percent",
      summary,
      flag,
      unattendedOnly: isSmall && policy.maxDeletePercent === undefined,
    },
  ];
}

function checkEmpty(facts: GuardFacts, allow: Allowances): Refusal[] {
  if (facts.mode !== "normal" || facts.declared > 0 || facts.tracked === 0 || allow.empty === true) return [];
  return [
    {
      code: "guard.empty",
      summary: `the configuration declares nothing, but ${facts.tracked} resource${facts.tracked === 1 ? " is" : "s are"} tracked`,
      flag: "--allow-empty",
      unattendedOnly: false,
    },
  ];
}

function checkFiles(facts: GuardFacts, allow: Allowances): Refusal[] {
  if (facts.mode === "destroy" || facts.unloadedFiles.length === 0 || allow.filesChanged === true) return [];
  return [
    {
      code: "guard.files-changed",
      summary: `the state was made of files that still exist but are not loaded now: ${facts.unloadedFiles.join(", ")}`,
      flag: "--files-changed",
      unattendedOnly: false,
    },
  ];
}

function checkAdoptions(facts: GuardFacts, allow: Allowances): Refusal[] {
  const count = facts.adoptedByName;
  if (count === 0 || (allow.adopt ?? 0) >= count) return [];
  return [
    {
      code: "guard.adopt",
      summary: `${count} object${count === 1 ? " was" : "s were"} found by name alone and would be taken over`,
      flag: `--allow-adopt ${count}`,
      unattendedOnly: true,
    },
  ];
}

/** Many vanished machines and disks are more likely a wrong account than a disaster. */
function checkVanished(facts: GuardFacts, allow: Allowances): Refusal[] {
  const isMass = facts.vanished > Math.max(2, facts.trackedData * 0.2);
  const count = isMass ? Math.max(facts.vanished, facts.recreated) : facts.recreated;
  if (facts.mode !== "normal" || count === 0 || (allow.recreate ?? 0) >= count) return [];
  const cause = facts.isSimulated
    ? `made at a simulator, which keeps nothing when it ends, unless it is told to (trueup sim --keep FILE)`
    : "check that this is the right account before they are made again or forgotten";
  const summary = isMass
    ? `${facts.vanished} of ${facts.trackedData} machines and disks have vanished: ${cause}`
    : `${facts.recreated} object${facts.recreated === 1 ? " has" : "s have"} vanished and would be made again${facts.isSimulated ? `: ${cause}` : ""}`;
  return [
    {
      code: isMass ? "guard.mass-vanished" : "guard.vanished",
      summary,
      flag: `--allow-recreate ${count}`,
      unattendedOnly: !isMass,
    },
  ];
}

/** As exact as it takes to see that it is more. */
function formatShare(share: number, limit: number): string {
  const digits = [0, 1, 2].find((count) => Number(share.toFixed(count)) > limit) ?? 3;
  return share.toFixed(digits);
}
