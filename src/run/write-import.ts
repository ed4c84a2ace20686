// The file of `import --all`: written, checked by the rules of YAML and by a plan in memory, and written again without what they
// object to: what the rules refuse is left out, what a plan would change is left alone.

import { type Refusal, type WriteRequest, writeAccount } from "../config/write/write-account.ts";
import { type Address, parseAddress, SECTIONS, type Section } from "../core/address.ts";
import { formatObjectName, type WrittenAccount } from "../core/described.ts";
import type { Configuration, Desired } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { DiagnosticsError, InvariantError } from "../core/errors.ts";
import type { Observed } from "../core/observed.ts";
import type { Objection } from "./review-adoptions.ts";

export interface CheckedText {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent where there is an error. */
  readonly configuration?: Configuration;
}

export interface ImportFileRequest extends Omit<WriteRequest, "refused" | "ignored" | "taken"> {
  /** Of the configuration that the file goes with. */
  readonly declared: readonly Pick<Desired, "address">[];
  /** The configuration once the text is part of it, or all that is wrong with that. */
  readonly check: (text: string) => Promise<CheckedText>;
  /** What a plan of it would do with these besides adopting them. */
  readonly review: (configuration: Configuration, written: ReadonlySet<Address>) => Promise<readonly Objection[]>;
}

const MOST_ROUNDS = 20;

/** Throws `DiagnosticsError` where the configuration itself is wrong. */
export async function writeImport({ declared, check, review, ...request }: ImportFileRequest): Promise<WrittenAccount> {
  const heard: Heard = { refused: new Map(), ignored: new Map() };
  const taken = listTaken(declared);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const result = writeAccount({ ...request, taken, ...heard });
    const objects = new Map(result.written.map(({ address, object }) => [address, object]));
    const { diagnostics, configuration } = await check(result.text);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0 || configuration === undefined) {
      if (errors.some(({ code }) => code === "config.too-large")) throw tooLarge(request.provider, objects.size);
      if (!noteErrors(errors, objects, heard)) throw new DiagnosticsError(errors);
      continue;
    }
    const objections = await review(configuration, new Set(objects.keys()));
    if (objections.length === 0) return result;
    noteObjections(objections, objects, heard);
  }
  throw new InvariantError("what was imported is objected to again and again");
}

/** What is said of the text itself would name lines of a file that nobody has. */
function tooLarge({ label }: ImportFileRequest["provider"], objects: number): DiagnosticsError {
  return new DiagnosticsError([
    buildError("import.too-large", `${label}: ${objects} objects are more than one configuration can hold`, {
      detail: "Nothing was written.",
      fix: "write the blocks of several stacks by hand, each with its import entries: import: [{ to: ADDRESS, id: ID }]",
    }),
  ]);
}

/** By `formatObjectName`. */
interface Heard {
  readonly refused: Map<string, Refusal>;
  readonly ignored: Map<string, readonly string[]>;
}

function listTaken(declared: ImportFileRequest["declared"]): ReadonlyMap<Section, ReadonlySet<string>> {
  const taken = new Map<Section, Set<string>>(SECTIONS.map((section) => [section, new Set<string>()]));
  for (const { address } of declared) {
    const parts = parseAddress(address);
    if (parts !== undefined) taken.get(parts.section)?.add(parts.name);
  }
  return taken;
}

/** False where none of the errors is about what was written. */
function noteErrors(errors: readonly Diagnostic[], objects: ReadonlyMap<Address, Observed>, heard: Heard): boolean {
  const about = errors.flatMap(({ address = "", summary }) => {
    const object = objects.get(address);
    return object === undefined ? [] : [{ object, reason: `YAML refuses it: ${summary}` }];
  });
  refuseAll(about, heard);
  return about.length > 0;
}

/** What is changed all the same although it is left alone is left out. */
function noteObjections(objections: readonly Objection[], objects: ReadonlyMap<Address, Observed>, heard: Heard): void {
  const about = objections.flatMap(({ address, fields, problem }) => {
    const object = objects.get(address);
    return object === undefined ? [] : [{ object, fields, problem }];
  });
  const known = new Map(heard.ignored);
  const again = about.flatMap(({ object, fields, problem }) => {
    const before = known.get(formatObjectName(object)) ?? [];
    const repeated = fields.find((field) => before.includes(field));
    const reason = problem ?? (repeated === undefined ? undefined : `a plan would change its ${repeated}`);
    return reason === undefined ? [] : [{ object, reason }];
  });
  refuseAll(again, heard);
  for (const { object, fields } of about) {
    const name = formatObjectName(object);
    heard.ignored.set(name, [...new Set([...(heard.ignored.get(name) ?? []), ...fields])].sort());
  }
}

/** A machine is tried as `existing` first. */
function refuseAll(
  refusals: readonly { readonly object: Observed; readonly reason: string }[],
  { refused, ignored }: Heard,
): void {
  const before = new Set(refused.keys());
  for (const { object, reason } of refusals) {
    const name = formatObjectName(object);
    if (object.type === "vm" && !before.has(name)) refused.set(name, { reason, isBare: true });
    else refused.set(name, { reason, isBare: false });
    ignored.delete(name);
  }
}
