import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PortRange } from '../../../src/core/portRange.ts';
import {
  bindingsOf,
  formatPublish,
  parseExpose,
  parsePublish,
  parseShortPublish,
  type PortBinding,
  type PublishRule,
} from '../../../src/core/portSpec.ts';
import { propertyRuns, propertyTimeout } from '../propertyRuns.ts';
import { readVectors } from '../vectors.ts';

interface PublishVector {
  readonly spec: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly bindings: readonly BindingVector[];
  readonly latest?: Pick<PublishVector, 'ok' | 'error'> & Partial<PublishVector>;
}

interface BindingVector {
  readonly containerPort: number;
  readonly proto: string;
  readonly hostIp: string;
  readonly hostPort: string;
}

interface ExposeVector {
  readonly spec: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly exposed?: readonly string[];
  readonly latest?: Omit<ExposeVector, 'spec' | 'latest'>;
}

const publishVectors = readVectors('publish.json') as readonly PublishVector[];
const exposeVectors = readVectors('expose-flag.json') as readonly ExposeVector[];

const toVector = ({ containerPort, protocol, hostIp, hostPort }: PortBinding): BindingVector => ({
  containerPort,
  proto: protocol,
  hostIp,
  hostPort,
});

function ruleOf(text: string): PublishRule {
  const parsed = parsePublish(text);
  assert.ok(parsed.ok, `${text}: ${parsed.ok ? '' : parsed.message}`);
  return parsed.value;
}

describe('parsePublish against docker', () => {
  it('has all vectors', () => {
    assert.equal(publishVectors.length, 214);
  });

  for (const vector of publishVectors) {
    const { ok, error, bindings = [] } = vector.latest ?? vector;
    it(JSON.stringify(vector.spec), () => {
      const parsed = parsePublish(vector.spec);
      if (parsed.ok) {
        assert.ok(ok, `docker says: ${error ?? ''}`);
        assert.deepEqual(bindingsOf(parsed.value).map(toVector), bindings);
      } else {
        assert.deepEqual({ ok: false, error: parsed.message }, { ok, error });
      }
    });
  }
});

describe('parsePublish beyond the vectors', () => {
  const cases: readonly (readonly [text: string, result: string])[] = [
    ['8080:80/', '8080:80/tcp'],
    ['0--0:80', '0:80/tcp'],
    ['+8000-+8002:9000-9002', '8000-8002:9000-9002/tcp'],
    ['0-65535:0-65535/udp', '0-65535:0-65535/udp'],
    ['[]::80', '80/tcp'],
    ['[::FFFF:7f00:1]:80:80', '[::ffff:127.0.0.1]:80:80/tcp'],
    ['1:2:3:4:5:6:7:8:80:80', '[1:2:3:4:5:6:7:8]:80:80/tcp'],
    ['target=80,published=[::1]:8080', '[::1]:8080:80/tcp'],
    ['target=80,target=81,published=', '81/tcp'],
    ['target=80,protocol=UDP,protocol=', '80/tcp'],
    ['target=127.0.0.1:8080:80', 'invalid IP address: :127.0.0.1'],
    ['target=1:80,published=127.0.0.1', '127.0.0.1:1:80/tcp'],
    ['=80', "invalid publish opts format (should be name=value but got '=80')"],
    ['target=80,', "invalid publish opts format (should be name=value but got '')"],
    ['target=80,published=8080,', "invalid publish opts format (should be name=value but got '')"],
    ['80/İSTANBUL', 'invalid proto: istanbul'],
    ['tcp/80', 'invalid proto: 80'],
    ['a:b:c/tcp/x', 'invalid proto: tcp/x'],
    ['a:b:c', 'invalid IP address: a'],
    ['[::1]]:80:80', 'invalid IP address [::1]]: address [::1]]:: missing port in address'],
    ['[[::1]:80:80', "invalid IP address [[::1]: address [[::1]:: unexpected '[' in address"],
    ['[::1]:2:80:80', 'invalid IP address [::1]:2: address [::1]:2:: too many colons in address'],
    ['::1:8080', 'invalid IP address: :'],
    ['80-80-80', 'invalid containerPort: 80-80-80'],
    ['1-2:3-4-5', 'invalid containerPort: 3-4-5'],
    ['+:80', 'invalid hostPort: +'],
    ['--1:80', 'invalid hostPort: --1'],
    ['80:99999999999999999999999', 'invalid containerPort: 99999999999999999999999'],
  ];
  for (const [text, result] of cases) {
    it(text, () => {
      const parsed = parsePublish(text);
      assert.equal(parsed.ok ? formatPublish(parsed.value) : parsed.message, result);
    });
  }
});

