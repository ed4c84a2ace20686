// Breaks the rule compose-folders on purpose.
import "../../../src/cli/exit-code.ts";
