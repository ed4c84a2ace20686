// Breaks the rule providers-folders on purpose.
import "../../../src/cli/version.ts";
