// Breaks the rule run-folders on purpose.
import "../../../src/cli/exit-code.ts";
