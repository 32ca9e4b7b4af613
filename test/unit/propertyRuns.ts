const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 2000);

/** How many random cases a property tries; PROPERTY_RUNS raises it, for example to 1000000. */
export const propertyRuns = { numRuns };

/** Milliseconds for one property. */
export const propertyTimeout = Math.max(5_000, numRuns * 2);
