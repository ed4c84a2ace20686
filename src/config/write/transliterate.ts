// Names of objects in Latin letters, for keys that people can type. Pure. Of scripts without a table here nothing is left.

/** Russian, Ukrainian and Belarusian; and letters of Latin alphabets that are no letter with a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ а: "a", б: "b", в: "v", г: "g", ґ: "g", д: "d", е: "e", ё: "e", є: "ie", ж: "zh", з: "z", и: "i", і: "i" },
  ...{ ї: "i", й: "i", к: "k", л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ў: "u" },
  ...{ ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "iu", я: "ia" },
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" },
};

export function transliterate(text: string): string {
  return [...text.normalize("NFC")].map(letterOf).join("");
}

function letterOf(character: string): string {
  if (character <= "\u007f") return character;
  const lower = character.toLowerCase();
  if (Object.hasOwn(LETTERS, lower)) {
    const latin = LETTERS[lower] ?? "";
    return lower === character ? latin : `${latin.charAt(0).toUpperCase()}${latin.slice(1)}`;
  }
  return character.normalize("NFKD").replace(/[^\u0020-\u007e]/g, "");
}
