import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Container } from '../../../src/core/container.ts';
import { defaultMappingOptions, mappingsOf } from '../../../src/core/mapping.ts';
import { ruleOf } from '../../../src/core/mappingRule.ts';
import { bindingsOf, type PortBinding } from '../../../src/core/portSpec.ts';
import { bindingKey, configuredBindings, wantedPorts } from '../../../src/core/wantedPorts.ts';
import { propertyRuns, propertyTimeout } from '../propertyRuns.ts';
import {
  bindingsOfRule,
  container,
  exposedPort,
  listedBinding,
  portWith,
  publishAllBinding,
  publishing,
  stopped,
} from './containers.ts';
import { publishRules } from './publishRules.ts';
import { adding, referenceTo, removing, replacing } from './stagedChanges.ts';

/** What `-p` would have to say, in any order. */
function keys(bindings: readonly PortBinding[]): string[] {
  return bindings.map(bindingKey).sort();
}

function keysOf(...rules: readonly string[]): string[] {
  return keys(rules.flatMap(bindingsOfRule));
}

describe('wantedPorts', () => {
  it('is what the container has when nothing is changed', () => {
    const web = publishing(['8080:80', '127.0.0.1::443', '9000-9005:90/udp'], {
      publishAll: false,
    });
    assert.deepEqual(wantedPorts(web, []), {
      request: {
        containerId: 'c1',
        bindings: ['8080:80', '127.0.0.1::443', '9000-9005:90/udp'].flatMap(bindingsOfRule),
        exposed: [],
        publishAll: false,
      },
      lost: [],
    });
  });

  it('adds a rule', () => {
    const web = publishing(['8080:80']);
    const { request } = wantedPorts(web, [adding(web, '127.0.0.1:8081:80')]);
    assert.deepEqual(keys(request.bindings), keysOf('8080:80', '127.0.0.1:8081:80'));
  });

  it('replaces a range by another', () => {
    const web = publishing(['8000-8002:8000-8002', '8443:443']);
    const { request, lost } = wantedPorts(web, [replacing(web, '8000', '9000-9002:8000-8002')]);
    assert.deepEqual(keys(request.bindings), keysOf('9000-9002:8000-8002', '8443:443'));
    assert.deepEqual(lost, []);
  });

  it('removes both rules of a mapping on both families', () => {
    const web = publishing(['0.0.0.0:8080:80', '[::]:8080:80', '127.0.0.1:8081:80']);
    const { request, lost } = wantedPorts(web, [removing(web, '8080')]);
    assert.deepEqual(keys(request.bindings), keysOf('127.0.0.1:8081:80'));
    assert.deepEqual(lost, []);
  });

  it('lets two mappings exchange their host ports', () => {
    const web = publishing(['8080:80', '8081:80']);
    const { request, lost } = wantedPorts(web, [
      replacing(web, '8080', '8081:80', 'first'),
      replacing(web, '8081', '8080:80', 'second'),
    ]);
    assert.deepEqual(keys(request.bindings), keysOf('8080:80', '8081:80'));
    assert.deepEqual(lost, []);
  });

  it('removes one of two equal rules', () => {
    const web = stopped(publishing(['8080:80', '8080:80']));
    const { request, lost } = wantedPorts(web, [removing(web, '8080')]);
    assert.deepEqual(keys(request.bindings), keysOf('8080:80'));
    assert.deepEqual(lost, []);
  });

  it('makes the other changes when what one replaces is gone', () => {
    const web = publishing(['8080:80', '8443:443']);
    const edit = replacing(web, '8080', '8081:80', 'edit');
    const removal = removing(web, '8443');
    const { request, lost } = wantedPorts(publishing(['9999:80', '8443:443']), [edit, removal]);
    assert.deepEqual(keys(request.bindings), keysOf('9999:80'));
    assert.deepEqual(lost, [edit]);
  });

  it('does not remove a mapping twice', () => {
    const web = publishing(['8080:80']);
    const again = removing(web, '8080', 'again');
    assert.deepEqual(wantedPorts(web, [removing(web, '8080'), again]).lost, [again]);
  });

  it('keeps a port exposed that the image or --expose exposes', () => {
    const [binding] = publishing(['8080:80']).ports[0]?.bindings ?? [];
    assert.ok(binding);
    const unexposed = (['image', 'operator', 'publish', 'unknown'] as const).map((exposedBy) => {
      const web = container({ ports: [portWith('80/tcp', [binding], exposedBy)] });
      return wantedPorts(web, [removing(web, '8080')]).request.unexposed;
    });
    assert.deepEqual(unexposed, [undefined, undefined, ['80/tcp'], undefined]);
  });

  it('takes nothing for configured that the engine merely holds', () => {
    const web = container({
      ports: [portWith('80/tcp', [listedBinding('0.0.0.0', 8080)], 'image')],
    });
    assert.deepEqual(configuredBindings(web), []);
  });
});

