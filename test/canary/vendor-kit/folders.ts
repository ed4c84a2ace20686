// Breaks the rule vendor-kit-folders on purpose.
import "../../../src/cli/exit-code.ts";
