// Breaks the rule graph-node on purpose.
import "node:fs";
