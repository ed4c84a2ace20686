// The words for each class of drift. Pure.
import type { DriftClass } from "../core/plan.ts";

export const DRIFT_MEANINGS: Readonly<Record<DriftClass, string>> = {
  conflict: "differs from the configuration",
  vanished: "it is gone",
  replaced: "it is gone; another object has its name",
  unset: "the configuration does not set this",
  agreed: "it is now as the configuration says",
  unhealthy: "it needs attention",
  unmanaged: "nobody declares it",
  "provider-event": "the provider did it",
  unreadable: "nothing is known of it",
};

export const DRIFT_CLASSES = Object.keys(DRIFT_MEANINGS) as readonly DriftClass[];
