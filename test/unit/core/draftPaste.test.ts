import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readHostPort, readPaste } from '../../../src/core/draftPaste.ts';
import { parseDraft } from '../../../src/core/mappingDraft.ts';
import { readDraft } from '../../../src/core/readDraft.ts';
import { propertyRuns, propertyTimeout } from '../propertyRuns.ts';
import { draft, runDraft } from './drafts.ts';
import { publishRules } from './publishRules.ts';
import { ruleOfText } from './stagedChanges.ts';

const before = draft({ others: ['1:1'], name: 'kept' });

describe('readPaste', () => {
  const recognised: readonly [text: string, ...rules: string[]][] = [
    ['-p 127.0.0.1:8080-8090:80-90/udp', '127.0.0.1:8080-8090:80-90/udp'],
    ['8080:80', '8080:80'],
    ['  8080:80\n', '8080:80'],
    ['[::1]:53:53/udp', '[::1]:53:53/udp'],
    ['127.0.0.1::80', '127.0.0.1::80'],
    ['"8080:80"', '8080:80'],
    ["'8080:80'", '8080:80'],
    ['- "8080:80"', '8080:80'],
    ['      - 8080:80   # web', '8080:80'],
    ['- "3000"', '3000'],
    ['ports:\n  - "8080:80"\n  # more\n  - "127.0.0.1:8443:443"', '8080:80', '127.0.0.1:8443:443'],
    ['8080:80 8443:443', '8080:80', '8443:443'],
    ['target=80,published=8080', '8080:80'],
    ['target=80,published=8080,protocol=udp', '8080:80/udp'],
    // What docker drops is what was meant.
    ['target=80,published=8080,host_ip=127.0.0.1', '127.0.0.1:8080:80'],
    ['0:80', '80'],
    ['-p8080:80 --publish=53:53/udp', '8080:80', '53:53/udp'],
    ['docker run -p 8080:80 -p 127.0.0.1:8443:443 nginx', '8080:80', '127.0.0.1:8443:443'],
    ['$ docker run -d \\\n  -p 8080:80 \\\n  nginx', '8080:80'],
    ['docker run -p 8080:80', '8080:80'],
    ['podman create --publish 8080:80 nginx', '8080:80'],
    ['config.vm.network "forwarded_port", guest: 80, host: 8080', '8080:80'],
    [
      'config.vm.network :forwarded_port, :guest => 53, "host" => 5353, protocol: "udp", host_ip: \'127.0.0.1\'',
      '127.0.0.1:5353:53/udp',
    ],
    [
      '  web.vm.network("forwarded_port", guest: 80, host: 8080, auto_correct: true) # http',
      '8080:80',
    ],
    [
      'config.vm.network "forwarded_port", guest: 80, host: 8080\nconfig.vm.network "forwarded_port", guest: 443, host: 8443, host_ip: "::1"',
      '8080:80',
      '[::1]:8443:443',
    ],
  ];
  for (const [text, ...rules] of recognised) {
    it(`recognises ${JSON.stringify(text)}`, () => {
      const pasted = readPaste(text, before);
      assert.ok(pasted);
      assert.deepEqual(readDraft(pasted.draft).rules, rules.map(ruleOfText));
      const { target, name, publishAll } = pasted.draft;
      assert.deepEqual([target, name, publishAll], ['c1', 'kept', false]);
    });
  }

  const others = [
    '',
    '80',
    '8000-8010',
    '80/udp',
    'tcp',
    '127.0.0.1',
    '::1',
    'fe80::1',
    'localhost',
    '127.0.0.1:8080',
    'web-1',
    'nginx:1.27',
    'http://localhost:8080',
    '8080:80 and more',
    '${PORT:-8080}:80',
    '-p',
    '-P',
    'docker run nginx',
    'docker run -p x nginx',
    'docker ps',
    'ports:',
    '# 8080:80',
    '- name: web',
    'config.vm.network "private_network", ip: "10.0.0.2"',
    'config.vm.network "forwarded_port", guest: 80',
    'config.vm.network "forwarded_port", guest: GUEST, host: 8080',
    'config.vm.network "forwarded_port", guest: 80, host: "8000-8010"',
    'config.vm.network "forwarded_port", guest: 80, host: 8080, host_ip: "localhost"',
  ];
  for (const text of others) {
    it(`leaves ${JSON.stringify(text)} to the field`, () => {
      assert.equal(readPaste(text, before), undefined);
    });
  }

  it('says what it recognised', () => {
    assert.equal(
      readPaste('-p 127.0.0.1:8080:80', before)?.words,
      'Rule recognised: 127.0.0.1:8080:80.',
    );
    assert.equal(
      readPaste('1:1 2:2 3:3 4:4/udp 5:5', before)?.words,
      '5 rules recognised: 1:1, 2:2, 3:3 and 2 more.',
    );
  });

  it('fills every field of a new container from a command', () => {
    const command =
      'docker run -d --name cache -P --expose 9000-9002 --expose 53/udp -p 127.0.0.1:6380:6379 redis:7 --save 60 1';
    const pasted = readPaste(command, runDraft({ others: ['1:1'], exposed: '1', name: 'x' }));
    assert.deepEqual(pasted, {
      draft: {
        target: 'image:redis:7',
        address: '127.0.0.1',
        hostPort: '6380',
        containerPort: '6379',
        protocol: 'tcp',
        others: [],
        name: 'cache',
        exposed: '53/udp 9000-9002',
        publishAll: true,
        autoCorrect: false,
      },
      words: 'Command recognised: redis:7, 127.0.0.1:6380:6379.',
    });
  });

  it('takes a command without ports for a new container', () => {
    const pasted = readPaste('docker run nginx', runDraft({ containerPort: '80' }));
    assert.deepEqual(pasted, {
      draft: { ...runDraft(), target: 'image:nginx' },
      words: 'Command recognised: nginx, no -p rule.',
    });
  });

  it('gives drafts that can be kept, however much is exposed', () => {
    const pasted = readPaste('docker run --expose 1-9999 --expose 1-9999/udp nginx', runDraft());
    assert.equal(pasted?.draft.exposed, '1-9999 1-9999/udp');
    const tooMany = Array.from({ length: 10_001 }, (_, at) => `${at + 1}:1`).join(' ');
    assert.equal(readPaste(tooMany, before), undefined);
  });

  it('reads any rules as docker does, whichever way they are written', function () {
    this.timeout(propertyTimeout);
    fc.assert(
      fc.property(publishRules, fc.constantFrom('-p ', '- '), (rules, prefix) => {
        fc.pre(rules.length > 0);
        const separator = prefix === '-p ' ? ' ' : '\n';
        const text = rules.map((rule) => `${prefix}${rule}`).join(separator);
        const pasted = readPaste(text, before);
        assert.deepEqual(pasted && readDraft(pasted.draft).rules, rules.map(ruleOfText));
      }),
      propertyRuns,
    );
  });

  it('never throws, and gives nothing but drafts', function () {
    this.timeout(propertyTimeout);
    const words = fc.constantFrom(
      ...['docker run ', '-p ', '- ', '8080', ':', '80', '"', "'", '[::1]', '=', ',', '\n', '#'],
      ...[
        'config.vm.network ',
        '"forwarded_port"',
        'guest: ',
        'host: ',
        'target=',
        '--expose ',
        '(',
        ')',
      ],
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 12 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(before, runDraft()), (pastedText, of) => {
        const pasted = readPaste(pastedText, of);
        if (pasted !== undefined) assert.deepEqual(parseDraft(pasted.draft), pasted.draft);
      }),
      propertyRuns,
    );
  });
});

describe('readHostPort', () => {
  const typed: readonly [string, ReturnType<typeof readHostPort>][] = [
    ['8081', { hostPort: '8081' }],
    [' 8000-8010 ', { hostPort: '8000-8010' }],
    ['', { hostPort: '' }],
    ['127.0.0.1:8081', { address: '127.0.0.1', hostPort: '8081' }],
    ['127.0.0.1:', { address: '127.0.0.1', hostPort: '' }],
    ['[::1]:8081', { address: '::1', hostPort: '8081' }],
    ['::1:8081', { address: '::1', hostPort: '8081' }],
    ['localhost:8081', { hostPort: 'localhost:8081' }],
    [':8081', { hostPort: ':8081' }],
  ];
  for (const [text, reading] of typed) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readHostPort(text), reading);
    });
  }
});
