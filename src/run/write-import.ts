// The file of `import --all`: written, checked by the rules of YAML, and written again without what they refuse.

import { type Refusal, type WriteRequest, writeAccount } from "../config/write/write-account.ts";
import { type Address, parseAddress, SECTIONS, type Section } from "../core/address.ts";
import { formatObjectName, type WrittenAccount } from "../core/described.ts";
import type { Desired } from "../core/desired.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { DiagnosticsError, InvariantError } from "../core/errors.ts";

export interface ImportFileRequest extends Omit<WriteRequest, "refused" | "taken"> {
  /** Of the configuration that the file goes with. */
  readonly declared: readonly Pick<Desired, "address">[];
  /** All that is wrong once the text is part of the configuration. */
  readonly check: (text: string) => Promise<readonly Diagnostic[]>;
}

const MOST_ROUNDS = 20;

/** Throws `DiagnosticsError` where the configuration itself is wrong. */
export async function writeImport({ declared, check, ...request }: ImportFileRequest): Promise<WrittenAccount> {
  const refused = new Map<string, Refusal>();
  const taken = listTaken(declared);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const result = writeAccount({ ...request, taken, refused });
    const errors = (await check(result.text)).filter(({ severity }) => severity === "error");
    if (errors.length === 0) return result;
    if (!noteRefusals(errors, result, refused)) throw new DiagnosticsError(errors);
  }
  throw new InvariantError("YAML's rules refuse what was imported again and again");
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
function noteRefusals(
  errors: readonly Diagnostic[],
  { written }: WrittenAccount,
  refused: Map<string, Refusal>,
): boolean {
  const objects = new Map<Address, WrittenAccount["written"][number]["object"]>(
    written.map(({ address, object }) => [address, object]),
  );
  let isAny = false;
  const before = new Set(refused.keys());
  for (const { address = "", summary } of errors) {
    const object = objects.get(address);
    if (object === undefined) continue;
    isAny = true;
    const name = formatObjectName(object);
    const reason = `YAML refuses it: ${summary}`;
    if (object.type === "vm" && !before.has(name)) refused.set(name, { reason, isBare: true });
    else if (refused.get(name)?.isBare !== true || before.has(name)) refused.set(name, { reason, isBare: false });
  }
  return isAny;
}
