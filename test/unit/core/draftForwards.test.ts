import assert from 'node:assert/strict';
import { previewOf } from '../../../src/core/draftPreview.ts';
import { draftOf } from '../../../src/core/draftRules.ts';
import { ownerKey } from '../../../src/core/fileOwner.ts';
import type { MappingDraft } from '../../../src/core/mappingDraft.ts';
import { formatPublish } from '../../../src/core/portSpec.ts';
import { readDraft } from '../../../src/core/readDraft.ts';
import { fixed, linesOf } from './drafts.ts';
import { declaring, defaultMachine } from './stagedChanges.ts';

const target = ownerKey(defaultMachine);

function forward(part: Partial<MappingDraft>): MappingDraft {
  return { ...draftOf(target), hostPort: '8080', containerPort: '80', ...part };
}

describe('readDraft of a forward', () => {
  const rules: readonly [Partial<MappingDraft>, string][] = [
    [{}, '8080:80/tcp'],
    [{ address: '127.0.0.1', protocol: 'udp' }, '127.0.0.1:8080:80/udp'],
    [{ hostPort: '8000-8010', containerPort: '9000-9010' }, '8000-8010:9000-9010/tcp'],
    // Of a range the first host port is enough.
    [{ hostPort: '8000', containerPort: '9000-9010' }, '8000-8010:9000-9010/tcp'],
  ];
  for (const [part, rule] of rules) {
    it(`reads ${JSON.stringify(part)} as ${rule}`, () => {
      const { own, messages } = readDraft(forward(part));
      assert.equal(own && formatPublish(own), rule);
      assert.deepEqual(messages, []);
    });
  }

  const faults: readonly [Partial<MappingDraft>, string][] = [
    [{ hostPort: '' }, 'hostPort error: Enter a host port; Vagrant picks none. [Use 80]'],
    [
      { hostPort: '', containerPort: '80-82' },
      'hostPort error: Enter a host port; Vagrant picks none. [Use 80-82]',
    ],
    [{ protocol: 'sctp' }, 'protocol error: Vagrant forwards only TCP and UDP. [Use tcp]'],
    [
      { hostPort: '8000-8010' },
      'hostPort error: The host range has 11 ports and the guest range has 1. Use equal ranges. [Use 8000]',
    ],
    [
      { hostPort: '65530', containerPort: '1-10' },
      'hostPort error: The host range has 1 port and the guest range has 10. Use equal ranges.',
    ],
    [{ others: ['81'] }, 'others error: Enter a host port; Vagrant picks none.'],
    [{ others: ['81:81/sctp'] }, 'others error: Vagrant forwards only TCP and UDP.'],
    [
      { hostPort: '2222', containerPort: '22' },
      'hostPort warning: Vagrant uses 2222 for SSH of the first machine. [Use 2223]',
    ],
    [
      { hostPort: '2220-2230', containerPort: '1-11' },
      'hostPort warning: Vagrant uses 2222 for SSH of the first machine.',
    ],
    [
      { hostPort: '8000-8050', containerPort: '8000-8050' },
      'containerPort warning: 51 ports: Vagrant sets up each one; this can take minutes.',
    ],
  ];
  for (const [part, line] of faults) {
    it(`says of ${JSON.stringify(part)}: ${line}`, () => {
      assert.deepEqual(linesOf(readDraft(forward(part)).messages), [line]);
    });
  }

  it('has nothing to say of UDP port 2222, which SSH does not use', () => {
    const draft = forward({ hostPort: '2222', containerPort: '22', protocol: 'udp' });
    assert.deepEqual(readDraft(draft).messages, []);
  });

  it('has nothing to say once the range is taken that it offers', () => {
    const draft = forward({ hostPort: '8000-8010' });
    const better = fixed(draft, readDraft(draft).messages, 'Use 8000');
    assert.deepEqual(readDraft(better).messages, []);
  });
});

describe('previewOf what a file is to say', () => {
  const ruby: readonly [Partial<MappingDraft>, string][] = [
    [{}, 'config.vm.network "forwarded_port", guest: 80, host: 8080'],
    [
      { address: '127.0.0.1', protocol: 'udp', autoCorrect: true },
      'config.vm.network "forwarded_port", guest: 80, host: 8080, host_ip: "127.0.0.1", protocol: "udp", auto_correct: true',
    ],
    [
      { hostPort: '49000-49900', containerPort: '49000-49900' },
      '(49000..49900).each do |port|\n  config.vm.network "forwarded_port", guest: port, host: port\nend',
    ],
    [
      { others: ['9000:90'] },
      'config.vm.network "forwarded_port", guest: 80, host: 8080\nconfig.vm.network "forwarded_port", guest: 90, host: 9000',
    ],
    [{ hostPort: '' }, ''],
  ];
  for (const [part, text] of ruby) {
    it(`is the Ruby of ${JSON.stringify(part)}`, () => {
      assert.equal(previewOf(forward(part)), text);
    });
  }

  it('is the entries of a service', () => {
    const service = ownerKey(declaring({ rule: '1:1' }).owner);
    const draft = forward({
      target: service,
      address: '127.0.0.1',
      others: ['8000-8010:80-90/udp'],
    });
    assert.equal(previewOf(draft), '- "127.0.0.1:8080:80"\n- "8000-8010:80-90/udp"');
  });
});
