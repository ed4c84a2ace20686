// A description as Markdown: what is written as it stands gets code marks, the rest means nothing to Markdown. Pure.

/** Code that is marked already, interpolations, variables of the environment, flags, values with a unit, cron and paths. */
const CODE = new RegExp(
  [
    "`[^`]+`",
    "\\$\\$\\{",
    "\\w+://[^\\s,;)]*[\\w}/]",
    "\\$\\{(?:[^}]*\\})?",
    "\\{\\w+\\}",
    "\\[[^\\]]*\\]",
    "(?<![\\w/-])--[a-z][a-z-]+",
    "(?<!\\S)[0-9*]+(?: [0-9*]+){4}",
    "\\b\\d+(?:MiB|GiB|ms|[smhd])\\b",
    "(?<![\\w./-])\\.?[\\w-]+(?:[./][\\w*-]+)+(?:\\[\\d\\])?",
    "\\b\\w+\\[\\d\\]",
    "\\b[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+\\b",
  ].join("|"),
  "g",
);

export function markCode(text: string): string {
  let marked = "";
  let at = 0;
  for (const { 0: code, index } of text.matchAll(CODE)) {
    marked += escapeMarks(text.slice(at, index)) + (code.startsWith("`") ? code : `\`${code}\``);
    at = index + code.length;
  }
  return marked + escapeMarks(text.slice(at));
}

function escapeMarks(text: string): string {
  return text.replace(/[\\`*_{}[\]#+!<>|]/g, "\\$&");
}
