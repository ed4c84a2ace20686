// Breaks the rule outside-src on purpose.
import "../../support/sample-state.ts";
