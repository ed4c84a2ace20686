// Breaks the rule graph-folders on purpose.
import "../../../src/cli/exit-code.ts";
