// Breaks the rule vendor-kit-node on purpose.
import "node:fs";
