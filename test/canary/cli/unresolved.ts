// Breaks the rule unresolved on purpose.
import "./nowhere.ts";
