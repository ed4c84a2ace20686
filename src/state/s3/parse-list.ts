// The XML of S3, as far as it is needed: the entries of a list and the code of an error. Pure.

export interface ListedObject {
  readonly key: string;
  /** Epoch milliseconds, by the store's clock; NaN where it does not tell. */
  readonly modifiedMs: number;
}

export interface ListedPage {
  readonly objects: readonly ListedObject[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: string | undefined;
}

/** Undefined where the text is no list. */
export function parseList(xml: string): ListedPage | undefined {
  if (!/<ListBucketResult[\s>]/.test(xml) || !/<\/ListBucketResult>\s*$/.test(xml)) return undefined;
  const objects = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, inner = ""]) => ({
    key: textOf(inner, "Key") ?? "",
    modifiedMs: Date.parse(textOf(inner, "LastModified") ?? ""),
  }));
  const isCut = textOf(xml, "IsTruncated") === "true";
  const next = textOf(xml, "NextContinuationToken");
  // A page that says that there is more, and not where, is no list that anything could be concluded from.
  return isCut && next === undefined ? undefined : { objects, next: isCut ? next : undefined };
}

export interface StoreFault {
  readonly code: string;
  readonly message: string;
}

export function parseFault(xml: string): StoreFault {
  return { code: textOf(xml, "Code") ?? "", message: textOf(xml, "Message") ?? "" };
}

function textOf(xml: string, name: string): string | undefined {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return found === undefined ? undefined : decodeEntities(found);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (name === undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    return ENTITIES[name] ?? whole;
  });
}
