// Breaks the rule config-folders on purpose.
import "../../../src/cli/exit-code.ts";
