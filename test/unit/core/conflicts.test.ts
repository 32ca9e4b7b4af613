import assert from 'node:assert/strict';
import { conflictsOf, type ContainerMappings } from '../../../src/core/conflicts.ts';
import type { Container } from '../../../src/core/container.ts';
import { mappingsOf } from '../../../src/core/mapping.ts';
import { publishing, stopped } from './containers.ts';

function withMappings(container: Container): ContainerMappings {
  return { container, mappings: mappingsOf(container) };
}

function runs(...rules: string[]): ContainerMappings {
  return withMappings(publishing(rules, { id: 'holder', name: 'api-1' }));
}

function waits(...rules: string[]): ContainerMappings {
  return withMappings(stopped(publishing(rules, { id: 'waiting', name: 'web-1' })));
}

describe('conflictsOf', () => {
  const pairs: readonly [reserved: string, held: string, port: number | undefined][] = [
    ['8080:80', '8080:9000', 8080],
    ['8080:80', '8081:80', undefined],
    ['8080:80', '8080:80/udp', undefined],
    ['53:53/udp', '53:53/udp', 53],
    ['8080:80', '127.0.0.1:8080:80', 8080],
    ['127.0.0.1:8080:80', '8080:80', 8080],
    ['127.0.0.1:8080:80', '0.0.0.0:8080:80', 8080],
    ['127.0.0.1:8080:80', '127.0.0.2:8080:80', undefined],
    ['127.0.0.1:8080:80', '[::]:8080:80', undefined],
    ['[::1]:8080:80', '[::]:8080:80', 8080],
    ['0.0.0.0:8080:80', '[::]:8080:80', undefined],
    ['8080:80', '[::1]:8080:80', 8080],
    // The first port that is taken, whichever range begins earlier.
    ['8000-8010:8000-8010', '8005-8020:8005-8020', 8005],
    ['8000-8010:8000-8010', '7990-8003:7990-8003', 8000],
    ['8005:80', '8000-8010:8000-8010', 8005],
    ['8000-8010:8000-8010', '8011-8020:8011-8020', undefined],
    // The engine may still find a free one.
    ['8000-8010:80', '8000:80', undefined],
    ['80', '32768:80', undefined],
  ];

  for (const [reserved, held, hostPort] of pairs) {
    it(`-p ${reserved} ${hostPort === undefined ? 'can start beside' : 'waits for'} -p ${held}`, () => {
      const waiting = waits(reserved);
      const conflicts = conflictsOf([waiting, runs(held)]);
      const [mapping] = waiting.mappings;
      assert.ok(mapping);
      assert.deepEqual(
        conflicts,
        new Map(
          hostPort === undefined
            ? []
            : [
                [
                  mapping.id,
                  {
                    hostPort,
                    owner: { kind: 'container', containerId: 'holder', containerName: 'api-1' },
                  },
                ],
              ],
        ),
      );
    });
  }

  it('names the first port, not the first container', () => {
    const later = withMappings(publishing(['8007:80'], { id: 'later' }));
    const earlier = withMappings(publishing(['8002:80'], { id: 'earlier' }));
    const waiting = waits('8000-8010:8000-8010');
    const [conflict] = conflictsOf([later, waiting, earlier]).values();
    assert.equal(conflict?.hostPort, 8002);
    assert.ok(conflict.owner.kind === 'container');
    assert.equal(conflict.owner.containerId, 'earlier');
  });

  it('names each mapping that waits', () => {
    const waiting = waits('8080:80', '8443:443', '9000:9000');
    const conflicts = conflictsOf([waiting, runs('8080:80', '8443:443')]);
    assert.deepEqual(
      waiting.mappings.map(({ id }) => conflicts.get(id)?.hostPort),
      [8080, 8443, undefined],
    );
  });

  it('has none between two containers that are stopped', () => {
    assert.equal(conflictsOf([waits('8080:80'), waits('8080:80')]).size, 0);
  });

  it('has none between two containers that run', () => {
    assert.equal(conflictsOf([runs('127.0.0.1:80:80'), runs('127.0.0.2:80:80')]).size, 0);
  });

  it('has one for a container that the engine tries to start again', () => {
    const restarting = withMappings(
      stopped(publishing(['8080:80'], { id: 'waiting' }), 'restarting'),
    );
    assert.equal(conflictsOf([restarting, runs('8080:80')]).size, 1);
  });

  it('has none for what would have no effect', () => {
    const onHost = stopped(publishing(['8080:80'], { id: 'waiting', network: { kind: 'host' } }));
    assert.equal(conflictsOf([withMappings(onHost), runs('8080:80')]).size, 0);
  });
});
