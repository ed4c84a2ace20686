// Breaks the rule resources-packages on purpose.
import "commander";
