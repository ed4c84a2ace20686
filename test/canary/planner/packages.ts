// Breaks the rule planner-packages on purpose.
import "commander";
