// Breaks the rule state-folders on purpose.
import "../../../src/cli/version.ts";