describe('wantedPorts of a container with -P', () => {
  const all = container({
    publishAll: true,
    ports: [
      portWith('80/tcp', [publishAllBinding(32_768)], 'image'),
      portWith('443/tcp', [publishAllBinding(32_769)], 'operator'),
    ],
  });

  it('stays with -P when nothing of it changes', () => {
    const { publishAll, bindings } = wantedPorts(all, [adding(all, '9000:9000')]).request;
    assert.deepEqual([publishAll, keys(bindings)], [true, keysOf('9000:9000')]);
  });

  it('publishes the others by rules when one port is removed', () => {
    const { publishAll, bindings } = wantedPorts(all, [removing(all, '32768')]).request;
    assert.deepEqual([publishAll, keys(bindings)], [false, keysOf('443')]);
  });

  it('removes several', () => {
    const changes = [removing(all, '32768', 'a'), removing(all, '32769', 'b')];
    const { request, lost } = wantedPorts(all, changes);
    assert.deepEqual([request.publishAll, request.bindings, lost], [false, [], []]);
  });

  it('stays with -P when a port gets a rule instead', () => {
    const { publishAll, bindings } = wantedPorts(all, [
      replacing(all, '32768', '127.0.0.1:8080:80'),
    ]).request;
    assert.deepEqual([publishAll, keys(bindings)], [true, keysOf('127.0.0.1:8080:80')]);
  });

  it('keeps the dynamic port beside an added rule, for which -P would leave it out', () => {
    const { publishAll, bindings } = wantedPorts(all, [adding(all, '8080:80')]).request;
    assert.deepEqual([publishAll, keys(bindings)], [true, keysOf('80', '8080:80')]);
  });

  it('pins the dynamic port when the rule is for the very one', () => {
    const { publishAll, bindings } = wantedPorts(all, [adding(all, '32768:80')]).request;
    assert.deepEqual([publishAll, keys(bindings)], [true, keysOf('32768:80')]);
  });

  it('does not let -P publish a port again whose rule is removed', () => {
    const some = container({
      publishAll: true,
      ports: [
        ...publishing(['8080:80']).ports.map((port) => ({ ...port, exposedBy: 'image' as const })),
        portWith('443/tcp', [publishAllBinding(32_769)], 'image'),
      ],
    });
    const { publishAll, bindings } = wantedPorts(some, [removing(some, '8080')]).request;
    assert.deepEqual([publishAll, keys(bindings)], [false, keysOf('443')]);
  });

  it('knows a removal that is not for this container', () => {
    const removal = removing(all, '32768');
    const other = container({ publishAll: true, ports: [exposedPort('80/tcp')] });
    assert.deepEqual(wantedPorts(other, [removal]).lost, [removal]);
  });
});

describe('wantedPorts of any container', function () {
  this.timeout(propertyTimeout);

  /** A container that no two equal bindings: the engine starts no other. */
  const distinct = publishRules.filter((rules) => {
    const all = keysOf(...rules);
    return new Set(all).size === all.length;
  });

  const withAny = (check: (web: Container) => void): void => {
    fc.assert(
      fc.property(distinct, (rules) => {
        check(publishing(rules));
      }),
      propertyRuns,
    );
  };

  it('has the bindings of its rules', () => {
    fc.assert(
      fc.property(distinct, (rules) => {
        assert.deepEqual(keys(configuredBindings(publishing(rules))), keysOf(...rules));
      }),
      propertyRuns,
    );
  });

  it('loses a removed mapping and nothing else', () => {
    withAny((web) => {
      for (const mapping of mappingsOf(web)) {
        const was = referenceTo(web, mapping);
        const change = { kind: 'remove', id: 'r', container: web, was } as const;
        const { request, lost } = wantedPorts(web, [change]);
        assert.deepEqual(lost, []);
        assert.deepEqual(
          keys([...request.bindings, ...was.rules.flatMap(bindingsOf)]),
          keys(configuredBindings(web)),
        );
      }
    });
  });

  it('stays as it is when a mapping is replaced by itself', () => {
    withAny((web) => {
      const options = { ...defaultMappingOptions, mergeIpFamilies: false };
      for (const mapping of mappingsOf(web, options)) {
        const rule = ruleOf(mapping);
        assert.ok(rule);
        const was = { rules: [rule], byPublishAll: false };
        const change = { kind: 'replace', id: 'r', container: web, was, rule } as const;
        const { request, lost } = wantedPorts(web, [change]);
        assert.deepEqual(lost, []);
        assert.deepEqual(keys(request.bindings), keys(configuredBindings(web)));
      }
    });
  });

  it('is as before once an added mapping is removed', () => {
    fc.assert(
      fc.property(distinct, (rules) => {
        const [added, ...before] = rules;
        fc.pre(added !== undefined);
        const web = publishing(rules);
        const rule = adding(web, added).rule;
        const was = { rules: [rule], byPublishAll: false };
        const change = { kind: 'remove', id: 'r', container: web, was } as const;
        const { request, lost } = wantedPorts(web, [change]);
        assert.deepEqual(lost, []);
        assert.deepEqual(keys(request.bindings), keysOf(...before));
        const again = wantedPorts(publishing(before), [adding(web, added)]);
        assert.deepEqual(keys(again.request.bindings), keysOf(...rules));
      }),
      propertyRuns,
    );
  });
});
