import assert from 'node:assert/strict';
import {
  changeWords,
  stagedWords,
  ruleWords,
  stagedCount,
  stagedPlaces,
} from '../../../src/core/describeChange.ts';
import { container, portWith, publishAllBinding, publishing } from './containers.ts';
import { adding, declaring, removing, replacing, ruleOfText, running } from './stagedChanges.ts';

const web = publishing(['8080:80', '0.0.0.0:8443:443', '[::]:8443:443']);

describe('ruleWords', () => {
  const words: readonly [rule: string, words: string][] = [
    ['127.0.0.1:8081:80', '8081 → 80/tcp on this host only'],
    ['8081:80', '8081 → 80/tcp on all interfaces'],
    ['[fe80::1]:53:53/udp', '53 → 53/udp on fe80::1'],
    ['[::1]::80', 'dynamic → 80/tcp on this host only'],
    ['8000-8010:80', 'one of 8000-8010 → 80/tcp on all interfaces'],
    ['8000-8010:9000-9010', '8000-8010 → 9000-9010/tcp on all interfaces'],
    ['0:80', 'dynamic → 80/tcp on all interfaces'],
  ];
  for (const [rule, text] of words) {
    it(`says of -p ${rule}: ${text}`, () => {
      assert.equal(ruleWords(ruleOfText(rule)), text);
    });
  }
});

describe('stagedWords', () => {
  it('says what is added', () => {
    assert.equal(
      stagedWords(adding(web, '127.0.0.1:8081:80')),
      'add 8081 → 80/tcp on this host only',
    );
  });

  it('says what is removed', () => {
    assert.equal(stagedWords(removing(web, '8080')), 'remove 8080 → 80/tcp on all interfaces');
  });

  it('says what becomes what, two rules for both families as the one mapping they are', () => {
    assert.equal(
      stagedWords(replacing(web, '8443', '127.0.0.1:8443:443')),
      'change 8443 → 443/tcp on all interfaces to 8443 → 443/tcp on this host only',
    );
  });

  it('says that a port of -P is removed', () => {
    const all = container({
      publishAll: true,
      ports: [portWith('80/tcp', [publishAllBinding(32_768)], 'image')],
    });
    assert.equal(stagedWords(removing(all, '32768')), 'remove dynamic → 80/tcp on all interfaces');
  });
});

describe('changeWords', () => {
  it('names the container', () => {
    assert.equal(changeWords(adding(web, '8081:80')), 'web-1: add 8081 → 80/tcp on all interfaces');
  });

  const runs: readonly [Parameters<typeof running>[0], string][] = [
    [{}, 'run nginx:1.27'],
    [{ name: 'web' }, 'run nginx:1.27 as web'],
    [
      { rules: ['127.0.0.1:8081:80', '53:53/udp'].map(ruleOfText) },
      'run nginx:1.27: 8081 → 80/tcp, 53 → 53/udp',
    ],
    [{ publishAll: true }, 'run nginx:1.27: every exposed port on a dynamic one'],
  ];
  for (const [part, words] of runs) {
    it(`says: ${words}`, () => {
      assert.equal(changeWords(running(part)), words);
    });
  }
});

describe('a change of a file', () => {
  const added = declaring({ rule: '127.0.0.1:8081:80' });
  const changes: readonly [Parameters<typeof declaring>[0], string][] = [
    [{ rule: '127.0.0.1:8081:80' }, 'add 8081 → 80/tcp on this host only'],
    [{ was: '8080:80' }, 'remove 8080 → 80/tcp on all interfaces'],
    [
      { was: '8080:80', rule: '8081:80' },
      'change 8080 → 80/tcp on all interfaces to 8081 → 80/tcp on all interfaces',
    ],
  ];
  for (const [part, words] of changes) {
    it(`is said as: ${words}`, () => {
      assert.equal(stagedWords(declaring(part)), words);
      assert.equal(changeWords(declaring(part)), `compose.yaml, web: ${words}`);
    });
  }

  it('counts files and containers apart', () => {
    assert.equal(stagedPlaces([added, declaring({ was: '1:1' })]), '1 file');
    assert.equal(stagedPlaces([added, adding(web, '8081:80')]), '1 container and 1 file');
    assert.equal(stagedPlaces([adding(web, '8081:80'), running()]), '2 containers');
  });
});

describe('stagedCount', () => {
  it('counts', () => {
    assert.equal(stagedCount([running()]), '1 staged change');
    assert.equal(stagedCount([running(), adding(web, '8081:80')]), '2 staged changes');
  });
});
