// Breaks the rule state-packages on purpose.
import "commander";
