import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mappingsOf } from '../../../src/core/mapping.ts';
import { mappingOfRule, referenceOf, ruleOf } from '../../../src/core/mappingRule.ts';
import { bindingsOf, formatPublish } from '../../../src/core/portSpec.ts';
import { bindingsFault } from '../../../src/core/recreateBindings.ts';
import { bindingKey, configuredBindings } from '../../../src/core/wantedPorts.ts';
import { propertyRuns, propertyTimeout } from '../propertyRuns.ts';
import {
  bindingsOfRule,
  container,
  exposedPort,
  listedBinding,
  mapping,
  onlyMapping,
  portWith,
  publishAllBinding,
  publishing,
  stopped,
} from './containers.ts';
import { publishRules } from './publishRules.ts';
import { mappingWith, ruleOfText } from './stagedChanges.ts';

describe('ruleOf', () => {
  const same = [
    '8080:80/tcp',
    '127.0.0.1:8080:80/tcp',
    '[::1]:53:53/udp',
    '8000-8010:9000-9010/sctp',
    '8000-8010:80/tcp',
    '80/tcp',
    '127.0.0.1::80-81/tcp',
  ];
  for (const rule of same) {
    it(`asks for -p ${rule} again`, () => {
      const found = ruleOf(mapping(rule));
      assert.equal(found && formatPublish(found), rule);
    });
  }

  it('asks for the same when the container does not run', () => {
    const found = ruleOf(onlyMapping(stopped(publishing(['8000-8010:80']))));
    assert.deepEqual(found, ruleOfText('8000-8010:80'));
  });

  it('knows none for what is exposed only', () => {
    assert.equal(ruleOf(onlyMapping(container({ ports: [exposedPort('80/tcp')] }))), undefined);
  });

  it('knows none for what was not inspected', () => {
    const listed = container({ ports: [portWith('80/tcp', [listedBinding('0.0.0.0', 8080)])] });
    assert.equal(ruleOf(onlyMapping(listed)), undefined);
  });
});

describe('mappingOfRule', () => {
  const kinds: readonly [rule: string, request: string, host: string][] = [
    ['8080:80', 'fixed', '8080-8080'],
    ['8000-8002:80-82', 'fixed', '8000-8002'],
    ['8000-8002:80', 'range', ''],
    ['80', 'dynamic', ''],
    // Docker takes it for the wish for any port.
    ['0:80', 'dynamic', ''],
  ];
  for (const [rule, request, host] of kinds) {
    it(`shows -p ${rule} as ${request}`, () => {
      const { hostPorts, ...shown } = mappingOfRule(ruleOfText(rule));
      const range = hostPorts === undefined ? '' : `${hostPorts.start}-${hostPorts.end}`;
      assert.deepEqual([shown.kind, shown.request, range], ['staged', request, host]);
    });
  }

  it('is on every address of both families without one', () => {
    const { addresses, reach } = mappingOfRule(ruleOfText('8080:80'));
    assert.deepEqual([addresses, reach], [['0.0.0.0', '::'], 'allInterfaces']);
  });

  it('gives the rule back, as a mapping of a container does', function () {
    this.timeout(propertyTimeout);
    fc.assert(
      fc.property(publishRules, (rules) => {
        for (const rule of rules.map(ruleOfText)) {
          assert.deepEqual(ruleOf({ ...mappingOfRule(rule), id: '' }), rule);
        }
      }),
      propertyRuns,
    );
  });
});

describe('referenceOf', () => {
  it('names the one rule of a mapping', () => {
    const web = publishing(['8080:80', '127.0.0.1:8443:443']);
    assert.deepEqual(referenceOf(web, mappingWith(web, '8443')), {
      rules: [ruleOfText('127.0.0.1:8443:443')],
      byPublishAll: false,
    });
  });

  it('names both rules that are shown as one mapping', () => {
    const web = publishing(['0.0.0.0:8080:80', '[::]:8080:80', '127.0.0.1:9090:80']);
    assert.deepEqual(referenceOf(web, mappingWith(web, '8080')), {
      rules: [ruleOfText('0.0.0.0:8080:80'), ruleOfText('[::]:8080:80')],
      byPublishAll: false,
    });
  });

  it('leaves out rules on every address that are mappings of their own', () => {
    const web = publishing(['80', '0.0.0.0::80', '[::]::80']);
    const first = mappingsOf(web).find(({ hostIp }) => hostIp === '');
    assert.ok(first);
    assert.deepEqual(referenceOf(web, first)?.rules, [ruleOfText('80')]);
  });

  it('names the port that -P published', () => {
    const all = container({
      publishAll: true,
      ports: [portWith('80/tcp', [publishAllBinding(32_768)], 'image')],
    });
    assert.deepEqual(referenceOf(all, onlyMapping(all)), {
      rules: [ruleOfText('80')],
      byPublishAll: true,
    });
  });

  it('names nothing for what is exposed only', () => {
    const web = container({ ports: [exposedPort('80/tcp')] });
    assert.equal(referenceOf(web, onlyMapping(web)), undefined);
  });

  it('names every binding of a container, and none that it has not', function () {
    this.timeout(propertyTimeout);
    // The engine starts none with two rules for one port; of a range it gives each another port.
    const possible = publishRules.filter((rules) => {
      const bindings = rules.flatMap(bindingsOfRule);
      const chosen = bindings.filter(({ hostPort }) => hostPort.includes('-'));
      return bindingsFault(bindings, []) === undefined && chosen.length < 2;
    });
    fc.assert(
      fc.property(possible, (rules) => {
        const web = publishing(rules);
        const named = mappingsOf(web)
          .flatMap((each) => referenceOf(web, each)?.rules ?? [])
          .flatMap(bindingsOf);
        const configured = configuredBindings(web);
        assert.deepEqual(new Set(named.map(bindingKey)), new Set(configured.map(bindingKey)));
      }),
      propertyRuns,
    );
  });
});
