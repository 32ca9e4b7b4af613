import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import type { Container } from '../../../src/core/container.ts';
import type { Endpoint } from '../../../src/core/engine.ts';
import { mappingsOf } from '../../../src/core/mapping.ts';
import {
  addressText,
  arrowText,
  browserAddress,
  dockerPortLines,
  hostPortText,
  markdownTable,
  publishText,
  runArguments,
  shellLine,
  type BrowserAddress,
} from '../../../src/core/render.ts';
import {
  bindingsOfRule,
  container,
  exposedPort,
  mapping,
  onlyMapping,
  portWith,
  publishAllBinding,
  publishedPorts,
  publishing,
  stopped,
} from './containers.ts';
import { publishRules } from './publishRules.ts';

const stoppedMapping = (rule: string): ReturnType<typeof mapping> =>
  onlyMapping(stopped(publishing([rule])));

describe('arrowText, hostPortText and addressText', () => {
  const table: readonly {
    rule: string;
    running: readonly [arrow: string, hostPort: string, address: string | undefined];
    stopped: readonly [arrow: string, hostPort: string, address: string | undefined];
  }[] = [
    {
      rule: '8080:80',
      running: ['8080 → 80/tcp', '8080', '0.0.0.0:8080'],
      stopped: ['8080 → 80/tcp', '8080', '0.0.0.0:8080'],
    },
    {
      rule: '127.0.0.1:53:53/udp',
      running: ['53 → 53/udp', '53', '127.0.0.1:53'],
      stopped: ['53 → 53/udp', '53', '127.0.0.1:53'],
    },
    {
      rule: '[::1]:9899:9899/sctp',
      running: ['9899 → 9899/sctp', '9899', '[::1]:9899'],
      stopped: ['9899 → 9899/sctp', '9899', '[::1]:9899'],
    },
    {
      rule: '8000-8010:9000-9010',
      running: ['8000-8010 → 9000-9010/tcp', '8000-8010', '0.0.0.0:8000-8010'],
      stopped: ['8000-8010 → 9000-9010/tcp', '8000-8010', '0.0.0.0:8000-8010'],
    },
    {
      rule: '80',
      running: ['32768 → 80/tcp', '32768', '0.0.0.0:32768'],
      stopped: ['dynamic → 80/tcp', 'dynamic', undefined],
    },
    {
      rule: '127.0.0.1:8000-8010:80',
      running: ['8000 → 80/tcp', '8000', '127.0.0.1:8000'],
      stopped: ['one of 8000-8010 → 80/tcp', 'one of 8000-8010', undefined],
    },
  ];
  for (const { rule, running, stopped: reserved } of table) {
    it(`-p ${rule}`, () => {
      const texts = (of: ReturnType<typeof mapping>): unknown[] => [
        arrowText(of),
        hostPortText(of),
        addressText(of),
      ];
      assert.deepEqual(texts(mapping(rule)), running);
      assert.deepEqual(texts(stoppedMapping(rule)), reserved);
    });
  }

  it('exposed only', () => {
    const exposed = onlyMapping(
      container({ ports: [exposedPort('9000/tcp'), exposedPort('9001/tcp')] }),
    );
    assert.equal(arrowText(exposed), '9000-9001/tcp');
    assert.equal(hostPortText(exposed), '');
    assert.equal(addressText(exposed), undefined);
  });
});

describe('publishText', () => {
  const rules = [
    ['8080:80', '8080:80'],
    ['8080:80/tcp', '8080:80'],
    ['8080:80/udp', '8080:80/udp'],
    ['9899:9899/sctp', '9899:9899/sctp'],
    ['80', '80'],
    ['0:80', '80'],
    ['80-82/udp', '80-82/udp'],
    ['127.0.0.1:8080:80', '127.0.0.1:8080:80'],
    ['127.0.0.1::80', '127.0.0.1::80'],
    ['0.0.0.0:8080:80', '0.0.0.0:8080:80'],
    ['[::]:8080:80', '[::]:8080:80'],
    ['[::1]::80/udp', '[::1]::80/udp'],
    ['8000-8010:9000-9010', '8000-8010:9000-9010'],
    ['8000-8010:80', '8000-8010:80'],
    ['127.0.0.1:8000-8010:80', '127.0.0.1:8000-8010:80'],
  ] as const;
  for (const [rule, text] of rules) {
    it(`-p ${rule}, running and stopped`, () => {
      assert.equal(publishText(mapping(rule)), text);
      assert.equal(publishText(stoppedMapping(rule)), text);
    });
  }

  it('is nothing for what is exposed only', () => {
    assert.equal(
      publishText(onlyMapping(container({ ports: [exposedPort('80/tcp')] }))),
      undefined,
    );
  });

  it('read again by the -p rule, asks for the bindings that the container was made with', () => {
    fc.assert(
      fc.property(publishRules, fc.boolean(), fc.boolean(), (given, runs, collapseRanges) => {
        const running = publishing(given);
        const mappings = mappingsOf(runs ? running : stopped(running), {
          collapseRanges,
          mergeIpFamilies: true,
        });
        const written = mappings.map((each) => publishText(each) ?? assert.fail());
        assert.deepEqual(bindingTexts(written), bindingTexts(given));
      }),
    );
  });
});

