// Tags: an object on the way in, a list on the way out; those of the platform survive every write.
import type { Call } from "../routes/call.ts";
import type { Tags, TagsPatch } from "../routes/field-shapes.ts";
import type { QuerySpec } from "../routes/read-query.ts";
import type { Tag } from "../seed/vendor-rows.ts";

export const TAG_FILTERS: QuerySpec = { tag_key: "texts", tag_key_value: "pairs" };

export function tagList(tags: Tags | undefined, readOnly = false): Tag[] {
  return Object.entries(tags ?? {}).map(([key, value]) => ({ key, value, read_only: readOnly }));
}

/** A merge patch: null deletes a key, a patch that is null deletes all that may be. */
export function patchTags(tags: readonly Tag[], patch: TagsPatch | null | undefined): Tag[] {
  if (patch === undefined) return [...tags];
  const fixed = tags.filter(({ read_only }) => read_only);
  if (patch === null) return fixed;
  const merged = new Map(tags.map((tag) => [tag.key, tag]));
  for (const [key, value] of Object.entries(patch)) {
    if (merged.get(key)?.read_only) continue;
    if (value === null) merged.delete(key);
    else merged.set(key, { key, value, read_only: false });
  }
  return [...merged.values()];
}

/** Everything writable is as given, and nothing else is. */
export function replaceTags(tags: readonly Tag[], given: TagsPatch): Tag[] {
  return patchTags(patchTags(tags, null), given);
}

/** All keys and all pairs must be there, [ASSUMED]. */
export function hasTags({ query }: Call, tags: readonly Tag[]): boolean {
  const keys = query.texts("tag_key").every((key) => tags.some((tag) => tag.key === key));
  const pairs = Object.entries(query.pairs("tag_key_value"));
  return keys && pairs.every(([key, value]) => tags.some((tag) => tag.key === key && tag.value === value));
}
