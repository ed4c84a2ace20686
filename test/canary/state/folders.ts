// Breaks the rule state-folders on purpose.
import "../../../src/cli/exit-code.ts";
