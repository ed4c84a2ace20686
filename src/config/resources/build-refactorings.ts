// `moved`, `removed`, `import`: parsed, and checked as far as no state is needed. Pure.
import { type Address, groupOf, parseAddress, resourceOf } from "../../core/address.ts";
import type { ImportBlock, MovedBlock, RemovedBlock } from "../../core/desired.ts";
import { buildError, type Diagnostic, type SourceRange } from "../../core/diagnostic.ts";
import { countGaps, kindOfPattern, readMoveEnds } from "../../core/move-pattern.ts";
import { childOf, entryOf, type Located, type LocatedMap } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import type { Scope } from "../values/scope.ts";
import { buildBlock } from "./build-block.ts";
import { resolveName } from "./resolve-name.ts";
import type { Group } from "./resource-context.ts";

interface Refactorings {
  readonly moved: readonly MovedBlock[];
  readonly removed: readonly RemovedBlock[];
  readonly imports: readonly ImportBlock[];
}

export function buildRefactorings(scope: Scope, root: LocatedMap, groups: ReadonlyMap<string, Group>): Refactorings {
  const moved = readMoved(scope, root);
  const removed = readRemoved(scope, root);
  const imports = readImports(scope, root, groups);
  scope.diagnostics.push(...checkMoved(moved, groups), ...checkRemoved(removed, groups), ...checkImports(imports));
  return { moved, removed, imports };
}

interface Item {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly node: Located;
  readonly range: SourceRange;
}

function listItems(scope: Scope, root: LocatedMap, section: "moved" | "removed" | "import"): readonly Item[] {
  const list = entryOf(root, section)?.value;
  if (list?.kind !== "list") return [];
  return list.items.map((node, index) => {
    const start = { ...node.span, end: node.span.start + 1 };
    const { fields } = buildBlock(scope, section, `${section}[${index}]`, node, start);
    return { fields, node, range: buildRange(childOf(node, "from")?.span ?? childOf(node, "to")?.span ?? start) };
  });
}

/** The canonical address, or undefined and a report. */
function readAddress(scope: Scope, item: Item, field: "from" | "to", also = ""): Address | undefined {
  const given = item.fields[field];
  if (typeof given !== "string") return undefined; // the schema said it
  // All instances of a group are what the group's own address means.
  const text = given.replace(/\[\*\]$/, "");
  if (parseAddress(text) !== undefined) return text;
  const range = buildRange(childOf(item.node, field)?.span ?? item.node.span);
  const fix = `write an address such as vms.web, vms.web[0], vms.web["a"] or vms.edge.volumes.data${also}`;
  scope.diagnostics.push(
    buildError("config.invalid-address", `${JSON.stringify(text.slice(0, 120))} is no address`, { range, fix }),
  );
  return undefined;
}

function readMoved(scope: Scope, root: LocatedMap): readonly MovedBlock[] {
  return listItems(scope, root, "moved").flatMap((item) => {
    const from = readMoveEnd(scope, item, "from");
    const to = readMoveEnd(scope, item, "to");
    if (from === undefined || to === undefined) return [];
    return [{ ...readMoveEnds(from, to), range: item.range }];
  });
}

function readMoveEnd(scope: Scope, item: Item, field: "from" | "to"): string | undefined {
  const text = item.fields[field];
  if (typeof text === "string" && countGaps(text) > 0 && kindOfPattern(text) !== undefined) return text;
  const fields = { [field]: typeof text === "string" ? text.replace(/\.\*$/, "") : text };
  return readAddress(scope, { ...item, fields }, field, ", or a pattern such as vms.old-*");
}

function readRemoved(scope: Scope, root: LocatedMap): readonly RemovedBlock[] {
  return listItems(scope, root, "removed").flatMap((item) => {
    const from = readAddress(scope, item, "from");
    const { destroy } = item.fields;
    return from === undefined || typeof destroy !== "boolean" ? [] : [{ from, destroy, range: item.range }];
  });
}

function readImports(scope: Scope, root: LocatedMap, groups: ReadonlyMap<string, Group>): readonly ImportBlock[] {
  return listItems(scope, root, "import").flatMap((item) => {
    const to = readAddress(scope, item, "to");
    const { id } = item.fields;
    if (to === undefined || typeof id !== "string") return [];
    const problem = checkTarget(to, item, groups);
    if (problem === undefined) return [{ to, id, range: item.range }];
    scope.diagnostics.push(problem);
    return [];
  });
}

function checkTarget(to: Address, item: Item, groups: ReadonlyMap<string, Group>): Diagnostic | undefined {
  const parts = parseAddress(to);
  const range = buildRange(childOf(item.node, "to")?.span ?? item.node.span);
  if (parts === undefined) return undefined;
  // Whether the VM declares the part is known once defaults are merged: the plan says it.
  if (parts.child !== undefined && !["volumes", "interfaces", "floatingIps"].includes(parts.child.kind))
    return buildError("config.invalid-address", `${to} cannot be imported: it comes with its VM`, {
      range,
      fix: `import ${resourceOf(to)}`,
    });
  const result = resolveName(groups, parts.section, resourceOf(to));
  if (!result.ok) {
    const fix = result.fix ?? "declare it";
    return buildError("config.unknown-reference", `import: ${result.problem}`, { range, fix });
  }
  if (!result.isGroup || result.isLoose) return undefined;
  const fix = result.addresses[0] === undefined ? "set count" : `say which one, for example ${result.addresses[0]}`;
  return buildError(
    "config.ambiguous-reference",
    `${to} means ${result.addresses.length} instances, but one is needed`,
    { range, fix },
  );
}

