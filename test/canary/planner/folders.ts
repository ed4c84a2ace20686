// Breaks the rule planner-folders on purpose.
import "../../../src/cli/version.ts";
