// Breaks the rule shipped-packages on purpose.
import "vitest";
