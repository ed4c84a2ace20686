// Breaks the rule core-packages on purpose.
import "commander";
