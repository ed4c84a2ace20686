// Breaks the rule vendors-in-one-place on purpose.
import "../../../src/providers/serveroid/index.ts";
