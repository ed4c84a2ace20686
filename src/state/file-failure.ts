// Says in people's words why a state file cannot be read or written, and what to do. Pure.
import { StateError } from "../core/errors.ts";
import { codeOf } from "./state-files.ts";

const REASONS: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOSPC: ["the disk is full", "free some space and run the same command again"],
  EDQUOT: ["your disk quota is used up", "free some space and run the same command again"],
  EACCES: ["permission denied", "give the user that runs trueup the right to write this file and its folder"],
  EPERM: ["the operation is not permitted", "is the file immutable? Use another path"],
  EROFS: ["the file system is read-only", "name a path that can be written: state: { backend: local, path: … }"],
  ENOTDIR: ["a part of the path is no folder", "check the path of the state"],
  EISDIR: ["it is a folder", "name a file: state: { backend: local, path: … }"],
  ENAMETOOLONG: ["the path is too long", "name a shorter path: state: { backend: local, path: … }"],
  ELOOP: ["its symbolic links lead in a circle", "check the path of the state"],
  EMFILE: ["too many files are open", "raise the limit (ulimit -n) and run the same command again"],
  EIO: ["the disk reports an error", "check the disk before going on"],
};

const NO_LINKS = [
  "its file system makes no hard links, so that two runs could not be kept apart",
  "name a path on another file system, or keep the state at a server (docs/state.md)",
] as const;

/** Each file system says it with a code of its own: EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, ERANGE, EMLINK. */
function isWithoutLinks(error: unknown, code: string): boolean {
  const isLink = error instanceof Error && "syscall" in error && error.syscall === "link";
  return isLink && !["ENOSPC", "EDQUOT", "EACCES", "EROFS", "EIO", "ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(code);
}

/** Anything but a failure of the file system is returned as it is. */
function describeFileFailure(error: unknown, act: "read" | "write", path: string): unknown {
  const code = codeOf(error);
  if (error instanceof StateError || !/^E[A-Z0-9]+$/.test(code)) return error;
  const found = error instanceof Error && "path" in error ? error.path : path;
  // Another path for the state, as the other hint says, would be a state that knows of nothing.
  if (code === "EISDIR" && typeof found === "string" && found !== path)
    return new StateError("unwritable", `the state cannot be read: a folder is where a file belongs: ${found}`, {
      cause: error,
      hint: "nothing was changed. Move that folder away, and run the same command again",
    });
  const known = isWithoutLinks(error, code) ? NO_LINKS : REASONS[code];
  const reason = known?.[0] ?? (error instanceof Error ? error.message : String(error));
  const verb = act === "read" ? "be read" : "be written";
  return new StateError("unwritable", `the state cannot ${verb}: ${reason}: ${path}`, {
    cause: error,
    ...(known === undefined ? {} : { hint: known[1] }),
  });
}

/** The reason alone, for files that are no state. */
export function sayFileReason(error: unknown): string {
  return REASONS[codeOf(error)]?.[0] ?? (error instanceof Error ? error.message : String(error));
}

export async function asStateFailure<T>(act: "read" | "write", path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw describeFileFailure(error, act, path);
  }
}
