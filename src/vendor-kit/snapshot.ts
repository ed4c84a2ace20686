// What a snapshot is at every provider that takes them of a VM: its content cannot be made again.
import type { FieldRule, TypeRules } from "../core/field-rule.ts";
import { createOnly } from "./fields.ts";

const CONTENT_IS_THEN = "a snapshot holds the disk of the moment when it was taken";

export function buildVmSnapshotRules(options: {
  readonly mayRename: boolean;
  readonly diesOnRebuild?: boolean;
}): TypeRules {
  const name: FieldRule = options.mayRename
    ? { path: "name", onChange: "update", readable: true }
    : {
        path: "name",
        onChange: "refuse",
        readable: true,
        because: "this provider cannot rename a snapshot: keep the old name, or declare another snapshot",
      };
  return {
    fields: [
      name,
      {
        path: "vm",
        onChange: "refuse",
        readable: true,
        references: "vms",
        because: `${CONTENT_IS_THEN}: it cannot belong to another VM; declare another snapshot`,
      },
      {
        path: "description",
        onChange: "warn",
        readable: true,
        because: "the description of a snapshot cannot be changed; it is left as it is",
      },
      createOnly("take"),
    ],
    onVanished: "replace-only",
    costs: [],
    belongs: { to: "vm", how: "on", diesOnRebuild: options.diesOnRebuild === true },
    mayRebuild: false,
    mayReplace: true,
  };
}
