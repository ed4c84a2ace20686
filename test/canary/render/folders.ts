// Breaks the rule render-folders on purpose.
import "../../../src/cli/version.ts";
