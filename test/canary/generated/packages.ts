// Breaks the rule generated-packages on purpose.
import "commander";
