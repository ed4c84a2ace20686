// Breaks the rule providers-packages on purpose.
import "commander";
