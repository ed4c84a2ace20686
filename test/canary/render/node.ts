// Breaks the rule render-node on purpose.
import "node:fs";
