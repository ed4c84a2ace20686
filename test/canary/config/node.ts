// Breaks the rule config-node on purpose.
import "node:fs";
