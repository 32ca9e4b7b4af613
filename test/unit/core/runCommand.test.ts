import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  parsePortFlags,
  parseRunArguments,
  parseRunCommand,
  type RunArguments,
} from '../../../src/core/runCommand.ts';
import { formatPublish } from '../../../src/core/portSpec.ts';
import { propertyRuns, propertyTimeout } from '../propertyRuns.ts';
import { readVectors } from '../vectors.ts';

interface ArgumentsVector {
  readonly argv: readonly string[];
  readonly ok: boolean;
  readonly error?: string;
  readonly bindings?: readonly {
    readonly containerPort: number;
    readonly proto: string;
    readonly hostIp: string;
    readonly hostPort: string;
  }[];
  readonly exposed?: readonly string[];
  readonly publishAll?: boolean;
  readonly image?: string;
  readonly cmd?: readonly string[];
  /** As inspect shows them: `/web:/<container>/db`. */
  readonly links?: readonly string[];
}

const vectors = readVectors('docker-args.json') as readonly ArgumentsVector[];

/** The command line was fine: the engine looked for the image and has none of that name. */
const noSuchImage = /^Unable to find image '(.*)' locally$/;

function run(...argv: readonly string[]): RunArguments {
  const reading = parseRunArguments(argv);
  assert.ok(reading.ok, reading.ok ? '' : reading.message);
  return reading.value;
}

describe('parseRunArguments against docker', () => {
  it('has all vectors', () => {
    assert.equal(vectors.length, 46);
  });

  for (const vector of vectors) {
    it(vector.argv.join(' '), () => {
      const reading = parseRunArguments(vector.argv);
      const missingImage = noSuchImage.exec(vector.error ?? '')?.[1];
      if (missingImage !== undefined) {
        assert.equal(reading.ok ? reading.value.image : reading.message, missingImage);
        return;
      }
      if (!reading.ok) {
        assert.deepEqual([false, reading.message], [vector.ok, vector.error]);
        return;
      }
      const { bindings, exposed, publishAll, image, command, links } = reading.value;
      assert.deepEqual(
        {
          ok: true,
          bindings: bindings.map(({ protocol, ...binding }) => ({ ...binding, proto: protocol })),
          exposed,
          publishAll,
          image,
          cmd: command,
          links: links.map((link) => link.replace(/^(.*):(.*)$/, '/$1:/<container>/$2')),
        },
        {
          ok: vector.ok,
          bindings: vector.bindings,
          exposed: vector.exposed,
          publishAll: vector.publishAll,
          image: vector.image,
          cmd: vector.cmd,
          links: vector.links ?? [],
        },
      );
    });
  }
});

