// Breaks the rule providers-folders on purpose.
import "../../../src/cli/exit-code.ts";
