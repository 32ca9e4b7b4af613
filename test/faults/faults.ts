import { applicationFaults } from './applicationFaults.ts';
import { configurationFaults } from './configurationFaults.ts';
import { engineFaults } from './engineFaults.ts';
import type { Fault } from './fault.ts';
import { interruptions } from './interruptions.ts';
import { intrusionFaults } from './intrusionFaults.ts';
import { portFaults } from './portFaults.ts';

/** Everything that a private engine can be made to go through. */
export function allFaults(): readonly Fault[] {
  return [
    ...portFaults(),
    ...applicationFaults(),
    ...configurationFaults(),
    ...intrusionFaults(),
    ...engineFaults(),
    ...interruptions(),
  ];
}
