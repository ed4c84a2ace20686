// One empty list for all. Data only.
/** The empty list of whatever thousands of objects have none of. */
export const NONE: readonly never[] = [];
