// Letters of other scripts that read like Latin ones: a name with one of them looks right and is another. Pure.

const LATIN = "aceopxyijsABCEHIKMOPTXS";
/** Cyrillic and Greek, in the same order; a dot where a script has none. */
const OTHERS = ["асеорхуіјѕАВСЕНІКМОРТХЅ", "α.εορχυι..ΑΒ.ΕΗΙΚΜΟΡΤΧ."];

/** `its "е" (U+0435) is no Latin e: `, or nothing. */
export function describeLookAlike(name: string): string {
  for (const sign of name) {
    const at = OTHERS.map((letters) => [...letters].indexOf(sign)).find((index) => index >= 0);
    if (at === undefined || sign === ".") continue;
    const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return `its ${JSON.stringify(sign)} (U+${code}) is no Latin ${LATIN[at] ?? ""}: `;
  }
  return "";
}
