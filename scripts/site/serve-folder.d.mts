// The types of serve-folder.mjs, for the tests.
export function serveFolder(
  folder: string,
  options?: { readonly path?: string; readonly port?: number },
): Promise<{ readonly url: string; close(): Promise<void> }>;
