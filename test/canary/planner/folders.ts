// Breaks the rule planner-folders on purpose.
import "../../../src/cli/exit-code.ts";
