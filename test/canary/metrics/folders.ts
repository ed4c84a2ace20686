// Breaks the rule metrics-folders on purpose.
import "../../../src/cli/exit-code.ts";
