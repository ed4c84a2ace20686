// Breaks the rule render-packages on purpose.
import "commander";
