import type { BareEvent } from './bareEngine.ts';

/**
 * Turns the moment at which an engine on this machine sent an event into one on the clock of
 * `performance.now`. Made anew for each measurement: the two clocks drift.
 */
export function engineMoments(): (event: BareEvent) => number {
  const offset = wallClockOffset();
  return ({ timeNano }) => timeNano / 1e6 - offset;
}

/** `Date.now` counts whole milliseconds, so it is read at the moment when it turns to the next. */
function wallClockOffset(): number {
  const start = Date.now();
  let now = start;
  while (now === start) now = Date.now();
  return now - performance.now();
}
