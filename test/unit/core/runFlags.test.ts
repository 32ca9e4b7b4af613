import assert from 'node:assert/strict';
import { runFlagsOf } from '../../../src/core/runFlags.ts';
import { readVectors } from '../vectors.ts';

interface FlagVector {
  readonly name: string;
  readonly shorthand: string | null;
  readonly takesValue: boolean;
  readonly create: boolean;
}

const vectors = readVectors('docker-run-flags.json') as readonly FlagVector[];

describe('flags of docker run', () => {
  for (const command of ['run', 'create'] as const) {
    it(`are those of docker ${command}`, () => {
      const known = vectors.filter(({ create }) => command === 'run' || create);
      const { byName, byShorthand } = runFlagsOf('docker', command);
      const expected = known.map(({ name, shorthand, takesValue }) => [
        name,
        shorthand,
        takesValue,
      ]);
      const found = [...byName.values()].map((flag) => [
        flag.name,
        flag.shorthand ?? null,
        flag.takesValue,
      ]);
      assert.deepEqual(found.sort(), expected.sort());
      const shorthands = known.flatMap(({ shorthand }) => shorthand ?? []);
      assert.deepEqual([...byShorthand.keys()].sort(), shorthands.sort());
    });
  }

  it('are 107', () => {
    assert.equal(vectors.length, 107);
  });

  it('of podman come on top, each once', () => {
    const docker = runFlagsOf('docker', 'run').byName;
    const podman = runFlagsOf('podman', 'run').byName;
    assert.equal(podman.get('replace')?.takesValue, false);
    assert.equal(podman.get('pod')?.takesValue, true);
    const own = [...podman.values()].filter(({ name }) => !docker.has(name));
    for (const flag of docker.values()) assert.deepEqual(podman.get(flag.name), flag);
    assert.equal(own.length, 63);
  });
});
