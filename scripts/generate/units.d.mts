// The types of units.mjs, for the tests.
export declare function listUnits(): Record<string, Readonly<Record<string, unknown>>>;
