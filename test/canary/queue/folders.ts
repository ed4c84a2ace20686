// Breaks the rule queue-folders on purpose.
import "../../../src/cli/exit-code.ts";