function checkMoved(moved: readonly MovedBlock[], groups: ReadonlyMap<string, Group>): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const seen = { from: new Map<Address, MovedBlock>(), to: new Map<Address, MovedBlock>() };
  for (const block of moved) {
    const [from, to] = [kindOfPattern(block.from), kindOfPattern(block.to)];
    const refuse = (summary: string, fix: string): void => {
      diagnostics.push(buildError("config.moved", summary, { range: block.range, fix }));
    };
    if (block.from === block.to) refuse(`${block.from} is moved to itself`, "remove this entry");
    else if (from?.section !== to?.section)
      refuse(`${block.from} cannot become ${block.to}: another kind of thing`, "move within one section");
    else if (from?.child !== to?.child)
      refuse(`${block.from} cannot become ${block.to}: another kind of thing`, "move a part to a part");
    else if (countGaps(block.from) !== countGaps(block.to))
      refuse(
        `${block.from} has ${countGaps(block.from)} "*", but ${block.to} has ${countGaps(block.to)}`,
        'write as many "*" on both sides: each takes what the same one of from stands for',
      );
    for (const end of ["from", "to"] as const) {
      const first = seen[end].get(block[end]);
      const related = first === undefined ? {} : { related: [{ message: "the first one", range: first.range }] };
      const summary = end === "from" ? `${block.from} is moved twice` : `two things are moved to ${block.to}`;
      if (first !== undefined)
        diagnostics.push(
          buildError("config.moved", summary, { range: block.range, fix: "keep one of them", ...related }),
        );
      else seen[end].set(block[end], block);
    }
  }
  return [...diagnostics, ...checkMoveCycles(moved, groups)];
}

/** Swaps among declared addresses are fine; a circle that never reaches a declared one is not. Patterns lead on once each. */
function checkMoveCycles(all: readonly MovedBlock[], groups: ReadonlyMap<string, Group>): readonly Diagnostic[] {
  const moved = all.filter(({ from }) => countGaps(from) === 0);
  const next = new Map(moved.map((block) => [block.from, block]));
  const isDeclared = (address: Address): boolean => groups.has(groupOf(address));
  const reported = new Set<Address>();
  const diagnostics: Diagnostic[] = [];
  for (const start of moved) {
    const path: Address[] = [];
    let at: Address = start.from;
    while (next.has(at) && !path.includes(at) && !isDeclared(at)) {
      path.push(at);
      at = next.get(at)?.to ?? at;
    }
    if (
      start.from === start.to ||
      at !== start.from ||
      path.length < 2 ||
      path.some((address) => reported.has(address))
    )
      continue;
    for (const address of path) reported.add(address);
    const summary = `moves go round in a circle, and nothing of it is declared: ${[...path, at].join(" → ")}`;
    diagnostics.push(buildError("config.moved", summary, { range: start.range, fix: "remove one of them" }));
  }
  return diagnostics;
}

function checkRemoved(removed: readonly RemovedBlock[], groups: ReadonlyMap<string, Group>): readonly Diagnostic[] {
  const seen = new Map<Address, RemovedBlock>();
  return removed.flatMap((block) => {
    const first = seen.get(block.from);
    seen.set(block.from, first ?? block);
    if (first !== undefined) {
      const related = [{ message: "the first one", range: first.range }];
      return [
        buildError("config.removed", `${block.from} is removed twice`, {
          range: block.range,
          fix: "keep one of them",
          related,
        }),
      ];
    }
    const parts = parseAddress(block.from);
    const group = groups.get(groupOf(block.from));
    const isDeclared =
      group !== undefined &&
      parts?.child === undefined &&
      (parts?.instance === undefined || group.instances.some((instance) => instance.address === block.from));
    if (!isDeclared) return [];
    const related = [{ message: "declared here", range: buildRange(group.keySpan) }];
    const fix = "remove its block, or this entry";
    return [
      buildError("config.removed", `${block.from} is removed here, but still declared`, {
        range: block.range,
        fix,
        related,
      }),
    ];
  });
}

function checkImports(imports: readonly ImportBlock[]): readonly Diagnostic[] {
  const seen = new Map<Address, ImportBlock>();
  return imports.flatMap((block) => {
    const first = seen.get(block.to);
    seen.set(block.to, first ?? block);
    if (first === undefined) return [];
    const related = [{ message: "the first one", range: first.range }];
    return [
      buildError("config.import", `two objects are imported into ${block.to}`, {
        range: block.range,
        fix: "keep one of them",
        related,
      }),
    ];
  });
}