describe('parseShortPublish', () => {
  it('knows no long form', () => {
    const text = 'target=80,published=8080';
    assert.deepEqual(parseShortPublish(text), {
      ok: false,
      message: `invalid containerPort: ${text}`,
      start: 0,
      end: text.length,
    });
  });

  it('reads the short form as parsePublish does', () => {
    assert.deepEqual(parseShortPublish('[::1]:8080:80/udp'), parsePublish('[::1]:8080:80/udp'));
  });
});

describe('where parsePublish sees the fault', () => {
  /** The fault stands between the two bars. */
  const cases = [
    '||',
    '|abc|',
    '|abc|:80',
    '8080:|abc|',
    '8080:|65536|/tcp',
    '8080:||',
    '127.0.0.1:8080:||/tcp',
    '8080:80/|xyz|',
    '80/|tcp/udp|',
    '|localhost|:8080:80',
    '|[:|:1]:80',
    '|[::1]/128|:80:80',
    '127.0.0.1:|8000:9000-9002|',
    '127.0.0.1:|8002-8000|:80',
    'target=80,published=|abc|',
    'published=8080,target=|abc|',
    'target=80,published=8080,protocol=|xyz|',
    'target=80/|udp|,published=8080',
    'target=||,published=8080',
    '|published=8080|',
    'target=80,published=|localhost|:8080',
    'target=|9000-9001,published=8000|',
    'target=80,|published|',
    'target=80,||',
    '|8080:80|,protocol=udp',
  ];
  for (const marked of cases) {
    it(marked, () => {
      const text = marked.replaceAll('|', '');
      const parsed = parsePublish(text);
      assert.ok(!parsed.ok);
      const { start, end } = parsed;
      const found = `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`;
      assert.equal(found, marked);
    });
  }
});

describe('bindingsOf', () => {
  it('expands 65,536 ports in order', () => {
    const bindings = bindingsOf(ruleOf('0-65535:0-65535'));
    assert.equal(bindings.length, 65_536);
    assert.deepEqual(bindings.at(-1), {
      hostIp: '',
      hostPort: '65535',
      containerPort: 65_535,
      protocol: 'tcp',
    });
  });

  it('is what docker is asked for, from a rule that no text gave', () => {
    const rule: PublishRule = {
      hostIp: '127.0.0.1',
      hostPorts: { start: 8000, end: 8010 },
      containerPorts: { start: 80, end: 80 },
      protocol: 'sctp',
    };
    assert.deepEqual(bindingsOf(rule), [
      { hostIp: '127.0.0.1', hostPort: '8000-8010', containerPort: 80, protocol: 'sctp' },
    ]);
  });
});

describe('parseExpose against docker', () => {
  it('has all vectors', () => {
    assert.equal(exposeVectors.length, 37);
  });

  for (const vector of exposeVectors) {
    const { ok, error, exposed } = vector.latest ?? vector;
    it(JSON.stringify(vector.spec), () => {
      const parsed = parseExpose(vector.spec);
      const found = parsed.ok
        ? { ok: true, exposed: parsed.value }
        : { ok: false, error: parsed.message };
      assert.deepEqual(found, ok ? { ok, exposed } : { ok, error });
    });
  }
});

describe('parseExpose beyond the vectors', () => {
  const prefix = 'invalid range format for --expose:';
  const cases: readonly (readonly [text: string, result: string])[] = [
    ['', `${prefix} invalid port range: value is empty`],
    ['-', `${prefix} invalid start port '': value is empty`],
    ['99999x', `${prefix} invalid start port '99999x': value out of range`],
    ['9999x', `${prefix} invalid start port '9999x': invalid syntax`],
    ['000000080-81/', '80/tcp 81/tcp'],
    ['82-80/tcp', `${prefix} invalid port range: 82-80/tcp`],
    ['80-+81', `${prefix} invalid end port '+81': invalid syntax`],
    ['80-81-82', `${prefix} invalid end port '81-82': invalid syntax`],
    ['80/ΑΣ', '80/ασ'],
  ];
  for (const [text, result] of cases) {
    it(JSON.stringify(text), () => {
      const parsed = parseExpose(text);
      assert.equal(parsed.ok ? parsed.value.join(' ') : parsed.message, result);
    });
  }
});

