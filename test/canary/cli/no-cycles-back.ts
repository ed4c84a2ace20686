// The way back, for the canary of the rule no-cycles.
import "./no-cycles.ts";
