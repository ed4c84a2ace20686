// Breaks the rule vendor-kit-packages on purpose.
import "commander";
