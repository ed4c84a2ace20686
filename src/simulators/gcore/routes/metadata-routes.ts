// The deprecated calls for tags, alike for all kinds that have them; PATCH of the object does the same.

import { find, findIdle } from "../objects/find-objects.ts";
import { patchTags, replaceTags } from "../objects/tags.ts";
import type { Kind } from "../objects/world.ts";
import type { Tag } from "../seed/vendor-rows.ts";
import { type Call, NO_CONTENT, ok, type Routes, route } from "./call.ts";
import { allTags } from "./field-shapes.ts";
import { whole } from "./list-page.ts";
import { invalidField, notFound } from "./refusal.ts";

interface Tagged {
  kind: Kind;
  /** Of the path. */
  id: string;
  tags: "tags" | "tags_v2";
}

const TAGGED: readonly Tagged[] = [
  { kind: "instances", id: "instance_id", tags: "tags" },
  { kind: "volumes", id: "volume_id", tags: "tags" },
  { kind: "images", id: "image_id", tags: "tags_v2" },
  { kind: "networks", id: "network_id", tags: "tags" },
  { kind: "subnets", id: "subnet_id", tags: "tags" },
  { kind: "securitygroups", id: "group_id", tags: "tags_v2" },
  { kind: "floatingips", id: "floating_ip_id", tags: "tags" },
];

export const metadataRoutes: Routes = Object.assign({}, ...TAGGED.map(routesFor));

function routesFor(tagged: Tagged): Routes {
  const { kind, id } = tagged;
  const one = `${kind}/{project_id}/{region_id}/{${id}}`;
  const write = (call: Call, change: (tags: readonly Tag[]) => Tag[]) => {
    const row = rowOf(call, tagged, true);
    row[tagged.tags] = change(tagsOf(call, tagged));
    return NO_CONTENT;
  };
  // Instances have the key in the path in v1 and in the query in v2, the others in the query only.
  const isInstance = kind === "instances";
  const item = isInstance ? `/v2/${one}/metadata_item` : `/v1/${one}/metadata_item`;
  return {
    [`${kind}.metadata`]: route({
      verb: "GET",
      path: `/v1/${one}/metadata`,
      kind: "list",
      isWhole: true,
      handle: (call) => whole(tagsOf(call, tagged), (tag) => tag),
    }),
    [`${kind}.add_metadata`]: route({
      verb: "POST",
      path: `/v1/${one}/metadata`,
      body: allTags,
      handle: (call, body) => write(call, (tags) => patchTags(tags, body)),
    }),
    [`${kind}.replace_metadata`]: route({
      verb: "PUT",
      path: `/v1/${one}/metadata`,
      body: allTags,
      handle: (call, body) => write(call, (tags) => replaceTags(tags, body)),
    }),
    ...itemRoutes(tagged, `${kind}.metadata_item`, item, (call) => call.query.text("key")),
    ...(isInstance &&
      itemRoutes(tagged, `${kind}.metadata_key`, `/v1/${one}/metadata/{key}`, ({ path }) => path["key"])),
  };
}

function itemRoutes(tagged: Tagged, name: string, path: string, keyOf: (call: Call) => string | undefined): Routes {
  const query = path.includes("{key}") ? {} : ({ key: "text" } as const);
  const tagOf = (call: Call): Tag => {
    const key = keyOf(call);
    if (key === undefined) throw invalidField("key", "Field required");
    const tag = tagsOf(call, tagged).find((one) => one.key === key);
    if (!tag) throw notFound("Metadata item", key);
    return tag;
  };
  return {
    [name]: route({ verb: "GET", path, query, handle: (call) => ok(tagOf(call)) }),
    [name.replace(".", ".delete_")]: route({
      verb: "DELETE",
      path,
      query,
      handle: (call) => {
        const { key } = tagOf(call);
        const row = rowOf(call, tagged, true);
        row[tagged.tags] = patchTags(tagsOf(call, tagged), { [key]: null });
        return NO_CONTENT;
      },
    }),
  };
}

function rowOf(call: Call, { kind, id }: Tagged, isWrite: boolean): Record<string, unknown> {
  const identifier = call.path[id] ?? "";
  return isWrite ? findIdle(call, kind, identifier).row : find(call, kind, identifier).row;
}

function tagsOf(call: Call, tagged: Tagged): Tag[] {
  return rowOf(call, tagged, false)[tagged.tags] as Tag[];
}
