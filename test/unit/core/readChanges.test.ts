import assert from 'node:assert/strict';
import type { StagedChange } from '../../../src/core/change.ts';
import { readChanges } from '../../../src/core/readChanges.ts';

const container = { id: 'a'.repeat(64), name: 'web-1' };
const rule = {
  hostIp: '127.0.0.1',
  hostPorts: { start: 8081, end: 8081 },
  containerPorts: { start: 80, end: 80 },
  protocol: 'tcp',
} as const;
const owner = {
  kind: 'machine',
  name: 'db',
  uri: 'file:///srv/Vagrantfile',
  file: 'Vagrantfile',
} as const;
const was = { rules: [rule], byPublishAll: false };

const changes: readonly StagedChange[] = [
  { kind: 'add', id: '1', container, rule },
  { kind: 'replace', id: '2', container, was, rule: { ...rule, hostIp: '' } },
  { kind: 'remove', id: '3', container, was },
  { kind: 'run', id: '4', image: 'nginx', rules: [rule], exposed: ['90/tcp'], publishAll: true },
  { kind: 'declared', id: '6', owner, rule },
  { kind: 'declared', id: '7', owner, was: rule },
  { kind: 'declared', id: '8', owner, was: rule, rule, autoCorrect: true },
  { kind: 'run', id: '5', image: 'nginx', name: 'w', rules: [], exposed: [], publishAll: false },
];

describe('readChanges', () => {
  it('gives back what was stored', () => {
    assert.deepEqual(readChanges(JSON.parse(JSON.stringify(changes))), changes);
  });

  const broken: readonly [string, unknown][] = [
    ['no list', { changes }],
    ['nothing', undefined],
    ['texts', ['add', 'remove']],
    ['no id', [{ ...changes[0], id: '' }]],
    ['another kind', [{ ...changes[0], kind: 'explode' }]],
    ['no container', [{ ...changes[0], container: { id: 'a' } }]],
    ['no rule', [{ ...changes[0], rule: undefined }]],
    ['a host IP that is a name', [{ ...changes[0], rule: { ...rule, hostIp: 'localhost' } }]],
    [
      'container port 0',
      [{ ...changes[0], rule: { ...rule, containerPorts: { start: 0, end: 0 } } }],
    ],
    ['port 65536', [{ ...changes[0], rule: { ...rule, hostPorts: { start: 1, end: 65_536 } } }]],
    [
      'ranges that do not fit',
      [
        {
          ...changes[0],
          rule: { ...rule, containerPorts: { start: 1, end: 2 }, hostPorts: { start: 1, end: 3 } },
        },
      ],
    ],
    ['another protocol', [{ ...changes[0], rule: { ...rule, protocol: 'icmp' } }]],
    ['a removal of nothing', [{ ...changes[2], was: { rules: [], byPublishAll: false } }]],
    ['a change of nothing', [{ kind: 'declared', id: '6', owner }]],
    ['another owner', [{ kind: 'declared', id: '6', owner: { ...owner, kind: 'image' }, rule }]],
    [
      'an owner without a file',
      [{ kind: 'declared', id: '6', owner: { ...owner, uri: '' }, rule }],
    ],
    ['an image without a name', [{ ...changes[3], image: 7 }]],
  ];
  for (const [name, stored] of broken) {
    it(`leaves out ${name}`, () => {
      assert.deepEqual(readChanges(stored), []);
    });
  }

  it('keeps the others', () => {
    assert.deepEqual(readChanges([null, changes[0], 3]), [changes[0]]);
  });
});
