// Looks on while an apply runs: what is durable when a request leaves, which request that is, what the plan had listed.
// Keeps its own books, from what passes by; what it finds wrong it writes down and never prevents.

import { StateError } from "../../src/core/errors.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { Provider } from "../../src/core/provider.ts";
import type { Intent, StateDocument } from "../../src/core/state-document.ts";
import { isReference, type Step } from "../../src/core/step.ts";
import type { StopControl } from "../../src/executor/stop-control.ts";
import type { Watch } from "../support/fleet.ts";

export interface WatchOptions {
  /** The document when the apply began. */
  readonly start: StateDocument | undefined;
  /** At the n-th moment, a commit or a send, the lease is lost; nothing may leave after it. */
  readonly loseLeaseAt: number | undefined;
  readonly interruptAt: number | undefined;
  readonly stop: StopControl;
  /** How many requests of this method the vendor itself has refused in this apply, so that they surely had no effect. */
  readonly countRefused: (method: string) => number;
  /** Called with each plan before anything of it is carried out: the world may move right then. */
  readonly onPlan: (plan: Plan) => void;
}

export interface Watcher {
  readonly watch: Watch;
  readonly problems: string[];
  /** Requests that left, in order. */
  readonly sends: readonly string[];
  plan(): Plan | undefined;
}

/** A guard rail holds the apply back, as the command does. */
export class Refused extends Error {
  override readonly name = "Refused";
}

export function createWatcher(options: WatchOptions): Watcher {
  const problems: string[] = [];
  const sends: string[] = [];
  const used = new Set<string>();
  /** By request: sent again after a refusal that had no effect. */
  const resent = new Map<string, number>();
  const looks: Look[] = [];
  /** Requests whose end an earlier run has seen after it had lost its lock. */
  const recovered = new Set<string>();
  let durable = options.start;
  let plan: Plan | undefined;
  let isLost = false;
  let moments = 0;
  const moment = () => {
    moments += 1;
    if (moments === options.loseLeaseAt) isLost = true;
    if (moments === options.interruptAt) options.stop.request();
  };

  const sending = (step: Step) => {
    sends.push(step.name);
    if (isLost) problems.push(`lease: ${step.name} was sent after the lease was lost`);
    if (options.stop.isRequested()) problems.push(`interrupt: ${step.name} was sent after an interrupt`);
    const fitting = (durable?.pending ?? []).filter((item) => isFor(item, step));
    const intent = fitting.find((item) => !used.has(item.id));
    const again = resent.get(step.name) ?? 0;
    if (intent === undefined && fitting.length > 0 && again < options.countRefused(step.name)) {
      resent.set(step.name, again + 1);
      return;
    }
    if (intent === undefined) {
      problems.push(`intent: ${step.name} was sent without a durable intent of its own`);
      return;
    }
    used.add(intent.id);
    if (options.start?.pending.some((item) => item.id === intent.id) === true)
      problems.push(`repeat: ${step.name} was sent for an intent of an earlier apply`);
    if (intent.settle.by === "gone" && !listRemoved(plan).has(intent.remoteId ?? ""))
      problems.push(`unshown: ${step.name} destroys ${intent.address} (${intent.remoteId ?? ""}), not in the plan`);
    if (
      intent.settle.by === "nothing" &&
      plan?.destructive.every(({ address }) => address !== intent.address) !== false
    )
      problems.push(`unshown: ${step.name} empties ${intent.address}, not in the plan`);
  };

  const polling = (handle: JsonObject) => {
    const isKept = (durable?.pending ?? []).some((intent) => JSON.stringify(intent.handle) === JSON.stringify(handle));
    // After a lost lease nothing can be kept any more.
    if (!isKept && !isLost) problems.push(`handle: ${JSON.stringify(handle)} was polled before it was durable`);
  };

  return {
    problems,
    sends,
    plan: () => plan,
    watch: {
      backend: (backend) => ({
        ...backend,
        create: async (document) => {
          moment();
          if (isLost) throw new StateError("lost-lease", "taken over by another");
          await backend.create(document);
          durable = document;
        },
        acquire: async (request) => {
          const lease = await backend.acquire(request);
          return { ...lease, leftMs: () => (isLost ? 0 : lease.leftMs()) };
        },
      }),
      provider: (provider) => watchProvider(provider, { looks, moment, sending, polling }),
      recovered: (ids) => {
        for (const id of ids) recovered.add(id);
      },
      resumed: () => {
        const open = (options.start?.pending ?? []).filter(({ id }) => !recovered.has(id));
        if (!options.stop.isRequested()) problems.push(...findUnlooked(open, looks));
      },
      planned: (made) => {
        plan = made;
        const [refusal] = made.refusals;
        if (refusal !== undefined) throw new Refused(refusal.summary);
        options.onPlan(made);
      },
    },
  };
}

