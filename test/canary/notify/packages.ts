// Breaks the rule notify-packages on purpose.
import "commander";
