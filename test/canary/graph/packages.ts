// Breaks the rule graph-packages on purpose.
import "commander";
