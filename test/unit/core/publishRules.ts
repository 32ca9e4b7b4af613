import fc from 'fast-check';
import { formatPublish, type PublishRule } from '../../../src/core/portSpec.ts';

const hostIp = fc.constantFrom('', '0.0.0.0', '::', '127.0.0.1', '::1', '192.168.1.9', 'fe80::1');
const protocol = fc.constantFrom('tcp' as const, 'udp' as const, 'sctp' as const);

/** Ports close to each other, so that rules meet and touch. */
const nearbyRange = (start: number) =>
  fc
    .record({ offset: fc.nat(6), more: fc.nat(4) })
    .map(({ offset, more }) => ({ start: start + offset, end: start + offset + more }));

const rule: fc.Arbitrary<PublishRule> = fc
  .record({
    hostIp,
    protocol,
    containerPorts: nearbyRange(80),
    hostStart: fc.integer({ min: 8080, max: 8090 }),
    kind: fc.constantFrom('pairwise', 'dynamic', 'chosen'),
    choices: nearbyRange(8000),
  })
  .map(({ kind, containerPorts, hostStart, choices, ...common }) => {
    const { start, end } = containerPorts;
    switch (kind) {
      case 'dynamic':
        return { ...common, containerPorts };
      case 'chosen':
        return { ...common, containerPorts: { start, end: start }, hostPorts: choices };
      case 'pairwise':
        return {
          ...common,
          containerPorts,
          hostPorts: { start: hostStart, end: hostStart + end - start },
        };
    }
  });

/** Values of `-p` as a user could give them to one container, some of them on the same ports. */
export const publishRules: fc.Arbitrary<readonly string[]> = fc.array(rule.map(formatPublish), {
  maxLength: 6,
});
