// Breaks the rule executor-folders on purpose.
import "../../../src/cli/exit-code.ts";
