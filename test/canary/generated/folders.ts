// Breaks the rule generated-folders on purpose.
import "../../../src/cli/version.ts";