/** A read, and the words of it that tell what it was about. */
interface Look {
  readonly verb: string;
  readonly about: string;
}

interface Eyes {
  readonly looks: Look[];
  readonly moment: () => void;
  readonly sending: (step: Step) => void;
  readonly polling: (handle: JsonObject) => void;
}

function watchProvider(provider: Provider, { looks, moment, sending, polling }: Eyes): Provider {
  const look = (verb: string, about: unknown) => void looks.push({ verb, about: JSON.stringify(about) });
  return {
    ...provider,
    // Whose account it is could not be read: then nobody may look into it for what is pending.
    identify: (call) =>
      provider.identify(call).catch((error: unknown) => {
        looks.push({ verb: UNIDENTIFIED, about: "" });
        throw error;
      }),
    observe: (scope, call) => {
      look("observe", scope);
      return provider.observe(scope, call);
    },
    check: (handles, call) => {
      look("check", handles);
      for (const handle of handles) polling(handle);
      return provider.check(handles, call);
    },
    confirmGone: (ids, call) => {
      look("observe", ids);
      return provider.confirmGone(ids, call);
    },
    perform: (step, call) => {
      moment();
      return provider.perform(step, {
        ...call,
        assertMaySend: () => {
          call.assertMaySend?.();
          sending(step);
        },
      });
    },
  };
}

const UNIDENTIFIED = "unidentified";

/** Pending work of an earlier run is looked at before anything else. */
function findUnlooked(open: readonly Intent[], looks: readonly Look[]): string[] {
  if (looks.some(({ verb }) => verb === UNIDENTIFIED)) return [];
  return open.flatMap((intent) => {
    if (intent.settle.by === "nothing" || intent.settle.by === "abandon") return [];
    const isSeen = looks.some(({ verb, about }) =>
      intent.handle === undefined
        ? verb === "observe" && about.includes(`"${intent.type}"`)
        : verb === "check" && about.includes(JSON.stringify(intent.handle)),
    );
    return isSeen ? [] : [`resume: ${intent.address} ${intent.step} was pending, and nobody looked`];
  });
}

/** The intent's request, with the secrets that only the request itself holds. */
function isFor(intent: Intent, step: Step): boolean {
  return intent.phase === "intended" && intent.step === step.name && isSame(intent.request, step.request);
}

function isSame(recorded: Json | undefined, sent: Json | undefined): boolean {
  if (isReference(recorded)) return recorded.$ref === "secret";
  if (typeof recorded !== "object" || recorded === null || typeof sent !== "object" || sent === null)
    return recorded === sent;
  const [left, right] = [recorded as JsonObject, sent as JsonObject];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isSame(left[key], right[key]));
}

/**
 * Ids that a plan says will be gone; an entry that does not count as destructive must go with its parent. What cannot be
 * changed in place is made anew, and the plan's note says that the old one goes.
 */
export function listRemoved(plan: Plan | undefined): Set<string> {
  const destructive = new Set((plan?.destructive ?? []).map((step) => step.address));
  const renewing = new Set((plan?.operations ?? []).flatMap(({ fallback, address }) => (fallback ? [address] : [])));
  return new Set(
    (plan?.entries ?? []).flatMap((entry) => {
      if (renewing.has(entry.address) && entry.notes.some((note) => note.includes("the old one goes")))
        return [entry.remoteId].filter((id) => id !== undefined);
      const isRemoved = entry.action === "delete" || entry.action === "replace";
      const isListed =
        destructive.has(entry.address) || entry.action === "delete" || entry.reason === "replace_with_parent";
      const old = entry.before?.["id"];
      return isRemoved && isListed
        ? [entry.remoteId, typeof old === "string" ? old : undefined].filter((id) => id !== undefined)
        : [];
    }),
  );
}
