// Breaks the rule no-cycles on purpose, with the file beside it.
import "./no-cycles-back.ts";
