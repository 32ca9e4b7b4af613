import assert from 'node:assert/strict';
import { checkDraft, type DraftFacts } from '../../../src/core/checkDraft.ts';
import { draftOf } from '../../../src/core/draftRules.ts';
import { ownerKey } from '../../../src/core/fileOwner.ts';
import type { MappingDraft } from '../../../src/core/mappingDraft.ts';
import { publishing } from './containers.ts';
import { vagrantfile } from './declaredFiles.ts';
import { linesOf } from './drafts.ts';
import { declaring, defaultMachine, ruleOfText } from './stagedChanges.ts';

const box = vagrantfile({ default: ['18080:80'], db: ['15432:5432', '16379:6379 auto'] });

function said(
  rule: string,
  of: Partial<DraftFacts> = {},
  part: Partial<MappingDraft> = {},
): readonly string[] {
  const draft = { ...draftOf(ownerKey(defaultMachine), ruleOfText(rule)), ...part };
  const facts: DraftFacts = {
    containers: [],
    changes: [],
    listeners: [],
    local: true,
    freeRange: { start: 8000, end: 8999 },
    files: [box],
    ...of,
  };
  return linesOf(checkDraft(draft, facts));
}

const listener = { port: 8080, protocol: 'tcp', hostIp: '0.0.0.0', pid: 7, program: 'nc' } as const;

describe('checkDraft of a forward', () => {
  it('finds nothing wrong with one of its own', () => {
    assert.deepEqual(said('127.0.0.1:8080:8080'), []);
  });

  it('tells who reaches one on every address', () => {
    assert.deepEqual(said('8080:8080'), [
      'address info: Other devices can reach this port. [Restrict to this host]',
    ]);
  });

  it('names the forward that has the host port, in whichever machine', () => {
    assert.deepEqual(said('127.0.0.1:18080:81'), [
      'hostPort error: 18080 is declared for default (Vagrantfile:1). [Use 18081]',
    ]);
    assert.deepEqual(said('127.0.0.1:15432:81', {}, { autoCorrect: true }), [
      'hostPort error: 15432 is declared for db (Vagrantfile:2). [Use 15433]',
    ]);
  });

  it('leaves Vagrant to move another machine away with auto_correct', () => {
    assert.deepEqual(said('127.0.0.1:16379:81'), []);
  });

  it('names a forward that is staged, and not the one that is edited', () => {
    const change = declaring({ rule: '127.0.0.1:8080:90', owner: defaultMachine, id: 'x' });
    assert.deepEqual(said('127.0.0.1:8080:81', { changes: [change] }), [
      'hostPort error: 8080 is already staged for default. [Use 8081]',
    ]);
    assert.deepEqual(
      said('127.0.0.1:8080:81', { changes: [change], edited: { changeId: 'x' } }),
      [],
    );
    const declared = { owner: defaultMachine, was: ruleOfText('18080:80') };
    assert.deepEqual(said('127.0.0.1:18080:80', { edited: { declared } }), []);
  });

  it('names the program that listens; with auto_correct that is no fault', () => {
    const listeners = [listener];
    assert.deepEqual(said('127.0.0.1:8080:80', { listeners }), [
      'hostPort error: 8080 is in use on this host by nc (pid 7). [Use 8081]',
    ]);
    assert.deepEqual(said('127.0.0.1:8080:80', { listeners }, { autoCorrect: true }), [
      'hostPort info: 8080 is in use on this host by nc (pid 7). With auto_correct Vagrant takes another. [Use 8081]',
    ]);
  });

  it('warns of UDP, which Vagrant does not look at', () => {
    const listeners = [{ ...listener, protocol: 'udp' } as const];
    assert.deepEqual(said('127.0.0.1:8080:80/udp', { listeners }, { autoCorrect: true }), [
      'hostPort warning: Vagrant does not check UDP collisions: 8080 is in use on this host by nc (pid 7). [Use 8081]',
    ]);
  });

  it('tells when the port is bound to the loopback address inside the machine', () => {
    const inside = [publishing(['127.0.0.1:8080:80'])];
    assert.deepEqual(said('127.0.0.1:8080:8080', { inside }), [
      'containerPort warning: Bound to 127.0.0.1 inside the VM, so Vagrant cannot reach it.',
    ]);
    const open = [publishing(['127.0.0.1:8080:80']), publishing(['8080:80'], { id: 'o' })];
    assert.deepEqual(said('127.0.0.1:8080:8080', { inside: open }), []);
    assert.deepEqual(said('127.0.0.1:8080:8081', { inside }), []);
  });
});
