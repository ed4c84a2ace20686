// Breaks the rule generated-folders on purpose.
import "../../../src/cli/exit-code.ts";
