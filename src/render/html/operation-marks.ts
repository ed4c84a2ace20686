// How operations are named in the picture and in the order. Data only.
import { isDeletion, type OperationAction } from "../../core/step.ts";

const SIGNS: Readonly<Record<OperationAction, string>> = {
  create: "+",
  update: "~",
  rebuild: "-/+",
  delete: "-",
  "delete-deposed": "-",
  act: "!",
  check: "=",
};

export function signOf(action: OperationAction): string {
  return SIGNS[action];
}

/** The class of its colour. */
export function hueOf(action: OperationAction): string {
  if (isDeletion({ action })) return "delete";
  return action;
}

export function wordOf(action: OperationAction): string {
  return action === "delete-deposed" ? "delete the one left over" : action;
}
