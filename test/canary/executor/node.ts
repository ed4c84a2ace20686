// Breaks the rule executor-node on purpose.
import "node:fs";
