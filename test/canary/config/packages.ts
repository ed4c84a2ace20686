// Breaks the rule config-packages on purpose.
import "commander";
