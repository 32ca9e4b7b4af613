import assert from 'node:assert/strict';
import {
  asOfWords,
  engineName,
  engineSentence,
  failureWords,
  fixCommand,
  originWords,
  type RemedyAction,
} from '../../../src/core/describeEngine.ts';
import type {
  ConnectionFailure,
  ConnectionProblem,
  Endpoint,
  EndpointOrigin,
  Engine,
} from '../../../src/core/engine.ts';

describe('words about the engine', () => {
  const origins: readonly [EndpointOrigin, words: string, name: string][] = [
    [{ kind: 'hostSetting' }, 'from the setting portMappings.docker.host', '/var/run/docker.sock'],
    [
      { kind: 'contextSetting', context: 'vm' },
      'context “vm”, from the setting portMappings.docker.context',
      'vm',
    ],
    [{ kind: 'dockerHost' }, 'from the environment variable DOCKER_HOST', '/var/run/docker.sock'],
    [
      { kind: 'dockerContext', context: 'vm' },
      'context “vm”, from the environment variable DOCKER_CONTEXT',
      'vm',
    ],
    [{ kind: 'currentContext', context: 'vm' }, 'the current Docker context, “vm”', 'vm'],
    [{ kind: 'usualSocket' }, 'found in the usual place', '/var/run/docker.sock'],
  ];
  for (const [origin, words, name] of origins) {
    it(origin.kind, () => {
      assert.equal(originWords(origin), words);
      assert.equal(engineName({ origin, url: 'unix:///var/run/docker.sock', tls: false }), name);
    });
  }

  const endpoint: Endpoint = {
    url: 'tcp://10.0.0.5:2376',
    origin: { kind: 'dockerHost' },
    tls: true,
  };
  const engine: Engine = {
    endpoint,
    version: '28.5.2',
    apiVersion: '1.51',
    product: 'docker',
    machine: 'build-vm',
    rootless: false,
  };

  it('name an engine on the network by its address', () => {
    assert.equal(engineName(endpoint), 'tcp://10.0.0.5:2376');
  });

  it('say which engine it is and why', () => {
    assert.equal(
      engineSentence(engine),
      'Docker 28.5.2 on build-vm, tcp://10.0.0.5:2376 (from the environment variable DOCKER_HOST)',
    );
    assert.equal(
      engineSentence({ ...engine, product: 'podman', version: '5.4.0', machine: '' }),
      'Podman 5.4.0, tcp://10.0.0.5:2376 (from the environment variable DOCKER_HOST)',
    );
  });
});

describe('failureWords', () => {
  const socket: Endpoint = {
    url: 'unix:///var/run/docker.sock',
    origin: { kind: 'usualSocket' },
    tls: false,
  };
  const remote: Endpoint = { ...socket, url: 'tcp://10.0.0.5:2376' };
  const failure = (
    problem: ConnectionProblem,
    part: Partial<ConnectionFailure> = {},
  ): ConnectionFailure => ({ problem, endpoint: socket, detail: 'what was said', ...part });

  const table: readonly [ConnectionFailure, RegExp, first: RemedyAction][] = [
    [failure('notInstalled'), /^Docker was not found on this machine\.$/, 'install'],
    [
      failure('notRunning'),
      /^Docker is installed but not running: nothing answers at unix:\/\/\/var\/run\/docker\.sock\.$/,
      'retry',
    ],
    [
      failure('permissionDenied', { group: 'docker' }),
      /^Your user may not use \/var\/run\/docker\.sock \(group docker\)\. After joining the group, /,
      'copyFixCommand',
    ],
    [
      failure('permissionDenied'),
      /^Your user may not use \/var\/run\/docker\.sock\. After joining the group, /,
      'copyFixCommand',
    ],
    [
      failure('remoteUnreachable', { endpoint: remote }),
      /^Cannot reach tcp:\/\/10\.0\.0\.5:2376\.$/,
      'retry',
    ],
    [
      failure('tlsError', { endpoint: remote }),
      /^The secure connection to tcp:\/\/10\.0\.0\.5:2376 failed: what was said$/,
      'showLog',
    ],
    [
      failure('timeout', { seconds: 3 }),
      /^unix:\/\/\/var\/run\/docker\.sock did not answer in 3 s\.$/,
      'retry',
    ],
    [
      failure('apiTooOld'),
      /^The Docker API at unix:.*docker\.sock is older than this extension needs\. what was said$/,
      'selectConnection',
    ],
    [failure('devContainer'), /^VS Code runs inside a container that was given no/, 'install'],
    [failure('badEndpoint'), /^what was said$/, 'selectConnection'],
    [
      failure('engineError'),
      /^The engine at unix:.*docker\.sock answered with an error: what was said$/,
      'showLog',
    ],
  ];
  for (const [of, text, first] of table) {
    it(`${of.problem}${of.group === undefined ? '' : `, group ${of.group}`}`, () => {
      const words = failureWords(of);
      assert.match(words.text, text);
      assert.equal(words.actions[0], first);
      assert.equal(new Set(words.actions).size, words.actions.length);
      // What was said for a refused permission, too: microsoft/vscode-docker#3784.
      assert.doesNotMatch(words.text, /Is Docker running/i);
    });
  }

  it('names the machine that was looked at', () => {
    assert.equal(
      failureWords(failure('notInstalled'), 'ubuntu').text,
      'Docker was not found on ubuntu.',
    );
  });

  it('speaks of Docker when no endpoint was found', () => {
    const lost: ConnectionFailure = { problem: 'timeout', detail: '', seconds: 10 };
    assert.equal(failureWords(lost).text, 'Docker did not answer in 10 s.');
  });

  const groups: readonly [string | undefined, string][] = [
    [undefined, 'docker'],
    ['docker', 'docker'],
    ['docker-users', 'docker-users'],
    ['x; rm -rf /', 'docker'],
    ['$(id)', 'docker'],
    ['', 'docker'],
  ];
  for (const [group, used] of groups) {
    it(`puts ${group ?? 'no group'} into the fix command as ${used}`, () => {
      const of = failure('permissionDenied', group === undefined ? {} : { group });
      assert.equal(fixCommand(of), `sudo usermod -aG ${used} "$USER"`);
    });
  }
});

describe('asOfWords', () => {
  it('has hours and minutes, as the language writes them', () => {
    const at = new Date(2026, 0, 2, 14, 2, 59).getTime();
    assert.match(asOfWords(at), /^As of \D*(?:14|0?2)\D02\D*, reconnecting…$/);
  });

  it('has no time when nothing was ever read', () => {
    assert.equal(asOfWords(undefined), 'Reconnecting…');
  });
});
