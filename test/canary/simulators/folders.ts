// Breaks the rule simulators-folders on purpose.
import "../../../src/cli/exit-code.ts";
