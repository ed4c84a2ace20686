// Breaks the rule executor-packages on purpose.
import "commander";
