// Names in the requests of an act (an image), looked up before anybody is asked: what there is not is said at once. Only reads.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import type { Call, Provider } from "../../core/provider.ts";
import { formatLookup, listReferences, type Step } from "../../core/step.ts";

const MOST_LISTED = 20;

/** They are looked up again when the request is sent. */
export async function checkNames(
  provider: Provider,
  address: string,
  steps: readonly Step[],
  call: Call,
): Promise<Diagnostic[]> {
  const lookups = steps
    .flatMap(({ request }) => listReferences(request))
    .flatMap((item) =>
      item.$ref === "lookup" && listReferences(item.by).length === 0 ? [{ kind: item.kind, by: item.by }] : [],
    );
  if (lookups.length === 0) return [];
  const facts = await provider.resolve(lookups, call);
  const found = lookups.flatMap(({ kind, by }): Diagnostic[] => {
    const result = facts[formatLookup(kind, by)];
    if (result === undefined || result.found) return [];
    const name = typeof by["image"] === "string" ? by["image"] : JSON.stringify(by);
    const listed = result.candidates.slice(0, MOST_LISTED).join(", ");
    const isSeveral = result.problem === "ambiguous";
    return [
      buildError(
        isSeveral ? "act.ambiguous" : "act.not-found",
        isSeveral
          ? `${address}: more than one image is called ${name}`
          : `${address}: there is no image ${name} for it`,
        {
          address,
          ...(listed === "" ? {} : { detail: `${isSeveral ? "They are" : "It has"}: ${listed}` }),
          ...(result.closest === undefined ? {} : { fix: `did you mean ${result.closest}?` }),
        },
      ),
    ];
  });
  // Zone and image are looked up by one name.
  return found.filter((one, index) => found.findIndex(({ summary }) => summary === one.summary) === index);
}