describe('where parseExpose sees the fault', () => {
  const cases = ['||', '|abc|', '|abc|-81/tcp', '80-|abc|/tcp', '80-||', '|82-80|/tcp', '||/tcp'];
  for (const marked of cases) {
    it(marked, () => {
      const text = marked.replaceAll('|', '');
      const parsed = parseExpose(text);
      assert.ok(!parsed.ok);
      const { start, end } = parsed;
      const found = `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`;
      assert.equal(found, marked);
    });
  }
});

const port = fc.integer({ min: 0, max: 65_535 });
const shortRange = fc
  .tuple(port, fc.integer({ min: 1, max: 20 }))
  .map(([start, count]): PortRange => ({ start, end: Math.min(start + count - 1, 65_535) }));
const hostIp = fc.oneof(fc.constant(''), fc.ipV4(), fc.ipV6().map(normalised));
const protocol = fc.constantFrom('tcp', 'udp', 'sctp');

function normalised(address: string): string {
  return ruleOf(`[${address}]::1`).hostIp;
}

/** Rules whose host side is missing, of the same size, or a choice for one port. */
const rule: fc.Arbitrary<PublishRule> = fc.oneof(
  fc.record({ hostIp, containerPorts: shortRange, protocol }),
  fc
    .tuple(hostIp, shortRange, port, protocol)
    .map(([ip, containerPorts, start, proto]): PublishRule => {
      const span = containerPorts.end - containerPorts.start;
      const first = Math.min(start, 65_535 - span);
      const hostPorts = { start: first, end: first + span };
      return { hostIp: ip, hostPorts, containerPorts, protocol: proto };
    }),
  fc
    .tuple(hostIp, port, shortRange, protocol)
    .map(([ip, single, hostPorts, proto]): PublishRule => ({
      hostIp: ip,
      hostPorts,
      containerPorts: { start: single, end: single },
      protocol: proto,
    })),
);

/** Text made of what rules are made of, and any text at all. */
const grammarPart = fc.constantFrom(
  ...['80', '8080', '65535', '65536', '0', '-', '+', ':', '::', '/', '[', ']', '.', ',', '='],
  ...['127.0.0.1', '[::1]', 'fe80::1', 'tcp', 'UDP', 'sctp', 'target=', 'published=', 'protocol='],
  ...['host_ip=', ' ', '\u0000', '\uD800', '\uDC00', 'é', '٣'],
);
const anyText = fc.oneof(
  fc.array(grammarPart, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

describe('the -p grammar, at random', () => {
  it('parses a formatted rule back to the same bindings', () => {
    fc.assert(
      fc.property(rule, (original) => {
        const text = formatPublish(original);
        assert.deepEqual(bindingsOf(ruleOf(text)), bindingsOf(original), text);
      }),
      propertyRuns,
    );
  }).timeout(propertyTimeout);

  it('formats what it parsed to a text with the same bindings', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parsePublish(text);
        if (!parsed.ok) return;
        const formatted = formatPublish(parsed.value);
        assert.deepEqual(bindingsOf(ruleOf(formatted)), bindingsOf(parsed.value));
      }),
      propertyRuns,
    );
  }).timeout(propertyTimeout);

  it('never throws, and a fault stands inside the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const parsed of [parsePublish(text), parseExpose(text)]) {
          if (parsed.ok) continue;
          assert.ok(0 <= parsed.start && parsed.start <= parsed.end, text);
          assert.ok(parsed.end <= text.length, text);
        }
      }),
      propertyRuns,
    );
  }).timeout(propertyTimeout);
});

describe('the -p grammar, at length', () => {
  const million = 1_000_000;
  for (const part of [
    '8',
    '0',
    ':',
    '-',
    '+',
    '/',
    '[',
    ']',
    '.',
    '=',
    ',',
    'a=,',
    '\uD800',
    '٣',
  ]) {
    it(`reads ${million} characters of ${JSON.stringify(part)} in linear time`, () => {
      const text = part.repeat(million / part.length);
      for (const whole of [text, `8080:80/${text}`, `[${text}]:80:80`, `target=80,${text}`]) {
        assert.doesNotThrow(() => [parsePublish(whole), parseExpose(whole)]);
      }
    }).timeout(propertyTimeout);
  }
});
