// Breaks the rule resources-node on purpose.
import "node:fs";
