import type { FaultElsewhere } from './fault.ts';

/** What can go wrong on engines and machines that the private engine is not. */
export const faultsElsewhere: readonly FaultElsewhere[] = [
  {
    number: 32,
    what: 'an image of another platform, in the image store of containerd',
    notProducible: 'needs an engine 23 or later with that store, and its emulator',
  },
  {
    number: 33,
    what: 'Docker Desktop: "Ports are not available"',
    notProducible: 'needs macOS or Windows; the words are tested with the port probe',
  },
  {
    number: 33,
    what: 'Podman',
    notProducible: 'needs Podman; its refusal is tested without one',
  },
  {
    number: 33,
    what: 'an engine without root, and a port below 1024',
    notProducible: 'needs a user with subordinate ids; the private engine is root’s',
  },
  { number: 33, what: 'containers of Windows', notProducible: 'needs Windows' },
  {
    number: 39,
    what: 'a container with a GPU, where the driver is gone',
    notProducible: 'without a GPU the original does not run either',
  },
];
