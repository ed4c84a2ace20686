// Breaks the rule http-packages on purpose.
import "commander";
