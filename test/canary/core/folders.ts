// Breaks the rule core-folders on purpose.
import "../../../src/cli/exit-code.ts";
