import assert from 'node:assert/strict';
import fc from 'fast-check';
import { previewOf } from '../../../src/core/draftPreview.ts';
import { draftOf, imageOf } from '../../../src/core/draftRules.ts';
import { ownerKey } from '../../../src/core/fileOwner.ts';
import type { MappingDraft } from '../../../src/core/mappingDraft.ts';
import { formatPublish } from '../../../src/core/portSpec.ts';
import { readDraft } from '../../../src/core/readDraft.ts';
import { propertyRuns, propertyTimeout } from '../propertyRuns.ts';
import { draft, fixed, linesOf, runDraft } from './drafts.ts';
import { publishRules } from './publishRules.ts';
import { defaultMachine, ruleOfText } from './stagedChanges.ts';

const machineTarget = ownerKey(defaultMachine);

function saidOf(part: Partial<MappingDraft>): readonly string[] {
  return linesOf(readDraft(draft(part)).messages);
}

describe('readDraft', () => {
  it('reads the fields', () => {
    const rule = ruleOfText('127.0.0.1:8081:80');
    assert.deepEqual(readDraft(draft()), { own: rule, rules: [rule], exposed: [], messages: [] });
  });

  const accepted: readonly [Partial<MappingDraft>, rule: string][] = [
    [{ hostPort: ' 8081 ', containerPort: '\t80 ', address: ' 127.0.0.1 ' }, '127.0.0.1:8081:80'],
    [{ address: '' }, '8081:80'],
    [{ address: '0.0.0.0' }, '0.0.0.0:8081:80'],
    [{ address: '[::1]' }, '[::1]:8081:80'],
    [{ address: '2001:DB8:0::1' }, '[2001:db8::1]:8081:80'],
    [{ protocol: 'UDP' }, '127.0.0.1:8081:80/udp'],
    [{ protocol: '' }, '127.0.0.1:8081:80'],
    [{ protocol: 'sctp' }, '127.0.0.1:8081:80/sctp'],
    [{ containerPort: '80/tcp' }, '127.0.0.1:8081:80'],
    [{ containerPort: '53/UDP', protocol: 'udp' }, '127.0.0.1:8081:53/udp'],
    [{ hostPort: '0080', containerPort: '+80' }, '127.0.0.1:80:80'],
    [{ hostPort: '8000-8010', containerPort: '9000-9010' }, '127.0.0.1:8000-8010:9000-9010'],
    [{ hostPort: '8000-8000' }, '127.0.0.1:8000:80'],
  ];
  for (const [part, rule] of accepted) {
    it(`reads ${JSON.stringify(part)} as -p ${rule}`, () => {
      const { own, messages } = readDraft(draft(part));
      assert.deepEqual([own, messages], [ruleOfText(rule), []]);
    });
  }

  const said: readonly [Partial<MappingDraft>, ...lines: string[]][] = [
    [{ containerPort: ' ' }, 'containerPort error: Enter a container port.'],
    [{ containerPort: '', hostPort: '' }, 'containerPort error: Enter a container port.'],
    ...['0', '65536', '80x', '-80', '8000-', '0-5', '1,2', '80:80', '８０'].map(
      (containerPort): [Partial<MappingDraft>, string] => [
        { containerPort },
        'containerPort error: Use a port from 1 to 65535, or a range such as 8000-8010.',
      ],
    ),
    [
      { hostPort: '99999' },
      'hostPort error: Use a port from 1 to 65535, or a range such as 8000-8010.',
    ],
    [
      { hostPort: '0' },
      'hostPort error: Use a port from 1 to 65535, or a range such as 8000-8010. [Let Docker pick]',
    ],
    [{ hostPort: '8010-8000' }, 'hostPort error: The range ends before it starts. [Swap]'],
    [
      { containerPort: '90-80', hostPort: '' },
      'containerPort error: The range ends before it starts. [Swap]',
    ],
    [
      { hostPort: '8000-8010', containerPort: '9000-9009' },
      'hostPort error: The host range has 11 ports and the container range has 10. Use equal ranges, or one container port. [Match container range]',
    ],
    [
      { hostPort: '65530', containerPort: '1-2001' },
      'hostPort error: The host range has 1 port and the container range has 2,001. Use equal ranges, or one container port.',
    ],
    [
      { address: 'localhost' },
      'address error: Use a literal IP address, such as 127.0.0.1. Docker takes no names here. [Use 127.0.0.1]',
    ],
    [
      { address: '127.1', hostPort: 'x' },
      'address error: Use a literal IP address, such as 127.0.0.1. Docker takes no names here. [Use 127.0.0.1]',
      'hostPort error: Use a port from 1 to 65535, or a range such as 8000-8010.',
    ],
    [{ protocol: 'http' }, 'protocol error: Use tcp, udp or sctp.'],
    [{ containerPort: '80/http' }, 'protocol error: Use tcp, udp or sctp.'],
    [
      { containerPort: '53/udp' },
      'protocol error: The container port says udp, the protocol tcp. [Use udp] [Use tcp]',
    ],
    [{ target: '' }, 'target error: Choose a container or an image.'],
    [{ target: 'image: ' }, 'target error: Choose a container or an image.'],
    [
      { hostPort: '' },
      'hostPort info: Docker picks a free host port at each start. Enter one to keep it.',
    ],
    [
      { hostPort: '8000-8010' },
      'hostPort info: Docker picks the first free port of 8000-8010 at each start. Enter one port to keep it.',
    ],
  ];
  for (const [part, ...lines] of said) {
    it(`says of ${JSON.stringify(part)}: ${lines.join(' ')}`, () => {
      assert.deepEqual(saidOf(part), lines);
    });
  }

  const repairs: readonly [Partial<MappingDraft>, label: string, Partial<MappingDraft>][] = [
    [{ hostPort: '8010-8000' }, 'Swap', { hostPort: '8000-8010' }],
    [{ containerPort: '90-80' }, 'Swap', { containerPort: '80-90' }],
    [
      { hostPort: '8000-8010', containerPort: '9000-9009' },
      'Match container range',
      { hostPort: '8000-8009', containerPort: '9000-9009' },
    ],
    [{ hostPort: '0' }, 'Let Docker pick', { hostPort: '' }],
    [{ address: 'localhost' }, 'Use 127.0.0.1', {}],
    [{ containerPort: '53/udp' }, 'Use udp', { containerPort: '53', protocol: 'udp' }],
    [{ containerPort: '53/udp' }, 'Use tcp', { containerPort: '53' }],
    [{ others: ['+53:53'] }, 'Use 53:53', { others: ['53:53'] }],
    [
      { others: ['9:9', 'target=5,published=5,host_ip=::1'] },
      'Use [::1]:5:5',
      { others: ['9:9', '[::1]:5:5'] },
    ],
    [{ others: ['x', '9:9'] }, 'Remove it', { others: ['9:9'] }],
  ];
  for (const [part, label, after] of repairs) {
    it(`repairs ${JSON.stringify(part)} by ${label}`, () => {
      const before = draft(part);
      const { messages } = readDraft(before);
      assert.deepEqual(fixed(before, messages, label), draft(after));
    });
  }
});

