// The other island, for the canary of the rule islands.
export const OTHER_VENDOR = true;
