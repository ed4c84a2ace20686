// The port through which the loader touches the disk and runs commands; tests pass their own.

export interface ConfigurationIo {
  /** At most `limit` bytes. Throws where the file cannot be read. */
  readFile(path: string, limit: number): Promise<Uint8Array>;
  /** Undefined: there is nothing at the path. */
  kindOf(path: string): Promise<"file" | "folder" | "other" | undefined>;
  /** Names, without the folder. */
  listFolder(path: string): Promise<readonly string[]>;
  /** With symbolic links resolved; throws where the path does not exist. */
  realPath(path: string): Promise<string>;
  /** No shell; standard output as text. Throws on a non-zero end, a time-out or too much output. Never shows the arguments. */
  runCommand(command: string, args: readonly string[], folder: string): Promise<string>;
  /** An absolute path. */
  resolvePath(folder: string, path: string): string;
  parentOf(path: string): string;
  /** With `/` as separator, for people and for the state. */
  relativePath(folder: string, path: string): string;
  isInside(folder: string, path: string): boolean;
  /** Short text for people: `no such file`, `permission denied`. */
  describeError(error: unknown): string;
}