describe('readDraft of further rules', () => {
  it('reads them after its own', () => {
    const { own, rules, messages } = readDraft(draft({ others: ['8443:443', ' 53/udp '] }));
    assert.deepEqual(own, ruleOfText('127.0.0.1:8081:80'));
    assert.deepEqual(rules, ['127.0.0.1:8081:80', '8443:443', '53/udp'].map(ruleOfText));
    assert.deepEqual(messages, []);
  });

  it('takes host port 0 for none, and says so', () => {
    const { rules, messages } = readDraft(draft({ others: ['0:53'] }));
    assert.deepEqual(rules[1], ruleOfText('53'));
    assert.deepEqual(linesOf(messages), [
      'others warning: Host port 0 means any free port; Docker picks one at each start. Enter a port to keep it. [Use 53]',
    ]);
  });

  const said: readonly [other: string, ...lines: string[]][] = [
    ['8080:x', 'others error: Docker refuses -p 8080:x: invalid containerPort: x. [Remove it]'],
    ['', 'others error: Docker refuses -p : no port specified: <empty>. [Remove it]'],
    [
      'target=80,host_ip=127.0.0.1',
      'others error: docker run ignores host_ip=: the port would open on all interfaces. Write 127.0.0.1::80/tcp instead. [Use 127.0.0.1::80]',
    ],
    [
      '8000-8001:80',
      'others info: Docker picks the first free port of 8000-8001 at each start. Enter one port to keep it.',
    ],
    [
      '0-5:80',
      'others error: Docker does not start a container with a host range from 0. Begin the range at 1 or above.',
    ],
    [
      '::1',
      'others warning: Docker reads ::1 as container port 1 without an address. Write [::1]::PORT to bind to this address, or 1 for the port.',
    ],
    ['127.0.0.1:8081:90', 'others error: Two mappings here use host port 8081.'],
    ['8000-9000:8000-9000', 'others error: Two mappings here use host port 8081.'],
    ['8081:90/udp'],
    ['127.0.0.2:8081:90'],
    ['[::]:8081:90'],
  ];
  for (const [other, ...lines] of said) {
    it(`says of -p ${other}: ${lines.join(' ') || 'nothing'}`, () => {
      assert.deepEqual(saidOf({ others: [other] }), lines);
    });
  }

  it('refuses more ports than there can be', () => {
    const others = [2, 3, 4, 5, 6].map((last) => `127.0.0.${last}::1-65535`);
    const { rules, messages } = readDraft(draft({ others }));
    assert.deepEqual(rules, []);
    assert.deepEqual(linesOf(messages), ['others error: Use no more than 262,144 ports.']);
  });

  it('reads thousands of them at once', function () {
    this.timeout(2_000);
    const others = Array.from({ length: 10_000 }, (_, at) => `127.0.0.1:${at + 10_000}:${at + 1}`);
    const { rules, messages } = readDraft(draft({ others }));
    assert.deepEqual([rules.length, messages], [10_001, []]);
  });
});

