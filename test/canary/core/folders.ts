// Breaks the rule core-folders on purpose.
import "../../../src/cli/version.ts";
