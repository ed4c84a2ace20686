// The types of links.mjs, for the tests.
export interface MarkdownPage {
  readonly links: readonly { readonly target: string; readonly line: number }[];
  readonly anchors: ReadonlySet<string>;
}
export function readPage(markdown: string): MarkdownPage;
export function checkLinks(): Promise<{ readonly problems: readonly string[]; readonly note: string }>;
