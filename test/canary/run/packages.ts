// Breaks the rule run-packages on purpose.
import "commander";
