// Of each object that was read a digest of each field: enough to see that something has changed, too little to read it.
import { createHash } from "node:crypto";
import { type Json, sortJson, sortLists } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { Plan } from "../core/plan.ts";
import type { LiveDigests, LiveObject } from "../core/saved-plan.ts";

const LENGTH = 12;

/** `mask`: as everything else in the file, a field that happens to hold a secret is masked before. */
export function digestLive(
  observed: ReadonlyMap<string, readonly Observed[]>,
  { entries }: Pick<Plan, "entries">,
  { salt, mask }: { readonly salt: string; readonly mask: (text: string) => string },
): LiveDigests {
  const digest = (value: Json): string =>
    createHash("sha256")
      .update(`${salt} ${mask(JSON.stringify(sortJson(sortLists(value))))}`)
      .digest("base64url")
      .slice(0, LENGTH);
  const addresses = new Map<string, string>(
    entries.flatMap(({ provider, type, remoteId, address, child }) =>
      remoteId === undefined || child === true ? [] : [[`${provider} ${type} ${remoteId}`, address] as const],
    ),
  );
  const objects = [...observed].flatMap(([provider, found]) =>
    found.map((object): [string, LiveObject] => {
      const key = `${provider} ${object.type} ${object.remoteId}`;
      const address = addresses.get(key);
      const { name, condition, attributes } = object;
      const fields = Object.entries({ ...attributes, name, ...(object.trouble === undefined ? {} : { condition }) });
      return [
        key,
        {
          label: mask(`${object.type} ${name} (${object.remoteId})`),
          ...(address === undefined ? {} : { address }),
          fields: Object.fromEntries(fields.map(([path, value]) => [path, digest(value)])),
        },
      ];
    }),
  );
  return Object.fromEntries(objects);
}
