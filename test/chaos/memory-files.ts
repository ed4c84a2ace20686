// The local backend's few file operations on a map: what thousands of runs would otherwise spend on a disk.
import type { StateFiles } from "../../src/state/state-files.ts";

export function createMemoryFiles(): StateFiles {
  const files = new Map<string, string>();
  const put = async (path: string, text: string) => void files.set(path, text);
  return {
    read: async (path) => files.get(path),
    list: async (folder) =>
      [...files.keys()].flatMap((path) =>
        path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes("/")
          ? [path.slice(folder.length + 1)]
          : [],
      ),
    makeFolder: async () => undefined,
    create: async (path, text) => {
      if (files.has(path)) return false;
      files.set(path, text);
      return true;
    },
    replace: put,
    scribble: put,
    remove: async (path) => void files.delete(path),
    modifiedMs: async (path) => (files.has(path) ? Date.UTC(2026, 10, 1, 12) : undefined),
    follow: async (path) => path,
  };
}
