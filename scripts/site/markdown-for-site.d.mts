// The types of markdown-for-site.mjs, for the tests.
import type { MarkdownOptions, MarkdownRenderer } from "vitepress";

export const MARKDOWN: MarkdownOptions;
export function setUpMarkdown(md: MarkdownRenderer, repository: string | undefined): void;
