export function createSlugger(): (text: string) => string;
export function slugOf(text: string): string;
