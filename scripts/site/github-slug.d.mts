// The types of github-slug.mjs, for the tests.
export function createSlugger(): (text: string) => string;
export function slugOf(text: string): string;
