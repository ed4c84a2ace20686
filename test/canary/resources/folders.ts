// Breaks the rule resources-folders on purpose.
import "../../../src/cli/exit-code.ts";