describe('readDraft of a new container', () => {
  it('needs no port', () => {
    assert.deepEqual(readDraft(runDraft()), { rules: [], exposed: [], messages: [] });
  });

  it('needs a container port for a host port', () => {
    const { messages } = readDraft(runDraft({ hostPort: '8080' }));
    assert.deepEqual(linesOf(messages), ['containerPort error: Enter a container port.']);
  });

  it('reads what is exposed', () => {
    const { exposed } = readDraft(runDraft({ exposed: ' 80, 53/UDP\n9000-9002 80/tcp' }));
    assert.deepEqual(exposed, ['80/tcp', '53/udp', '9000/tcp', '9001/tcp', '9002/tcp']);
  });

  const faults: readonly [Partial<MappingDraft>, line: string][] = [
    [
      { exposed: '80 x' },
      "exposed error: x: invalid range format for --expose: invalid start port 'x': invalid syntax.",
    ],
    [
      { exposed: '80/http' },
      'exposed error: 80/http: use ports from 1 to 65535, and tcp, udp or sctp.',
    ],
    [{ exposed: '0' }, 'exposed error: 0: use ports from 1 to 65535, and tcp, udp or sctp.'],
    [
      { exposed: Array<string>(5).fill('1-65535').join(' ') },
      'exposed error: Use no more than 262,144 ports.',
    ],
    ...['a', '-web', 'web 1', 'wéb', 'a/b'].map((name): [Partial<MappingDraft>, string] => [
      { name },
      'name error: Use two or more letters, digits, hyphens, dots or underscores, beginning with a letter or digit.',
    ]),
  ];
  for (const [part, line] of faults) {
    it(`says of ${JSON.stringify(part)}: ${line}`, () => {
      assert.deepEqual(linesOf(readDraft(runDraft(part)).messages), [line]);
    });
  }

  it('does not look at what only a new container has in a draft for another', () => {
    assert.deepEqual(saidOf({ exposed: 'x', name: '!' }), []);
  });
});

