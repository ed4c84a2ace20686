// Breaks the rule generated-node on purpose.
import "node:fs";
