// Everything that a look for drift reads: the state before and after, the lock, and what the providers hold in between.
import { setMaxListeners } from "node:events";
import { type LockHolder, ProviderError } from "../../core/errors.ts";
import type { Emit } from "../../core/event.ts";
import type { StateDocument } from "../../core/state-document.ts";
import type { StateArchive } from "../../core/state-port.ts";
import type { PlanOptions } from "../../planner/plan-input.ts";
import { findHolder, type LookableBackend } from "../find-holder.ts";
import { type Planned, planReading } from "../make-plan.ts";
import { planInputs, readState, settleInMemory } from "../plan.ts";
import type { Stack } from "../stack.ts";
import { type Answered, readWhatAnswers } from "./read-what-answers.ts";

export interface LookedAt extends Stack {
  readonly backend: LookableBackend & Partial<Pick<StateArchive, "history">>;
}

export interface ReadForDrift {
  /** The state as it was before the reads, and with its pending requests settled as far as can be told. */
  readonly document: StateDocument | undefined;
  readonly current: StateDocument | undefined;
  readonly answered: Answered;
  /** Undefined where no provider entry could be read. */
  readonly planned: Planned | undefined;
  /** The state as it was after the reads. */
  readonly after: StateDocument | undefined;
  /** Whoever held the lock at the beginning or at the end. */
  readonly holder: LockHolder | undefined;
}

const OPTIONS: PlanOptions = { mode: "refresh-only", targets: [], excludes: [], replace: [], rebuild: [], allow: {} };

export async function readForDrift(
  stack: LookedAt,
  { emit, signal }: { readonly emit: Emit; readonly signal?: AbortSignal },
): Promise<ReadForDrift> {
  if (signal !== undefined) setMaxListeners(0, signal);
  const shared = { emit, call: signal === undefined ? {} : { signal } };
  const [document, early] = await Promise.all([readState(stack), findHolder(stack.backend)]);
  const current = await settle(stack, document, { emit, ...(signal === undefined ? {} : { signal }) });
  const inputs = { ...planInputs(stack, current), ...shared };
  const answered = await readWhatAnswers({ ...inputs, accepted: [], needsNames: true });
  const { reading, configuration, unread } = answered;
  const isNothingRead = reading.providers.size === 0 && unread.length > 0;
  const planned = isNothingRead
    ? undefined
    : await planReading({ ...inputs, configuration, document: answered.document, options: OPTIONS }, reading);
  const [after, late] = await Promise.all([readAgain(stack, document), findHolder(stack.backend)]);
  return { document, current, answered, planned, after, holder: late ?? early };
}

/** A large state is not read a second time where its number says that it is the same. */
async function readAgain(stack: LookedAt, document: StateDocument | undefined): Promise<StateDocument | undefined> {
  const [newest] = (await stack.backend.history?.()) ?? [];
  return document !== undefined && newest?.serial === document.serial ? document : await readState(stack);
}

/** What a provider that cannot be read does not tell stays pending. */
async function settle(
  stack: Stack,
  document: StateDocument | undefined,
  { emit, signal }: { readonly emit: Emit; readonly signal?: AbortSignal },
): Promise<StateDocument | undefined> {
  if (document === undefined) return undefined;
  try {
    return await settleInMemory(stack, document, {
      options: OPTIONS,
      emit,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof ProviderError) return document;
    throw error;
  }
}
