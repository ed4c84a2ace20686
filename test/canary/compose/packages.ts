// Breaks the rule compose-packages on purpose.
import "commander";