/** Every binding that these rules ask for. Twins of two rules count as the one that asks for both. */
function bindingTexts(rules: readonly string[]): string[] {
  return rules
    .flatMap(bindingsOfRule)
    .flatMap(({ hostIp, hostPort, containerPort, protocol }) =>
      (hostIp === '' ? ['0.0.0.0', '::'] : [hostIp]).map(
        (address) => `${address} ${hostPort} ${containerPort}/${protocol}`,
      ),
    )
    .sort();
}

describe('runArguments', () => {
  const run = (of: Container): string => runArguments(of, mappingsOf(of)).join(' ');

  const table: readonly [string, Container, string][] = [
    ['nothing to say', container(), 'docker run -d nginx:1.27'],
    [
      'every -p',
      publishing(['8080:80', '127.0.0.1:53:53/udp', '8000-8010:8000-8010', '81']),
      'docker run -d -p 8080:80 -p 81 -p 8000-8010:8000-8010 -p 127.0.0.1:53:53/udp nginx:1.27',
    ],
    [
      'what a stopped container was made with',
      stopped(publishing(['8000-8010:80', '81'])),
      'docker run -d -p 8000-8010:80 -p 81 nginx:1.27',
    ],
    [
      '-P for what -P published, --expose for what the operator exposed',
      container({
        publishAll: true,
        ports: [
          ...publishedPorts('8080:80'),
          portWith('81/tcp', [publishAllBinding(32_768)], 'image'),
          portWith('82/udp', [publishAllBinding(32_769)], 'operator'),
        ],
      }),
      'docker run -d -p 8080:80 -P --expose 82/udp nginx:1.27',
    ],
    [
      'not what the image exposes by itself',
      container({ ports: [exposedPort('80/tcp', 'image'), exposedPort('81/tcp', 'operator')] }),
      'docker run -d --expose 81 nginx:1.27',
    ],
    [
      'links',
      container({ links: [{ container: 'db-1', alias: 'db' }] }),
      'docker run -d --link db-1:db nginx:1.27',
    ],
    [
      'a network of its own',
      publishing(['8080:80'], { network: { kind: 'userDefined', name: 'shop_front' } }),
      'docker run -d --network shop_front -p 8080:80 nginx:1.27',
    ],
    [
      'the host network, where -p has no effect',
      stopped(publishing(['8080:80'], { network: { kind: 'host' } }), 'running'),
      'docker run -d --network host -p 8080:80 nginx:1.27',
    ],
    [
      'no network',
      container({ network: { kind: 'none' } }),
      'docker run -d --network none nginx:1.27',
    ],
    [
      'the network of another container',
      container({ network: { kind: 'container', container: 'vpn-1' } }),
      'docker run -d --network container:vpn-1 nginx:1.27',
    ],
  ];
  for (const [what, of, expected] of table) {
    it(what, () => {
      assert.equal(run(of), expected);
    });
  }

  it('keeps hostile text one argument', () => {
    const hostile = 'x; rm -rf ~ $(id) `id`';
    const words = runArguments(container({ image: { reference: hostile, id: '' } }), []);
    assert.equal(words.at(-1), hostile);
  });
});