describe('draftOf', () => {
  it('gives what readDraft reads again', function () {
    this.timeout(propertyTimeout);
    fc.assert(
      fc.property(publishRules, (rules) => {
        for (const text of rules) {
          const rule = ruleOfText(text);
          assert.deepEqual(readDraft(draftOf('c1', rule)).own, rule);
        }
      }),
      propertyRuns,
    );
  });

  it('is empty without a rule', () => {
    const { hostPort, containerPort, address, protocol } = draftOf('c1');
    assert.deepEqual([hostPort, containerPort, address, protocol], ['', '', '', 'tcp']);
  });

  it('is for an image by its name', () => {
    assert.deepEqual(['image:a/b:1', 'c1', ''].map(imageOf), ['a/b:1', undefined, undefined]);
  });
});

describe('previewOf', () => {
  const previews: readonly [MappingDraft, string][] = [
    [draft(), '-p 127.0.0.1:8081:80'],
    [draft({ hostPort: '' }), '-p 127.0.0.1::80'],
    [draft({ hostPort: '', address: '', protocol: 'udp' }), '-p 80/udp'],
    [
      draft({ others: ['[::1]:53:53/udp', '9:9'] }),
      "-p 127.0.0.1:8081:80 -p '[::1]:53:53/udp' -p 9:9",
    ],
    [draft({ hostPort: '99999' }), ''],
    [runDraft(), 'docker run -d nginx:1.27'],
    [
      runDraft({ containerPort: '80', name: ' web ', exposed: '90 53/udp', publishAll: true }),
      'docker run -d --name web -p 80 -P --expose 90 --expose 53/udp nginx:1.27',
    ],
  ];
  for (const [of, preview] of previews) {
    it(preview === '' ? 'is empty while there are errors' : preview, () => {
      assert.equal(previewOf(of), preview);
    });
  }
});

describe('readDraft of any text', function () {
  this.timeout(propertyTimeout);

  const text = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...Array.from('0189-:./=,[]tcpu ')), maxLength: 14 }),
    fc.constantFrom('', '80', '8080-8090', '65535', '0', '127.0.0.1', '[::1]', 'tcp', 'udp'),
  );
  const anyDraft: fc.Arbitrary<MappingDraft> = fc.record({
    target: fc.oneof(fc.constantFrom('c1', 'image:nginx', 'image:', machineTarget), text),
    address: text,
    hostPort: text,
    containerPort: text,
    protocol: text,
    others: fc.array(text, { maxLength: 3 }),
    name: text,
    exposed: text,
    publishAll: fc.boolean(),
    autoCorrect: fc.boolean(),
  });

  it('has a rule, or says what is wrong', () => {
    fc.assert(
      fc.property(anyDraft, (of) => {
        const { own, rules, messages } = readDraft(of);
        const isFaulty = messages.some(({ level }) => level === 'error');
        const needsOwn = imageOf(of.target) === undefined || of.containerPort.trim() !== '';
        if (!isFaulty && needsOwn) assert.deepEqual(rules[0], own);
        if (!isFaulty) {
          assert.equal(rules.length, of.others.length + (own === undefined ? 0 : 1));
          // What docker would read of the preview is what is to be staged.
          assert.deepEqual(rules.map(formatPublish).map(ruleOfText), rules);
        }
      }),
      propertyRuns,
    );
  });

  it('repairs what it offers to repair', () => {
    fc.assert(
      fc.property(anyDraft, (of) => {
        for (const message of readDraft(of).messages) {
          for (const { change } of message.fixes) {
            const after = readDraft({ ...of, ...change });
            assert.ok(
              !after.messages.some((each) => JSON.stringify(each) === JSON.stringify(message)),
            );
          }
        }
      }),
      propertyRuns,
    );
  });
});
