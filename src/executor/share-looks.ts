// A provider whose reads are shared by all operations of a run that ask at the same time: one list answers everybody who
// asked before it began. What is sent, and what is asked of the provider for a plan, goes by as it is.
import { createBatches } from "../core/batches.ts";
import { groupBy } from "../core/group-by.ts";
import type { JsonObject } from "../core/json.ts";
import { formatObjectKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { Call, ObjectId, ObserveScope, Progress, Provider } from "../core/provider.ts";
import { collect } from "./observe-objects.ts";

type Ask<Item, Answer> = (item: Item) => Promise<Answer>;

export function shareLooks(provider: Provider, call: Call): Provider {
  const known = new Map<string, unknown>();
  const once = <T>(key: string, make: () => T): T => {
    const found = (known.get(key) as T | undefined) ?? make();
    known.set(key, found);
    return found;
  };
  const all = (type: ObserveScope["types"][number]): Ask<undefined, readonly Observed[]> =>
    once(`all ${type}`, () =>
      createBatches(
        async () => [await collect(provider, { types: [type] }, call)],
        () => type,
      ),
    );
  const byId = (type: ObserveScope["types"][number], isFirstLook: boolean): Ask<ObjectId, Observed | undefined> =>
    once(`ids ${type} ${isFirstLook}`, () =>
      createBatches((ids) => readIds(provider, { types: [type], ids, isFirstLook }, { ids, call }), keyOf),
    );
  const byParent = (type: ObserveScope["types"][number]): Ask<string, readonly Observed[]> =>
    once(`parents ${type}`, () =>
      createBatches(
        (parents) => readParents(provider, type, parents, call),
        (parent) => parent,
      ),
    );
  const gone = createBatches<ObjectId, boolean>(async (ids) => {
    const found = new Set((await provider.confirmGone(ids, call)).map(keyOf));
    return ids.map((id) => found.has(keyOf(id)));
  }, keyOf);
  return {
    ...provider,
    check: shareChecks(provider, call),
    async *observe(scope, own) {
      const { types, ids, isFirstLook = false, parents, details, losses } = scope;
      const [type] = types;
      const isPlain = types.length === 1 && details === undefined && losses === undefined;
      if (type === undefined || !isPlain || (ids !== undefined && parents !== undefined))
        yield* provider.observe(scope, own);
      else if (ids !== undefined) {
        const found = await Promise.all(ids.map(byId(type, isFirstLook)));
        yield* found.filter((object) => object !== undefined);
      } else if (parents !== undefined) yield* new Set((await Promise.all(parents.map(byParent(type)))).flat());
      else yield* await all(type)(undefined);
    },
    async confirmGone(ids) {
      const answers = await Promise.all(ids.map(gone));
      return ids.filter((_id, index) => answers[index]);
    },
  };
}

/** What one asks about stays together; those who ask at the same time, as after a crash, share a look. */
function shareChecks(provider: Provider, call: Call): Ask<readonly JsonObject[], readonly Progress[]> {
  return createBatches(
    async (lists) => {
      const answers = [...(await provider.check(lists.flat(), call))];
      return lists.map(({ length }) => answers.splice(0, length));
    },
    (handles) => JSON.stringify(handles),
  );
}

async function readIds(
  provider: Provider,
  scope: ObserveScope,
  { ids, call }: { readonly ids: readonly ObjectId[]; readonly call: Call },
): Promise<readonly (Observed | undefined)[]> {
  const objects = await collect(provider, scope, call);
  const byRemoteId = groupBy(objects, ({ remoteId }) => remoteId);
  return ids.map(({ remoteId, parentId }) => {
    const found = byRemoteId.get(remoteId) ?? [];
    // Ids of parts may be numbers of each parent.
    return (
      found.find((object) => object.parentId === parentId) ??
      found.find((object) => object.parentId === undefined || parentId === undefined)
    );
  });
}

async function readParents(
  provider: Provider,
  type: ObserveScope["types"][number],
  parents: readonly string[],
  call: Call,
): Promise<readonly (readonly Observed[])[]> {
  const objects = await collect(provider, { types: [type], parents }, call);
  return parents.map((parent) => objects.filter(({ parentId }) => parentId === undefined || parentId === parent));
}

function keyOf({ type, remoteId, parentId }: ObjectId): string {
  return formatObjectKey("", { type, remoteId, ...(parentId === undefined ? {} : { parentId }) });
}
