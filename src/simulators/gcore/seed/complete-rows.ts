// Rows in the vendor's shapes, from seeds, recordings and outside changes → whole rows, kind by kind.
import type { JsonObject } from "../../engine/json.ts";
import type { Kind, RowOf } from "../objects/world.ts";
import { COMPLETE_MACHINES } from "./complete-machines.ts";
import { COMPLETE_PLACES } from "./complete-places.ts";
import type { Home } from "./row-shapes.ts";

export const COMPLETE: { [K in Kind]: (row: JsonObject, where: string, home: Home) => RowOf[K] } = {
  ...COMPLETE_PLACES,
  ...COMPLETE_MACHINES,
};
