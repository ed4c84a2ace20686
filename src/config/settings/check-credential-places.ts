// Credentials stay in the block that needs them: a variable that a provider or a backend reads is refused elsewhere. Pure.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { VENDORS } from "../../generated/shapes.ts";
import { fieldOf, type Shape } from "../shape/shape.ts";
import { eachScalar, type Located, type LocatedScalar } from "../text/located.ts";
import { buildRange } from "../text/source.ts";

/** Names that a vendor reads as credentials, with any alias: SERVEROID_API_KEY, SERVEROID_BACKUP_API_KEY. */
export function vendorOfCredential(name: string): string | undefined {
  return Object.values(VENDORS).find((facts) => {
    const fields = new Set(facts.credentials.flat());
    return [...fields].some((field) => {
      const variable = facts.environment[field];
      if (variable === undefined) return false;
      const prefix = `${facts.vendor.toUpperCase()}_`;
      const rest = variable.slice(prefix.length);
      return name === variable || (name.startsWith(prefix) && name.endsWith(`_${rest}`));
    });
  })?.vendor;
}

/** What a backend reads from the environment by itself. */
const BACKEND_CREDENTIALS: Readonly<Record<string, readonly string[]>> = {
  s3: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"],
  postgres: ["PGPASSWORD"],
  http: ["TF_HTTP_PASSWORD"],
  local: [],
};

export interface CredentialPlace {
  /** `serveroid` for a provider's block, `state`, or undefined for everything else. */
  readonly owner: string | undefined;
  readonly label: string;
  readonly node: Located;
  readonly shape?: Shape | undefined;
}

/**
 * A variable that a provider or a backend reads as a credential stands outside its own block. What sensitive fields of
 * those blocks are made of counts as well.
 */
export function checkCredentialPlaces(places: readonly CredentialPlace[], backend: string): readonly Diagnostic[] {
  const owners = new Map<string, string>((BACKEND_CREDENTIALS[backend] ?? []).map((name) => [name, "state"]));
  for (const place of places) {
    if (place.owner === undefined) continue;
    eachSensitive(place, (scalar) => {
      for (const name of scalar.env ?? []) if (!owners.has(name)) owners.set(name, place.owner ?? "");
    });
  }
  return places.flatMap((place) => checkPlace(place, owners));
}

function eachSensitive(place: CredentialPlace, visit: (scalar: LocatedScalar) => void): void {
  eachScalar(place.node, (scalar, path) => {
    let shape: Shape | undefined = place.shape;
    for (const key of path.split(".")) shape = fieldOf(shape, key) ?? shape?.items;
    if (shape?.sensitive === true) visit(scalar);
  });
}

function checkPlace(place: CredentialPlace, owners: ReadonlyMap<string, string>): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  eachScalar(place.node, (scalar, path) => {
    for (const name of new Set(scalar.env ?? [])) {
      const owner = vendorOfCredential(name) ?? owners.get(name);
      if (owner === undefined || owner === place.owner) continue;
      const where = owner === "state" ? "the state's backend" : owner;
      const summary = `${path === "" ? place.label : `${place.label}.${path}`}: ${name} is a credential of ${where} and cannot be used here`;
      diagnostics.push(
        buildError("config.credential-elsewhere", summary, {
          range: buildRange(scalar.span),
          fix: "use a variable of its own",
        }),
      );
    }
  });
  return diagnostics;
}
