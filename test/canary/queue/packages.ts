// Breaks the rule queue-packages on purpose.
import "commander";
