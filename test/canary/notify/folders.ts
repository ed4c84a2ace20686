// Breaks the rule notify-folders on purpose.
import "../../../src/cli/exit-code.ts";
