// Which attributes of a resource an output may name: what the provider tells of such an object, and what YAML can say of it.
// Pure.
import { type Address, partOf } from "../../core/address.ts";
import { SHAPES, VENDORS } from "../../generated/shapes.ts";
import { COMMON_FIELDS, fieldOf, knownFields, type Shape } from "../shape/shape.ts";
import { suggestName } from "../text/suggest.ts";

export type OutputAttribute =
  | { readonly ok: true; readonly address: Address; readonly path: string }
  | { readonly ok: false; readonly problem: string; readonly fix: string };

const PARTS = ["volumes", "interfaces", "floatingIps"];

/** `path` with dots only: `ips.0`, `volumes.data.id`. An unknown vendor is told elsewhere. */
export function checkOutputAttribute(
  address: Address,
  section: string,
  path: string,
  vendor: string | undefined,
): OutputAttribute {
  const tells = VENDORS[vendor ?? ""]?.outputs;
  if (tells === undefined) return { ok: true, address, path };
  const shape = SHAPES[`${section}.${vendor}`];
  const [root = "", key, ...inner] = path.split(".");
  const ofPart = PARTS.includes(root) ? tells[root] : undefined;
  if (ofPart === undefined || key === undefined) {
    const wrong = findWrong(path, tells[section] ?? [], shape);
    return wrong === undefined ? { ok: true, address, path } : refuse(address, wrong);
  }
  const part = partOf(address, root, key);
  const wrong = findWrong(inner.join("."), ofPart, fieldOf(fieldOf(shape, root), key));
  return wrong === undefined ? { ok: true, address: part, path: inner.join(".") } : refuse(part, wrong);
}

interface Wrong {
  readonly given: string;
  readonly known: readonly string[];
}

/** Of what YAML can say the whole path is checked; of what only the provider tells, its first word. */
function findWrong(path: string, told: readonly string[], shape: Shape | undefined): Wrong | undefined {
  const [root = "", ...inner] = path.split(".");
  const fields = knownFields(shape).filter((field) => !COMMON_FIELDS.has(field) && !PARTS.includes(field));
  if (told.includes(root)) return undefined;
  if (!fields.includes(root)) return { given: root, known: [...new Set([...told, ...fields])] };
  let at = fieldOf(shape, root);
  for (const key of inner) {
    const next = fieldOf(at, key) ?? at?.items;
    if (next === undefined && at?.fields !== undefined) return { given: key, known: knownFields(at) };
    at = next;
  }
  return undefined;
}

function refuse(address: Address, { given, known }: Wrong): OutputAttribute {
  const closest = given === "" ? undefined : suggestName(given, known);
  const all = `it has ${known.join(", ")}`;
  return {
    ok: false,
    problem: given === "" ? `${address} needs an attribute` : `${address} has no attribute ${given}`,
    fix: closest === undefined ? all : `did you mean ${closest}? ${all}`,
  };
}
