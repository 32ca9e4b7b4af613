import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Container } from '../../../src/core/container.ts';
import { defaultMappingOptions, mappingsOf, type Mapping } from '../../../src/core/mapping.ts';
import { arrowText } from '../../../src/core/render.ts';
import {
  container,
  exposedPort,
  listedBinding,
  onlyMapping,
  portWith,
  publishAllBinding,
  publishedPorts,
  publishing,
  stopped,
} from './containers.ts';
import { publishRules } from './publishRules.ts';

/** `published 8080 → 80/tcp 0.0.0.0,::` */
function lines(of: Container, options = defaultMappingOptions): string[] {
  return mappingsOf(of, options).map((mapping) =>
    [mapping.kind, arrowText(mapping), mapping.addresses.join()].join(' ').trimEnd(),
  );
}

const ids = (of: Container, options = defaultMappingOptions): string[] =>
  mappingsOf(of, options).map(({ id }) => id);

describe('mappingsOf', () => {
  const tables: readonly {
    what: string;
    rules: readonly string[];
    running: readonly string[];
    stopped: readonly string[];
  }[] = [
    {
      what: 'no address is every address of both families',
      rules: ['8080:80'],
      running: ['published 8080 → 80/tcp 0.0.0.0,::'],
      stopped: ['reserved 8080 → 80/tcp 0.0.0.0,::'],
    },
    {
      what: '0.0.0.0 alone has no twin',
      rules: ['0.0.0.0:8080:80'],
      running: ['published 8080 → 80/tcp 0.0.0.0'],
      stopped: ['reserved 8080 → 80/tcp 0.0.0.0'],
    },
    {
      what: '0.0.0.0 and :: of two rules are twins, too',
      rules: ['0.0.0.0:8080:80', '[::]:8080:80'],
      running: ['published 8080 → 80/tcp 0.0.0.0,::'],
      stopped: ['reserved 8080 → 80/tcp 0.0.0.0,::'],
    },
    {
      what: '0.0.0.0 and :: with different host ports are no twins',
      rules: ['0.0.0.0:8080:80', '[::]:8081:80'],
      running: ['published 8080 → 80/tcp 0.0.0.0', 'published 8081 → 80/tcp ::'],
      stopped: ['reserved 8080 → 80/tcp 0.0.0.0', 'reserved 8081 → 80/tcp ::'],
    },
    {
      what: '0.0.0.0 and :: asked for differently are no twins',
      rules: ['0.0.0.0:8000:80', '[::]:8000-8010:80'],
      running: ['published 8000 → 80/tcp 0.0.0.0', 'published 8000 → 80/tcp ::'],
      stopped: ['reserved 8000 → 80/tcp 0.0.0.0', 'reserved one of 8000-8010 → 80/tcp ::'],
    },
    {
      what: '0.0.0.0 and :: with other ports to choose from are no twins',
      rules: ['0.0.0.0:8000-8005:80', '[::]:8000-8010:80'],
      running: ['published 8000 → 80/tcp 0.0.0.0', 'published 8000 → 80/tcp ::'],
      stopped: [
        'reserved one of 8000-8005 → 80/tcp 0.0.0.0',
        'reserved one of 8000-8010 → 80/tcp ::',
      ],
    },
    {
      what: '127.0.0.1 stands beside 0.0.0.0',
      rules: ['127.0.0.1:8080:80', '0.0.0.0:8081:80'],
      running: ['published 8080 → 80/tcp 127.0.0.1', 'published 8081 → 80/tcp 0.0.0.0'],
      stopped: ['reserved 8080 → 80/tcp 127.0.0.1', 'reserved 8081 → 80/tcp 0.0.0.0'],
    },
    {
      what: 'loopback of both families is not merged',
      rules: ['127.0.0.1:8080:80', '[::1]:8080:80'],
      running: ['published 8080 → 80/tcp 127.0.0.1', 'published 8080 → 80/tcp ::1'],
      stopped: ['reserved 8080 → 80/tcp 127.0.0.1', 'reserved 8080 → 80/tcp ::1'],
    },
    {
      what: 'a port on tcp and on udp is two mappings',
      rules: ['53:53', '53:53/udp'],
      running: ['published 53 → 53/tcp 0.0.0.0,::', 'published 53 → 53/udp 0.0.0.0,::'],
      stopped: ['reserved 53 → 53/tcp 0.0.0.0,::', 'reserved 53 → 53/udp 0.0.0.0,::'],
    },
    {
      what: 'every binding of one container port is kept',
      rules: ['8080:80', '8443:80', '127.0.0.1:9090:80'],
      running: [
        'published 8080 → 80/tcp 0.0.0.0,::',
        'published 8443 → 80/tcp 0.0.0.0,::',
        'published 9090 → 80/tcp 127.0.0.1',
      ],
      stopped: [
        'reserved 8080 → 80/tcp 0.0.0.0,::',
        'reserved 8443 → 80/tcp 0.0.0.0,::',
        'reserved 9090 → 80/tcp 127.0.0.1',
      ],
    },
    {
      what: 'consecutive ports are a range',
      rules: ['8000-8010:9000-9010/udp'],
      running: ['published 8000-8010 → 9000-9010/udp 0.0.0.0,::'],
      stopped: ['reserved 8000-8010 → 9000-9010/udp 0.0.0.0,::'],
    },
    {
      what: 'a range of 101 ports is one mapping',
      rules: ['127.0.0.1:10000-10100:10000-10100/udp'],
      running: ['published 10000-10100 → 10000-10100/udp 127.0.0.1'],
      stopped: ['reserved 10000-10100 → 10000-10100/udp 127.0.0.1'],
    },
    {
      what: 'ports of several rules join into one range',
      rules: ['8081:81', '8080:80', '8082:82'],
      running: ['published 8080-8082 → 80-82/tcp 0.0.0.0,::'],
      stopped: ['reserved 8080-8082 → 80-82/tcp 0.0.0.0,::'],
    },
    {
      what: 'a gap on either side ends a range',
      rules: ['8080:80', '8081:82', '8083:83'],
      running: [
        'published 8080 → 80/tcp 0.0.0.0,::',
        'published 8081 → 82/tcp 0.0.0.0,::',
        'published 8083 → 83/tcp 0.0.0.0,::',
      ],
      stopped: [
        'reserved 8080 → 80/tcp 0.0.0.0,::',
        'reserved 8081 → 82/tcp 0.0.0.0,::',
        'reserved 8083 → 83/tcp 0.0.0.0,::',
      ],
    },
    {
      what: 'host ports that run the other way are no range',
      rules: ['8081:80', '8080:81'],
      running: ['published 8081 → 80/tcp 0.0.0.0,::', 'published 8080 → 81/tcp 0.0.0.0,::'],
      stopped: ['reserved 8081 → 80/tcp 0.0.0.0,::', 'reserved 8080 → 81/tcp 0.0.0.0,::'],
    },
    {
      what: 'two ranges over the same container ports stay apart',
      rules: ['8000-8002:80-82', '9000-9002:80-82'],
      running: [
        'published 8000-8002 → 80-82/tcp 0.0.0.0,::',
        'published 9000-9002 → 80-82/tcp 0.0.0.0,::',
      ],
      stopped: [
        'reserved 8000-8002 → 80-82/tcp 0.0.0.0,::',
        'reserved 9000-9002 → 80-82/tcp 0.0.0.0,::',
      ],
    },
    {
      what: 'a range that was asked for twice is there twice',
      rules: ['8000-8001:80-81', '8000-8001:80-81'],
      running: [
        'published 8000-8001 → 80-81/tcp 0.0.0.0,::',
        'published 8000-8001 → 80-81/tcp 0.0.0.0,::',
      ],
      stopped: [
        'reserved 8000-8001 → 80-81/tcp 0.0.0.0,::',
        'reserved 8000-8001 → 80-81/tcp 0.0.0.0,::',
      ],
    },
    {
      what: 'ranges on different addresses stay apart',
      rules: ['127.0.0.1:8000-8001:80-81', '192.168.1.9:8000-8001:80-81'],
      running: [
        'published 8000-8001 → 80-81/tcp 127.0.0.1',
        'published 8000-8001 → 80-81/tcp 192.168.1.9',
      ],
      stopped: [
        'reserved 8000-8001 → 80-81/tcp 127.0.0.1',
        'reserved 8000-8001 → 80-81/tcp 192.168.1.9',
      ],
    },
    {
      what: 'one port of a host range',
      rules: ['8000-8010:80'],
      running: ['published 8000 → 80/tcp 0.0.0.0,::'],
      stopped: ['reserved one of 8000-8010 → 80/tcp 0.0.0.0,::'],
    },
    {
      what: 'ports chosen from one host range are no range themselves',
      rules: ['127.0.0.1:8000-8010:80', '127.0.0.2:8000-8010:81', '127.0.0.1:8000-8010:81'],
      running: [
        'published 8000 → 80/tcp 127.0.0.1',
        'published 8000 → 81/tcp 127.0.0.1',
        'published 8000 → 81/tcp 127.0.0.2',
      ],
      stopped: [
        'reserved one of 8000-8010 → 80/tcp 127.0.0.1',
        'reserved one of 8000-8010 → 81/tcp 127.0.0.1',
        'reserved one of 8000-8010 → 81/tcp 127.0.0.2',
      ],
    },
    {
      what: 'a dynamic host port',
      rules: ['80'],
      running: ['published 32768 → 80/tcp 0.0.0.0,::'],
      stopped: ['reserved dynamic → 80/tcp 0.0.0.0,::'],
    },
    {
      what: 'a dynamic host port by number 0, on loopback',
      rules: ['127.0.0.1:0:80'],
      running: ['published 32768 → 80/tcp 127.0.0.1'],
      stopped: ['reserved dynamic → 80/tcp 127.0.0.1'],
    },
    {
      what: 'consecutive dynamic ports are a range while they happen to be',
      rules: ['80-82'],
      running: ['published 32768-32770 → 80-82/tcp 0.0.0.0,::'],
      stopped: ['reserved dynamic → 80-82/tcp 0.0.0.0,::'],
    },
  ];

  for (const { what, rules, running, stopped: reserved } of tables) {
    it(`${what}: -p ${rules.join(' -p ')}`, () => {
      assert.deepEqual(lines(publishing(rules)), running);
      assert.deepEqual(lines(stopped(publishing(rules))), reserved);
    });
  }

  it('keeps what was configured beside what was allocated', () => {
    const { hostIp, addresses, request, requestedRange, publishedBy, exposedBy, reach } =
      onlyMapping(publishing(['8000-8010:80']));
    assert.deepEqual(
      { hostIp, addresses, request, requestedRange, publishedBy, exposedBy, reach },
      {
        hostIp: '',
        addresses: ['0.0.0.0', '::'],
        request: 'range',
        requestedRange: { start: 8000, end: 8010 },
        publishedBy: 'publish',
        exposedBy: 'publish',
        reach: 'allInterfaces',
      },
    );
  });

  it('takes twins of two rules for one that asked for every address', () => {
    assert.equal(onlyMapping(publishing(['0.0.0.0:8080:80', '[::]:8080:80'])).hostIp, '');
    assert.equal(onlyMapping(publishing(['0.0.0.0:8080:80'])).hostIp, '0.0.0.0');
  });

  it('tells what -P published from what -p published', () => {
    const ports = [
      ...publishedPorts('8080:80'),
      portWith('81/tcp', [publishAllBinding(32_768)], 'image'),
    ];
    const mappings = mappingsOf(container({ ports, publishAll: true }));
    assert.deepEqual(
      mappings.map(({ publishedBy, request }) => [publishedBy, request]),
      [
        ['publish', 'fixed'],
        ['publishAll', 'dynamic'],
      ],
    );
  });

  it('joins what is published though the image exposes only some of it', () => {
    const [first, second] = publishedPorts('8080-8081:80-81');
    assert.ok(first && second);
    const ports = [{ ...first, exposedBy: 'image' as const }, second];
    const of = container({ ports });
    assert.deepEqual(lines(of), ['published 8080-8081 → 80-81/tcp 0.0.0.0,::']);
    assert.equal(mappingsOf(of)[0]?.exposedBy, 'several');
  });

  it('keeps apart what different parties expose and nothing publishes', () => {
    const ports = [exposedPort('80/tcp'), exposedPort('81/tcp', 'operator')];
    assert.equal(lines(container({ ports })).length, 2);
  });

  it('keeps twins apart to which the engine gave different ports', () => {
    const ports = [portWith('80/tcp', [publishAllBinding(49_153, 49_154)], 'image')];
    assert.deepEqual(lines(container({ ports })), [
      'published 49153 → 80/tcp 0.0.0.0',
      'published 49154 → 80/tcp ::',
    ]);
  });

  it('does not take two spellings of :: for twins', () => {
    const ports = [
      portWith('80/tcp', [listedBinding('::', 8080), listedBinding('0:0:0:0:0:0:0:0', 8080)]),
    ];
    assert.equal(lines(container({ ports })).length, 2);
  });

  it('shows twins of the container list merged as well', () => {
    const ports = [
      portWith('80/tcp', [listedBinding('0.0.0.0', 8080), listedBinding('::', 8080)], 'unknown'),
    ];
    const listed = container({ ports, knowledge: 'listed' });
    assert.deepEqual(lines(listed), ['published 8080 → 80/tcp 0.0.0.0,::']);
  });

  describe('exposed only', () => {
    it('joins consecutive ports of one party', () => {
      const ports = [
        exposedPort('9000/tcp'),
        exposedPort('9001/tcp'),
        exposedPort('9002/tcp', 'operator'),
        exposedPort('9001/udp'),
      ];
      assert.deepEqual(lines(container({ ports })), [
        'exposed 9000-9001/tcp',
        'exposed 9002/tcp',
        'exposed 9001/udp',
      ]);
    });

    it('has no address, no reach and no host port', () => {
      const { addresses, hostIp, reach, hostPorts, publishedBy } = onlyMapping(
        container({ ports: [exposedPort('80/tcp')] }),
      );
      assert.deepEqual(
        { addresses, hostIp, reach, hostPorts, publishedBy },
        {
          addresses: [],
          hostIp: '',
          reach: undefined,
          hostPorts: undefined,
          publishedBy: undefined,
        },
      );
    });
  });

  describe('a binding without a host port', () => {
    const unpublished = stopped(publishing(['8080:80']));
    const kinds: readonly [Container['state'], Container['network'], Mapping['kind']][] = [
      ['created', { kind: 'bridge' }, 'reserved'],
      ['exited', { kind: 'bridge' }, 'reserved'],
      ['dead', { kind: 'userDefined', name: 'front' }, 'reserved'],
      ['removing', { kind: 'bridge' }, 'reserved'],
      // Between two starts the engine holds nothing, and takes the port again.
      ['restarting', { kind: 'bridge' }, 'reserved'],
      ['running', { kind: 'bridge' }, 'discarded'],
      ['paused', { kind: 'userDefined', name: 'front' }, 'discarded'],
      ['running', { kind: 'host' }, 'discarded'],
      ['running', { kind: 'none' }, 'discarded'],
      ['running', { kind: 'container', container: 'vpn' }, 'discarded'],
      // Starting it would not take the port either.
      ['exited', { kind: 'host' }, 'discarded'],
      ['created', { kind: 'none' }, 'discarded'],
    ];
    for (const [state, network, kind] of kinds) {
      it(`is ${kind} when ${state} on network ${network.kind}`, () => {
        const mapping = onlyMapping({ ...unpublished, state, network });
        assert.equal(mapping.kind, kind);
        assert.deepEqual(mapping.hostPorts, { start: 8080, end: 8080 });
      });
    }
  });

  describe('options', () => {
    const twoTwins = publishing(['8000-8001:80-81']);

    it('can leave ranges apart', () => {
      assert.deepEqual(lines(twoTwins, { collapseRanges: false, mergeIpFamilies: true }), [
        'published 8000 → 80/tcp 0.0.0.0,::',
        'published 8001 → 81/tcp 0.0.0.0,::',
      ]);
    });

    it('can leave the address families apart', () => {
      assert.deepEqual(lines(twoTwins, { collapseRanges: true, mergeIpFamilies: false }), [
        'published 8000-8001 → 80-81/tcp 0.0.0.0',
        'published 8000-8001 → 80-81/tcp ::',
      ]);
    });

    it('can leave both apart', () => {
      assert.deepEqual(lines(twoTwins, { collapseRanges: false, mergeIpFamilies: false }), [
        'published 8000 → 80/tcp 0.0.0.0',
        'published 8000 → 80/tcp ::',
        'published 8001 → 81/tcp 0.0.0.0',
        'published 8001 → 81/tcp ::',
      ]);
    });
  });

  describe('ids', () => {
    it('hold neither a state nor a port that the engine picked', () => {
      const running = container({
        ports: [
          ...publishedPorts('8080:80', '8000-8010:81', '127.0.0.1::82', '53:53/udp'),
          exposedPort('9000/tcp'),
        ],
      });
      const expected = [
        'c1/tcp/80/*/8080-8080',
        'c1/tcp/81/*/8000-8010',
        'c1/tcp/82/127.0.0.1/dynamic',
        'c1/tcp/9000/exposed/',
        'c1/udp/53/*/53-53',
      ];
      assert.deepEqual(ids(running), expected);
      for (const state of ['exited', 'created', 'restarting'] as const) {
        assert.deepEqual(ids(stopped(running, state)), expected);
      }
      assert.deepEqual(ids({ ...running, state: 'paused' }), expected);
    });

    it('of a dynamic range stay when the next start gives ports that are no range', () => {
      const before = publishing(['80-81']);
      const after = container({
        ports: [
          portWith('80/tcp', [publishAllBinding(32_771)]),
          portWith('81/tcp', [publishAllBinding(32_775)]),
        ],
      });
      const [first] = ids(before);
      assert.equal(ids(before).length, 1);
      assert.equal(ids(after).length, 2);
      assert.equal(ids(after)[0], first);
      assert.equal(ids(stopped(after))[0], first);
    });

    it('of a fixed port stay when the inspect completes what the list told', () => {
      const listed = container({
        knowledge: 'listed',
        ports: [portWith('80/tcp', [listedBinding('0.0.0.0', 8080), listedBinding('::', 8080)])],
      });
      assert.deepEqual(ids(listed), ids(publishing(['8080:80'])));
    });

    it('tell equal requests apart', () => {
      assert.deepEqual(ids(publishing(['80', '80'])), [
        'c1/tcp/80/*/dynamic',
        'c1/tcp/80/*/dynamic/1',
      ]);
    });
  });

  describe('whatever is published', () => {
    const option = fc.record({ collapseRanges: fc.boolean(), mergeIpFamilies: fc.boolean() });

    it('has every allocation once, under any option', () => {
      fc.assert(
        fc.property(publishRules, option, (rules, options) => {
          const of = publishing(rules);
          assert.deepEqual(
            mappingsOf(of, options).flatMap(reachedThrough).sort(),
            of.ports.flatMap(allocatedOf).sort(),
          );
        }),
      );
    });

    it('has unique ids, under any option', () => {
      fc.assert(
        fc.property(publishRules, option, fc.boolean(), (rules, options, running) => {
          const of = running ? publishing(rules) : stopped(publishing(rules));
          const all = ids(of, options);
          assert.equal(new Set(all).size, all.length);
        }),
      );
    });

    it('keeps its ids over a stop, unless the engine picked the ports', () => {
      fc.assert(
        fc.property(publishRules, (rules) => {
          const fixed = publishing(rules.filter((rule) => !asksTheEngine(rule)));
          assert.deepEqual(ids(stopped(fixed)), ids(fixed));
        }),
      );
    });
  });

  describe('work grows about as the number of ports', () => {
    const apart = { collapseRanges: false, mergeIpFamilies: false };
    const sizes: readonly [string, typeof apart, small: number, large: number][] = [
      ['joined', defaultMappingOptions, 4_096, 65_535],
      ['left apart', apart, 1_024, 16_384],
    ];
    for (const [what, options, small, large] of sizes) {
      it(`${what}, up to ${large}`, function () {
        this.timeout(30_000);
        const ports = (count: number): Container => publishing([`1-${count}:1-${count}`]);
        const few = ports(small);
        const many = ports(large);
        const forFew = leastTimeOf(3, () => mappingsOf(few, options));
        const forMany = leastTimeOf(1, () => mappingsOf(many, options));
        // 16 times as many ports: quadratic work would take 256 times as long.
        assert.ok(forMany < 80 * forFew, `${forMany} ms and ${forFew} ms`);
      });
    }
  });
});

/** `0.0.0.0 8080 80/tcp`: every way in, port by port. */
function reachedThrough({ addresses, hostPorts, containerPorts, protocol }: Mapping): string[] {
  const count = containerPorts.end - containerPorts.start + 1;
  return Array.from({ length: count }, (_, index) =>
    addresses.map(
      (address) =>
        `${address} ${(hostPorts?.start ?? 0) + index} ${containerPorts.start + index}/${protocol}`,
    ),
  ).flat();
}

function allocatedOf({ bindings, port, protocol }: Container['ports'][number]): string[] {
  return bindings.flatMap(({ allocated }) =>
    allocated.map(({ hostIp, hostPort }) => `${hostIp} ${hostPort} ${port}/${protocol}`),
  );
}

/** A rule without a host port, or with a range of them for one container port. */
function asksTheEngine(rule: string): boolean {
  const { bindings } = publishedPorts(rule)[0] ?? { bindings: [] };
  return bindings.some(({ hostPort }) => hostPort.kind !== 'fixed');
}

/** The least processor time that the work took, in ms: what else the machine does is not counted. */
function leastTimeOf(runs: number, work: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}
