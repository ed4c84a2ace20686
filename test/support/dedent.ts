// Texts of several lines as they stand in a test, without the indentation that the test gives them.

/** A template; the line breaks around it go, too. */
export function text({ raw }: TemplateStringsArray): string {
  return dedent(raw.join("").replaceAll("\\`", "`").replaceAll("\\$", "$")).trim();
}

/** Without the indentation that all lines share. */
export function dedent(indented: string): string {
  const lines = indented.replace(/^\n/, "").trimEnd().split("\n");
  const margin = Math.min(...lines.flatMap((line) => (line.trim() === "" ? [] : [line.search(/\S/)])));
  return lines.map((line) => line.slice(margin)).join("\n");
}
