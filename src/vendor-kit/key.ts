// What an SSH key is at providers that can edit its text in place.
import type { TypeRules } from "../core/field-rule.ts";
import { NAME, PUBLIC_KEY } from "./fields.ts";

export const EDITABLE_KEY_RULES: TypeRules = {
  fields: [NAME, PUBLIC_KEY],
  onVanished: "create",
  mayRebuild: false,
  mayReplace: true,
};
