// What the simulated Gcore account holds, in its own shapes: for tests that look behind the client.
import type { Fleet } from "./fleet.ts";

export type Row = Record<string, unknown>;

export const rows = ({ sim }: Fleet, kind: string): Row[] =>
  (sim.state("gcore") as unknown as Record<string, Row[]>)[kind] ?? [];

export const findRow = (fleet: Fleet, kind: string, name: string): Row | undefined =>
  rows(fleet, kind).find((row) => row["name"] === name);

export const idOf = (fleet: Fleet, kind: string, name: string): string => String(findRow(fleet, kind, name)?.["id"]);