describe('parseRunArguments', () => {
  it('sorts by container port and keeps the order of the flags in one', () => {
    const { bindings, exposed } = run(
      ...['-p', '9000:443', '-p', '10-11:10-11/udp', '-p', '8081:80', '-p', '8080:80'],
      ...['--expose', '9', '--expose', '80/Tcp', '--expose', '80/abc', 'web'],
    );
    assert.deepEqual(
      bindings.map(({ hostPort, containerPort }) => `${hostPort}:${containerPort}`),
      ['10:10', '11:11', '8081:80', '8080:80', '9000:443'],
    );
    assert.deepEqual(exposed, ['9/tcp', '10/udp', '11/udp', '80/abc', '80/tcp', '443/tcp']);
  });

  it('keeps name, network and what follows the image', () => {
    const { name, network, image, command } = run(
      ...['--name', 'a', '--name=web', '--net', 'front', '--network', 'back', '--', 'nginx'],
      ...['-p', '80:80', '--', '-P'],
    );
    assert.deepEqual(
      { name, network, image, command },
      { name: 'web', network: 'front', image: 'nginx', command: ['-p', '80:80', '--', '-P'] },
    );
  });

  it('reads the long form of a network', () => {
    assert.equal(run('--network', 'name=Front,alias=x', 'web').network, 'front');
    assert.equal(run('--network', 'alias=x', 'web').network, undefined);
  });

  it('leaves out name and network when not given', () => {
    assert.deepEqual(Object.keys(run('web')), [
      ...['published', 'bindings', 'exposed', 'publishAll', 'links'],
      ...['image', 'command', 'warnings'],
    ]);
  });

  for (const [text, publishAll] of [
    ['-P', true],
    ['-P=0', false],
    ['-P -P=false', false],
    ['--publish-all=t', true],
    ['-tiP', true],
    ['-iP=1', true],
  ] as const) {
    it(`${text} publishes ${publishAll ? 'all' : 'nothing'}`, () => {
      assert.equal(run(...text.split(' '), 'web').publishAll, publishAll);
    });
  }

  for (const [text, links] of [
    ['--link a --link /b:c --link d:/e', ['a:a', 'b:c', 'd:e']],
    ['--link a:', []],
  ] as const) {
    it(`${text} links ${links.join(' ')}`, () => {
      assert.deepEqual(run(...text.split(' '), 'web').links, links);
    });
  }

  it('takes a switch of the Go test runner for nothing', () => {
    assert.equal(run('-test.v', '-itest.run', 'web').image, 'web');
  });

  /** The fault stands between the bars. */
  const faults: readonly (readonly [argv: string, message: string])[] = [
    ['||', "'docker run' requires at least 1 argument"],
    ['-p 80:a --||', "'docker run' requires at least 1 argument"],
    ['-p 80:|a| web', 'invalid containerPort: a'],
    ['-dp80:|a| web', 'invalid containerPort: a'],
    ['--publish=|a|:80 web', 'invalid hostPort: a'],
    ['-itp=|a|:80 web', 'invalid hostPort: a'],
    ['-p :: -p |x|,y=1 web', "invalid publish opts format (should be name=value but got 'x')"],
    [
      '--expose |x| -p 80:80 web',
      "invalid range format for --expose: invalid start port 'x': invalid syntax",
    ],
    ['--expose x -p |y| web', 'invalid containerPort: y'],
    ['-i|x| web', "unknown shorthand flag: 'x' in -x"],
    ["-|'| web", String.raw`unknown shorthand flag: '\'' in -'`],
    ['-|–|p web', "unknown shorthand flag: '–' in -–p"],
    ['|--port| 80:80 web', 'unknown flag: --port'],
    ['|--port|=80:80 web', 'unknown flag: --port'],
    ['|---p| web', 'bad flag syntax: ---p'],
    ['|--=| web', 'bad flag syntax: --='],
    ['-i|p|', "flag needs an argument: 'p' in -p"],
    ['|--expose|', 'flag needs an argument: --expose'],
    [
      '-t=|x| web',
      'invalid argument "x" for "-t, --tty" flag: strconv.ParseBool: parsing "x": invalid syntax',
    ],
    [
      '--rm=|| web',
      'invalid argument "" for "--rm" flag: strconv.ParseBool: parsing "": invalid syntax',
    ],
    ['-i|=| web', "unknown shorthand flag: '=' in -="],
    [
      '--link |a:b:c| web',
      'invalid argument "a:b:c" for "--link" flag: bad format for links: a:b:c',
    ],
    ['--link |:a| web', 'could not get container for : invalid name or ID supplied: ""'],
    ['-p 80 |–p| web', 'invalid reference format'],
    ['|-|', 'invalid reference format'],
    ['|--help| web', '--help prints the help and runs nothing. Remove it.'],
    [
      '--net container:x -p |80| web',
      'conflicting options: port publishing and the container type network mode',
    ],
    [
      '--net container:x -|P| web',
      'conflicting options: port publishing and the container type network mode',
    ],
    [
      '--net container:x --expose |80| web',
      'conflicting options: port exposing and the container type network mode',
    ],
  ];
  for (const [marked, message] of faults) {
    it(`${marked}: ${message}`, () => {
      const text = marked.replaceAll('|', '');
      const argv = text.split(' ').filter((word) => word !== '');
      const reading = parseRunArguments(argv);
      assert.ok(!reading.ok);
      assert.equal(reading.message, message);
      const before = argv.slice(0, reading.index).map((word) => word.length + 1);
      const offset = before.reduce((sum, length) => sum + length, 0);
      const start = Math.min(offset + reading.start, text.length);
      const end = Math.min(offset + reading.end, text.length);
      const found = `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`;
      assert.equal(found, marked);
    });
  }

  it('knows the flags of the command', () => {
    const create = parseRunArguments(['-d', 'web'], { tool: 'docker', command: 'create' });
    assert.equal(!create.ok && create.message, "unknown shorthand flag: 'd' in -d");
    const podman = parseRunArguments(['--replace', '--pod', 'p', 'docker://web'], {
      tool: 'podman',
      command: 'run',
    });
    assert.equal(podman.ok && podman.value.image, 'docker://web');
  });

  it('takes four times every port there is, and no more', () => {
    const everyPort = ['0-65535', '0-65535/udp', '0-65535/sctp', '127.0.0.1:0-65535:0-65535'];
    const flags = everyPort.map((rule) => `-p${rule}`);
    assert.equal(run(...flags, 'web').bindings.length, 262_144);
    const reading = parseRunArguments([...flags, '--expose', '1', 'web']);
    assert.deepEqual(reading, {
      ok: false,
      message: 'More than 262144 ports.',
      index: 5,
      start: 0,
      end: 1,
    });
  });
});

