// Breaks the rule core-node on purpose.
import "node:fs";
