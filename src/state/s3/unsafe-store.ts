// The error for a store that does not keep what a state is built on.
import { StateError } from "../../core/errors.ts";

export function unsafeStore(label: string, why: string): StateError {
  return new StateError("unsafe-store", `${label} cannot hold a state: ${why}`, {
    hint: "two runs could each believe that they hold the lock, so nothing is done here. docs/state.md lists stores and settings that were tried; a bucket without versions may do where one with versions does not",
  });
}