describe('warnings of a docker run', () => {
  for (const [text, ...warnings] of [
    ['-p 8080:80 web'],
    ['-p 80 -p 80 web'],
    ['-p 0:80 web', 'hostPortZero 0'],
    ['-p 8080:80 -p 8080:80/udp -p 127.0.0.1:8080:80 web'],
    ['-p 8080:80 -p 8080:81 web', 'duplicateRule 8080:81'],
    ['-p 80-81:80-81 -p80-81:80-81 web', 'duplicateRule 80-81:80-81'],
    ['-p 8000-8010:80 -p 8000-8010:80 web', 'engineChooses 8000-8010', 'engineChooses 8000-8010'],
    ['--net=host -p 8080:80 web', 'hostNetwork 8080:80'],
    ['-h -p 8080:80 web', 'imageLikeRule 8080:80'],
    ['-itptarget=80,host_ip=::1 web', 'hostIpIgnored host_ip=::1'],
  ] as const) {
    it(`${text}: ${warnings.join(', ') || 'none'}`, () => {
      const argv = text.split(' ');
      const found = run(...argv).warnings.map(
        ({ code, index, start, end }) => `${code} ${argv[index]?.slice(start, end) ?? ''}`,
      );
      assert.deepEqual(found, warnings);
    });
  }
});

