// Breaks the rule graph-folders on purpose.
import "../../../src/cli/version.ts";
