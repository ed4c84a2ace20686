// Gives interpolated scalars the type that the schema wants: one `${…}` alone is re-read where no string is taken. Pure.

import { fieldOf, type Shape, takesString } from "../shape/shape.ts";
import { buildList, buildMap, type Located, type LocatedEntry } from "../text/located.ts";
import { parseScalar } from "../text/parse-scalar.ts";

export function retype(node: Located, shape: Shape | undefined): Located {
  switch (node.kind) {
    case "scalar":
      return node.sole === true && node.unknown !== true && !takesString(shape)
        ? { ...node, value: parseScalar(node.text) }
        : node;
    case "list": {
      const items = node.items.map((item) => retype(item, shape?.items));
      return items.every((item, index) => item === node.items[index]) ? node : buildList(items, node.span);
    }
    case "map": {
      let changed = false;
      const entries = new Map<string, LocatedEntry>();
      for (const [key, entry] of node.entries) {
        const value = retype(entry.value, fieldOf(shape, key));
        changed ||= value !== entry.value;
        entries.set(key, value === entry.value ? entry : { ...entry, value });
      }
      return changed ? buildMap(entries, node.span) : node;
    }
  }
}
