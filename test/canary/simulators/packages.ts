// Breaks the rule simulators-packages on purpose.
import "commander";
