// Breaks the rule http-folders on purpose.
import "../../../src/cli/exit-code.ts";