describe('parseRunCommand', () => {
  const rules = (line: string): string => {
    const command = parseRunCommand(line);
    if (!command.ok) return command.message;
    const { published, image } = command.value;
    return [...published.map(({ value }) => formatPublish(value)), image].join(' ');
  };

  for (const line of [
    'docker run -p 8080:80 nginx',
    'docker create -p8080:80 nginx',
    'docker container run --publish=8080:80 nginx -p 1:1',
    'docker.exe run -p 8080:80 nginx',
    `/usr/bin/docker run -p "8080":80 'nginx'`,
    'docker --context far -H tcp://far:2375 --tls run -p 8080:80 nginx',
    'podman run --replace -p 8080:80 nginx',
    '$ docker run -p 8080:80 nginx',
    'sudo docker run -p 8080:80 nginx',
    'sudo -E -u root docker run -p 8080:80 nginx',
    'A=b env C=d time docker run -p 8080:80 nginx',
    '-p 8080:80 nginx',
    'docker run \\\n  -p 8080:80 \\\n  nginx',
    'docker run `\r\n  -p 8080:80 `\r\n  nginx',
    'docker run ^\n  -p 8080:80 ^\n  nginx',
    'docker pull nginx && docker run -d -p 8080:80 nginx # web',
    'docker run -v "$(pwd)":/x -p 8080:80 nginx > log 2>&1',
  ]) {
    it(JSON.stringify(line), () => {
      assert.equal(rules(line), '8080:80/tcp nginx');
    });
  }

  const notRun = 'Paste a docker run or docker create command.';
  /** The fault stands between the bars. */
  const faults: readonly (readonly [line: string, message: string])[] = [
    ['||', notRun],
    ['|docker|', notRun],
    ['|docker exec -p 80 web|', notRun],
    ['|docker compose run web|', notRun],
    ['|make docker run|', notRun],
    ['docker run -p 80:80||', "'docker run' requires at least 1 argument"],
    ['podman create -P  ||', "'podman create' requires at least 1 argument"],
    ['docker run -p 127.0.0.1:|x|:80 web', 'invalid hostPort: x'],
    ["docker run -p '80:'|x\\ y| web", 'invalid containerPort: x y'],
    ['docker run -p |"80 web|', '" is never closed.'],
    ['docker create -|d| web', "unknown shorthand flag: 'd' in -d"],
  ];
  for (const [marked, message] of faults) {
    it(`${marked}: ${message}`, () => {
      const line = marked.replaceAll('|', '');
      const command = parseRunCommand(line);
      assert.ok(!command.ok);
      assert.equal(command.message, message);
      const { start, end } = command;
      assert.equal(`${line.slice(0, start)}|${line.slice(start, end)}|${line.slice(end)}`, marked);
    });
  }

  it('places the warnings in the line', () => {
    const line = "docker run -p 'target=80,host_ip=::1' web";
    const command = parseRunCommand(line);
    assert.ok(command.ok);
    const [warning] = command.value.warnings;
    assert.equal(line.slice(warning?.start, warning?.end), 'host_ip=::1');
  });

  it('reads flags without an image', () => {
    const flags = parsePortFlags('-p 8080:80 --expose 53/udp -P');
    assert.ok(flags.ok);
    assert.deepEqual(flags.value.exposed, ['53/udp', '80/tcp']);
    assert.equal(flags.value.publishAll, true);
  });
});

describe('a docker run, at random', () => {
  const part = fc.constantFrom(
    ...['-p', '-P', '-itp', '--publish', '--publish=', '--expose', '--link', '-e', '--', '-', '='],
    ...['8080:80', '80/udp', '[::1]:1:1', 'target=80', 'web', 'a:b', '--net=host', "'", '"', '\\'],
    ...[' ', ' ', ' ', '\n', '\u0000', '\uD800'],
  );
  const line = fc.oneof(
    fc.array(part, { maxLength: 24 }).map((parts) => `docker run ${parts.join('')}`),
    fc.string({ unit: 'binary' }),
  );

  it('never throws, and a fault stands inside the line', () => {
    fc.assert(
      fc.property(line, (text) => {
        for (const parsed of [parseRunCommand(text), parsePortFlags(text)]) {
          if (parsed.ok) continue;
          assert.ok(0 <= parsed.start && parsed.start <= parsed.end, text);
          assert.ok(parsed.end <= text.length, text);
        }
      }),
      propertyRuns,
    );
  }).timeout(propertyTimeout);

  for (const flag of [
    '-p 0-65535 ',
    '-p 80 ',
    '-P ',
    '-t',
    '--expose 1-60000 ',
    '--link a ',
    '-',
  ]) {
    it(`reads a million characters of ${flag} in linear time`, () => {
      const text = `docker run ${flag.repeat(1_000_000 / flag.length)} web`;
      assert.doesNotThrow(() => parseRunCommand(text));
    }).timeout(propertyTimeout);
  }
});
