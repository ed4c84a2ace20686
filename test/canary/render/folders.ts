// Breaks the rule render-folders on purpose.
import "../../../src/cli/exit-code.ts";
