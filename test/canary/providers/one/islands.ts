// Breaks the rule islands on purpose.
import "../two/other-vendor.ts";
