const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 2000);

/** How many random cases a property tries; PROPERTY_RUNS raises it, for example to 1000000. */
export const propertyRuns = { numRuns };

/** Milliseconds for one property; generous, for a machine that others use too. */
export const propertyTimeout = Math.max(30_000, numRuns * 2);