describe('shellLine', () => {
  const table: readonly [readonly string[], string][] = [
    [['docker', 'run', '-d', 'nginx:1.27'], 'docker run -d nginx:1.27'],
    [['-p', '127.0.0.1:8000-8010:80/udp'], '-p 127.0.0.1:8000-8010:80/udp'],
    [['-p', '[::1]:53:53'], "-p '[::1]:53:53'"],
    [['', 'a b'], "'' 'a b'"],
    [["it's"], "'it'\\''s'"],
    [['$(id)', '`id`', '$HOME', '~', '*', '!!'], "'$(id)' '`id`' '$HOME' '~' '*' '!!'"],
    [['a;b', 'a&b', 'a|b', 'a>b', '#a', 'a\nb'], "'a;b' 'a&b' 'a|b' 'a>b' '#a' 'a\nb'"],
    [['größe'], "'größe'"],
    [[], ''],
  ];
  for (const [words, line] of table) {
    it(JSON.stringify(words), () => {
      assert.equal(shellLine(words), line);
    });
  }

  it('gives a shell back the very words', () => {
    const word = fc.oneof(
      fc.stringMatching(/^[ab'"\\$`!*?[\]{}()<>|&;#~= \t\n%]*$/),
      fc.string({ unit: 'grapheme' }),
    );
    const words = fc
      .sample(word, { numRuns: 300, seed: 2 })
      .map((text) => text.replaceAll('\0', ''));
    const { stdout, stderr } = spawnSync('sh', ['-c', `printf '%s\\0' ${shellLine(words)}`], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: '/nowhere' },
    });
    assert.equal(stderr, '');
    assert.deepEqual(stdout.split('\0').slice(0, -1), words);
  });
});

