import assert from 'node:assert/strict';
import { applyChanges } from '../../../../src/adapters/docker/applyChanges.ts';
import type { EngineChange } from '../../../../src/adapters/docker/engineChange.ts';
import type { Container } from '../../../../src/core/container.ts';

function container(id: string, more: Partial<Container> = {}): Container {
  return {
    id,
    name: id,
    image: { reference: 'image', id: 'sha256:1' },
    state: 'running',
    network: { kind: 'bridge' },
    networks: [],
    links: [],
    publishAll: false,
    ports: [],
    unreadablePorts: [],
    knowledge: 'inspected',
    ...more,
  };
}

const never = (id: string): boolean => id === 'never';

/** What becomes of the container `a`, and who must be asked. */
function apply(
  before: Partial<Container>,
  changes: readonly EngineChange[],
  restarts = never,
): { readonly a: Container | undefined; readonly stale: readonly string[] } {
  const { containers, stale } = applyChanges([container('a', before)], changes, restarts);
  return { a: containers.find(({ id }) => id === 'a'), stale: [...stale] };
}

describe('applyChanges', () => {
  it('knows from the event itself that a container ended, paused, went on or has a new name', () => {
    const cases: readonly (readonly [Partial<Container>, EngineChange, Partial<Container>])[] = [
      [{}, { kind: 'died', id: 'a' }, { state: 'exited' }],
      [{}, { kind: 'paused', id: 'a' }, { state: 'paused' }],
      [{ state: 'paused' }, { kind: 'unpaused', id: 'a' }, { state: 'running' }],
      [{}, { kind: 'renamed', id: 'a', name: 'b' }, { name: 'b' }],
      [{}, { kind: 'health', id: 'a', health: 'healthy' }, { health: 'healthy' }],
      [{ state: 'exited' }, { kind: 'health', id: 'a', health: 'healthy' }, { state: 'exited' }],
    ];
    for (const [before, change, after] of cases) {
      assert.deepEqual(apply(before, [change]), { a: container('a', after), stale: [] });
    }
  });

  it('asks for what was created or started, once however often it is said', () => {
    const changes: EngineChange[] = [
      { kind: 'created', id: 'new' },
      { kind: 'networks', id: 'new' },
      { kind: 'started', id: 'new' },
      { kind: 'started', id: 'a' },
      { kind: 'started', id: 'a' },
    ];
    assert.deepEqual(apply({ state: 'exited' }, changes).stale, ['new', 'a']);
  });

  it('does not ask for what is gone, ended, or unknown', () => {
    assert.deepEqual(
      apply({ state: 'exited' }, [
        { kind: 'started', id: 'a' },
        { kind: 'died', id: 'a' },
        { kind: 'created', id: 'short' },
        { kind: 'removed', id: 'short' },
        { kind: 'paused', id: 'stranger' },
      ]).stale,
      [],
    );
    assert.deepEqual(apply({}, [{ kind: 'removed', id: 'a' }]), { a: undefined, stale: [] });
  });

  it('asks for one that ended and that the engine may start again by itself', () => {
    const { stale } = apply({}, [{ kind: 'died', id: 'a' }], (id) => id === 'a');
    assert.deepEqual(stale, ['a']);
  });

  it('asks for networks only while the container is up', () => {
    const networks: EngineChange = { kind: 'networks', id: 'a' };
    const died: EngineChange = { kind: 'died', id: 'a' };
    assert.deepEqual(apply({}, [networks]).stale, ['a']);
    assert.deepEqual(apply({ state: 'paused' }, [networks]).stale, ['a']);
    assert.deepEqual(apply({ state: 'exited' }, [networks]).stale, []);
    // In this order up to Docker 20.10, in the other since.
    assert.deepEqual(apply({}, [died, networks]).stale, []);
    assert.deepEqual(apply({}, [networks, died]).stale, []);
  });

  it('keeps every object that nothing was said about, and all when nothing changed', () => {
    const before = [container('a'), container('b', { state: 'exited' })];
    const one = applyChanges(before, [{ kind: 'paused', id: 'a' }], never);
    assert.equal(one.containers[1], before[1]);
    const same = applyChanges(before, [{ kind: 'died', id: 'b' }], never);
    assert.equal(same.containers, before);
  });
});
