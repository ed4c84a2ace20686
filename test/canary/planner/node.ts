// Breaks the rule planner-node on purpose.
import "node:fs";
