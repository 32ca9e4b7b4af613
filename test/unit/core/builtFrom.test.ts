import assert from 'node:assert/strict';
import { containersBuiltFrom } from '../../../src/core/builtFrom.ts';
import { container, exposedPort, publishedPorts } from './containers.ts';

const dockerfile = { exposed: ['80/tcp', '443/tcp'], folder: '/srv/shop/web' };
const port80 = [{ range: { start: 80, end: 80 }, protocol: 'tcp' }] as const;

function found(...of: Parameters<typeof container>[0][]): string[] {
  const containers = of.map((part, index) => container({ id: String(index), ...part }));
  return containersBuiltFrom(dockerfile, port80, containers).map(
    (built) => `${built.container.id} ${built.certainty}`,
  );
}

function fromCompose(workingDirectory: string): Parameters<typeof container>[0] {
  return {
    ports: [exposedPort('80/tcp'), exposedPort('443/tcp'), exposedPort('9000/tcp')],
    compose: { project: 'shop', service: 'web', files: [], workingDirectory },
  };
}

describe('containersBuiltFrom', () => {
  it('finds an image that exposes exactly the same, likely', () => {
    const ports = [exposedPort('80/tcp'), exposedPort('443/tcp')];
    assert.deepEqual(found({ ports }), ['0 likely']);
  });

  it('does not count what only -p or --expose added', () => {
    const ports = [
      exposedPort('80/tcp'),
      exposedPort('443/tcp'),
      exposedPort('9000/tcp', 'operator'),
      ...publishedPorts('5000:5000'),
    ];
    assert.deepEqual(found({ ports }), ['0 likely']);
  });

  it('finds an image that exposes the port among others, possible, and after the likely ones', () => {
    const many = [exposedPort('80/tcp'), exposedPort('8080/tcp')];
    const same = [exposedPort('80/tcp'), exposedPort('443/tcp')];
    assert.deepEqual(found({ ports: many }, { ports: same }), ['1 likely', '0 possible']);
  });

  it('finds nothing that exposes another port, or the port by another protocol', () => {
    assert.deepEqual(
      found({ ports: [exposedPort('8080/tcp')] }, { ports: [exposedPort('80/udp')] }, {}),
      [],
    );
  });

  it('trusts a Compose file in the folder of the Dockerfile or above', () => {
    assert.deepEqual(found(fromCompose('/srv/shop/web'), fromCompose('/srv/shop/')), [
      '0 likely',
      '1 likely',
    ]);
    assert.deepEqual(found(fromCompose('/srv/shop/we'), fromCompose('/srv/other')), [
      '0 possible',
      '1 possible',
    ]);
  });

  it('trusts no Compose file for an image that exposes less than the Dockerfile', () => {
    const other = { ...fromCompose('/srv/shop'), ports: [exposedPort('80/tcp')] };
    assert.deepEqual(found(other), ['0 possible']);
  });

  it('counts an image that could not be inspected', () => {
    assert.deepEqual(found({ ports: [exposedPort('80/tcp', 'unknown')] }), ['0 possible']);
  });

  it('looks for any port of a range', () => {
    const containers = [container({ ports: [exposedPort('7002/tcp')] })];
    const range = [{ range: { start: 7000, end: 7003 }, protocol: 'tcp' }] as const;
    assert.equal(containersBuiltFrom(dockerfile, range, containers).length, 1);
  });
});