describe('markdownTable', () => {
  it('is a header, a line and the rows', () => {
    assert.equal(
      markdownTable([
        ['Host port', 'Container'],
        ['8080', 'web'],
        ['', '---'],
      ]),
      '| Host port | Container |\n| --- | --- |\n| 8080 | web |\n|  | --- |\n',
    );
  });

  const cells: readonly [string, string][] = [
    ['8080 → 80/tcp', '8080 → 80/tcp'],
    ['a|b', 'a\\|b'],
    ['a\\|b', 'a\\\\\\|b'],
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert\\(1\\)\\>'],
    ['](command:evil)', '\\]\\(command:evil\\)'],
    ['$(sync~spin)', '\\$\\(sync\\~spin\\)'],
    ['**bold** _it_ `code`', '\\*\\*bold\\*\\* \\_it\\_ \\`code\\`'],
    ['&amp;', '\\&amp;'],
    ['# title', '\\# title'],
    ['a\r\nb\tc\u2028d', 'a b c d'],
  ];
  for (const [text, cell] of cells) {
    it(`shows ${JSON.stringify(text)} literally`, () => {
      assert.equal(markdownTable([['x'], [text]]), `| x |\n| --- |\n| ${cell} |\n`);
      assert.equal(markdownTable([[text]]), `| ${cell} |\n| --- |\n`);
    });
  }

  it('keeps its cells whatever is in them', () => {
    const hostile = fc.stringMatching(/^[ab|\\`*_[\]<>$&\n ]*$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(hostile, hostile), { minLength: 1 }), (rows) => {
        const [header, , ...body] = markdownTable(rows).trimEnd().split('\n').map(cellsOf);
        const blanksJoined = rows.map((cells) => cells.map((cell) => cell.replace(/\s+/g, ' ')));
        assert.deepEqual([header, ...body], blanksJoined);
      }),
    );
  });
});

/** The texts of a line of a table: cut at each `|` without a backslash, the backslashes taken away. */
function cellsOf(line: string): string[] {
  const inside = /^\| (.*) \|$/.exec(line)?.[1] ?? assert.fail(line);
  const cells = [''];
  for (const [token] of inside.matchAll(/\\.| \| |./g)) {
    if (token === ' | ') cells.push('');
    else cells.push((cells.pop() ?? '') + (token.length > 1 ? token.slice(1) : token));
  }
  return cells;
}

describe('browserAddress', () => {
  const at = (url: string): Endpoint => ({ url, origin: { kind: 'hostSetting' }, tls: false });
  const socket = 'unix:///var/run/docker.sock';
  const reach = (rule: string, url: string): string => {
    const address = browserAddress(mapping(rule), at(url));
    return address.ok ? `${address.host}:${address.port}` : address.reason;
  };

  const table: readonly [rule: string, url: string, reached: string][] = [
    ['8080:80', socket, 'localhost:8080'],
    ['8080:80', 'npipe:////./pipe/docker_engine', 'localhost:8080'],
    ['0.0.0.0:8080:80', socket, 'localhost:8080'],
    ['[::]:8080:80', socket, 'localhost:8080'],
    ['127.0.0.1:8080:80', socket, 'localhost:8080'],
    ['[::1]:8080:80', socket, 'localhost:8080'],
    // `localhost` is not this one.
    ['127.0.0.2:8080:80', socket, '127.0.0.2:8080'],
    ['192.168.1.9:8080:80', socket, '192.168.1.9:8080'],
    ['[fe80::1]:8080:80', socket, '[fe80::1]:8080'],
    ['8000-8010:8000-8010', socket, 'localhost:8000'],
    ['80', socket, 'localhost:32768'],
    ['53:53/udp', socket, 'notTcp'],
    ['9899:9899/sctp', socket, 'notTcp'],
    ['8080:80', 'tcp://10.0.0.5:2376', '10.0.0.5:8080'],
    ['8080:80', 'tcp://build-vm:2376', 'build-vm:8080'],
    ['8080:80', 'tcp://build-vm', 'build-vm:8080'],
    ['8080:80', 'tcp://[fd00::5]:2376', '[fd00::5]:8080'],
    ['192.168.1.9:8080:80', 'tcp://10.0.0.5:2376', '192.168.1.9:8080'],
    ['127.0.0.1:8080:80', 'tcp://10.0.0.5:2376', 'loopbackOfOtherMachine'],
    ['127.0.0.2:8080:80', 'tcp://10.0.0.5:2376', 'loopbackOfOtherMachine'],
    ['[::1]:8080:80', 'tcp://[fd00::5]:2376', 'loopbackOfOtherMachine'],
    ['53:53/udp', 'tcp://10.0.0.5:2376', 'notTcp'],
    ['8080:80', 'tcp://localhost:2375', 'localhost:8080'],
    ['127.0.0.1:8080:80', 'tcp://localhost:2375', 'localhost:8080'],
    ['127.0.0.1:8080:80', 'tcp://127.0.0.1:2375', 'localhost:8080'],
    ['8080:80', 'tcp://127.0.0.1:2375', 'localhost:8080'],
    ['127.0.0.1:8080:80', 'tcp://[::1]:2375', 'localhost:8080'],
    ['127.0.0.1:8080:80', 'tcp://0.0.0.0:2375', 'localhost:8080'],
    ['127.0.0.1:8080:80', 'tcp://:2375', 'localhost:8080'],
    ['8080:80', 'ssh://vagrant@ubuntu', 'ubuntu:8080'],
    ['8080:80', 'ssh://vagrant@ubuntu:2222', 'ubuntu:8080'],
    ['8080:80', 'ssh://vagrant@[fd00::7]:2222/run/docker.sock', '[fd00::7]:8080'],
    ['8080:80', 'ssh://ubuntu/run/docker.sock', 'ubuntu:8080'],
    ['127.0.0.1:8080:80', 'ssh://vagrant@ubuntu:2222', 'loopbackOfOtherMachine'],
    ['127.0.0.1:8080:80', 'ssh://localhost@ubuntu', 'loopbackOfOtherMachine'],
  ];
  for (const [rule, url, reached] of table) {
    it(`-p ${rule} at ${url}: ${reached}`, () => {
      assert.equal(reach(rule, url), reached);
    });
  }

  const refused: BrowserAddress = { ok: false, reason: 'notPublished' };

  it('is none for what is not published now', () => {
    const exposed = container({ ports: [exposedPort('80/tcp')] });
    const discarded = stopped(publishing(['8080:80'], { network: { kind: 'host' } }), 'running');
    for (const of of [exposed, discarded, stopped(publishing(['8080:80']))]) {
      assert.deepEqual(browserAddress(onlyMapping(of), at(socket)), refused);
    }
  });

  it('is the port that was asked for', () => {
    assert.deepEqual(browserAddress(mapping('8000-8010:8000-8010'), at(socket), 8005), {
      ok: true,
      host: 'localhost',
      port: 8005,
    });
  });
});

describe('dockerPortLines', () => {
  it('has every allocation in the order of docker port', () => {
    const [port] = publishedPorts('[::1]:9000:80', '10000:80', '9000:80', '127.0.0.1:9001:80');
    assert.ok(port);
    assert.deepEqual(dockerPortLines(port), [
      '0.0.0.0:9000',
      '0.0.0.0:10000',
      '127.0.0.1:9001',
      '[::1]:9000',
      '[::]:9000',
      '[::]:10000',
    ]);
  });

  it('has addresses by number', () => {
    const [port] = publishedPorts('10.0.0.10:80:80', '10.0.0.9:80:80', '9.0.0.1:80:80');
    assert.ok(port);
    assert.deepEqual(dockerPortLines(port), ['9.0.0.1:80', '10.0.0.9:80', '10.0.0.10:80']);
  });

  it('is empty for a port that is not published', () => {
    assert.deepEqual(dockerPortLines(exposedPort('80/tcp')), []);
  });
});
