// Breaks the rule providers-node on purpose.
import "node:fs";
