// The anchor of a heading as GitHub makes it: the site makes the same, so that a link with `#` works at both. Pure.

/** Headings of one page, in their order: the second "Limits" is `limits-1`. */
export function createSlugger() {
  const seen = new Map();
  return (text) => {
    const slug = slugOf(text);
    const count = seen.get(slug);
    seen.set(slug, (count ?? -1) + 1);
    return count === undefined ? slug : `${slug}-${count + 1}`;
  };
}

/** Without a number: of one heading alone. */
export function slugOf(text) {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}
