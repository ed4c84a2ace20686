// Breaks the rule metrics-packages on purpose.
import "commander";
