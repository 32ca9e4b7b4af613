import assert from 'node:assert/strict';
import { bindingsFault, fixedHostPort } from '../../../src/core/recreateBindings.ts';
import type { RecreateFacts } from '../../../src/core/recreateFacts.ts';
import { refusalOf } from '../../../src/core/recreateRefusal.ts';
import { recreateSteps } from '../../../src/core/recreateSteps.ts';
import { recreateLosses, recreateWarnings } from '../../../src/core/recreateWarnings.ts';
import type { PortBinding } from '../../../src/core/portSpec.ts';
import { facts } from './recreateFacts.ts';

describe('refusalOf', () => {
  const refusals: readonly (readonly [Partial<RecreateFacts>, RegExp])[] = [
    [{ engine: 'podman' }, /^Podman/],
    [{ orchestrator: 'swarm' }, /Swarm/],
    [{ orchestrator: 'kubernetes' }, /Kubernetes/],
    [{ state: 'removing' }, /being removed/],
    [{ isOwn: true }, /VS Code itself/],
    [{ unfinished: true }, /interrupted/],
    [{ networkMode: 'host' }, /network of the host/],
    [{ networkMode: 'none' }, /no network/],
    [{ networkMode: 'container:abc' }, /another container/],
    [{ networkDrivers: ['macvlan', 'ipvlan'] }, /macvlan and ipvlan/],
    [{ dependents: [{ name: 'side', by: 'network' }] }, /^side uses its network/],
    [{ dependents: [{ name: 'side', by: 'link' }] }, /^side is linked/],
    [{ imagePresent: false }, /image of web was removed/],
    [{ imageLayers: 125, changedFiles: 1 }, /125 layers/],
    [{ autoRemove: true }, /--rm/],
  ];
  for (const [part, reason] of refusals) {
    it(`refuses ${JSON.stringify(part)}`, () => {
      const refusal = refusalOf(facts(part), false);
      assert.match(refusal?.reason ?? '', reason);
      assert.notEqual(refusal?.remedy, '');
    });
  }

  const allowed: readonly Partial<RecreateFacts>[] = [
    {},
    { networkDrivers: ['macvlan', 'bridge'] },
    { imageLayers: 125 },
    { state: 'exited' },
    { compose: { project: 'p', service: 's' } },
  ];
  for (const part of allowed) {
    it(`allows ${JSON.stringify(part)}`, () => {
      assert.equal(refusalOf(facts(part), false), undefined);
    });
  }

  it('allows --rm once that was confirmed', () => {
    assert.equal(refusalOf(facts({ autoRemove: true }), true), undefined);
  });
});

describe('recreateWarnings', () => {
  it('has nothing to say of a plain container', () => {
    assert.deepEqual(recreateWarnings(facts()), []);
  });

  it('says what a person would not expect, the weightiest first', () => {
    const warnings = recreateWarnings(
      facts({ tmpfs: ['/t'], compose: { project: 'p', service: 's' } }),
    );
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['compose', 'tmpfs'],
    );
    assert.match(warnings[0]?.message ?? '', /service s of p/);
  });
});

describe('recreateLosses', () => {
  it('is nothing for a stopped container', () => {
    assert.deepEqual(recreateLosses(facts({ state: 'exited', tmpfs: ['/t'] })), []);
  });

  it('is what lives in memory only for a running one', () => {
    assert.deepEqual(recreateLosses(facts({ tmpfs: ['/t'] })), [
      'the memory of its processes',
      'the files in /t',
    ]);
  });
});

describe('recreateSteps', () => {
  const steps = (autoRemove: boolean, running: boolean): readonly string[] =>
    recreateSteps({ autoRemove, running }).map(({ step }) => step);

  it('creates and tries the ports before it stops, and saves the layer of what is stopped', () => {
    const order = steps(false, true);
    const at = ['journal', 'create', 'probe', 'stop', 'snapshot', 'renameNew', 'start'].map(
      (step) => order.indexOf(step),
    );
    assert.deepEqual(
      at,
      [...at].sort((left, right) => left - right),
    );
    assert.ok(!at.includes(-1));
  });

  it('saves the layer before the stop where the stop removes the container', () => {
    const order = steps(true, true);
    assert.ok(order.indexOf('snapshot') < order.indexOf('create'));
    assert.ok(order.indexOf('renameNew') < order.indexOf('stop'));
    assert.ok(!order.includes('holdOriginal'));
  });

  it('starts nothing that did not run', () => {
    const order = steps(false, false);
    for (const step of ['probe', 'stop', 'start', 'verify']) assert.ok(!order.includes(step));
  });

  it('says of each step what it does and how it is undone', () => {
    for (const each of recreateSteps({ autoRemove: true, running: true })) {
      assert.ok(each.does !== '' && each.undo !== '', each.step);
    }
  });
});

describe('bindingsFault', () => {
  const binding = (parts: Partial<PortBinding>): PortBinding => ({
    hostIp: '',
    hostPort: '8080',
    containerPort: 80,
    protocol: 'tcp',
    ...parts,
  });
  const faults: readonly (readonly [readonly Partial<PortBinding>[], RegExp])[] = [
    [[{ containerPort: 0 }], /container port/],
    [[{ containerPort: 65_536 }], /container port/],
    [[{ hostIp: 'localhost' }], /localhost is no literal/],
    [[{ hostIp: '[::1]' }], /no literal/],
    [[{ hostPort: '8080/tcp' }], /no host port/],
    [[{ hostPort: '99999' }], /no host port/],
    [[{}, {}], /twice/],
    [[{}, { containerPort: 81 }], /twice/],
    [[{}, { hostIp: '127.0.0.1' }], /twice/],
    [[{ hostIp: '::' }, { hostIp: '::1' }], /twice/],
  ];
  for (const [parts, message] of faults) {
    it(`finds the fault in ${JSON.stringify(parts)}`, () => {
      assert.match(bindingsFault(parts.map(binding), []) ?? '', message);
    });
  }

  const fine: readonly (readonly Partial<PortBinding>[])[] = [
    [{ hostPort: '' }, { hostPort: '' }],
    [{ hostPort: '0' }, { hostPort: '0' }],
    [{ hostPort: '8000-8010' }],
    [{}, { protocol: 'udp' }],
    [{ hostIp: '127.0.0.1' }, { hostIp: '127.0.0.2' }, { hostIp: '::1' }],
  ];
  for (const parts of fine) {
    it(`finds none in ${JSON.stringify(parts)}`, () => {
      assert.equal(bindingsFault(parts.map(binding), []), undefined);
    });
  }

  it('takes exposed ports with their protocol in lower case only', () => {
    assert.equal(bindingsFault([], ['80/tcp', '1/sctp']), undefined);
    for (const key of ['80', '80/TCP', '0/tcp', '80/icmp', '80/tcp/udp', '80-90/tcp']) {
      assert.match(bindingsFault([], [key]) ?? '', /no port to expose/, key);
    }
  });

  it('knows which host port is fixed', () => {
    assert.equal(fixedHostPort(binding({ hostPort: '8080-8080' })), 8080);
    assert.equal(fixedHostPort(binding({ hostPort: '8080-8081' })), undefined);
    assert.equal(fixedHostPort(binding({ hostPort: '' })), undefined);
    assert.equal(fixedHostPort(binding({ hostPort: '0' })), undefined);
  });
});
