import assert from 'node:assert/strict';
import type { EditedProject } from '../../../../src/adapters/compose/editProject.ts';
import {
  addPort,
  changePort,
  portIndexAt,
  portRule,
} from '../../../../src/adapters/compose/edits.ts';
import { joinComposePorts, type ComposeReading } from '../../../../src/adapters/compose/ports.ts';
import type { PublishRule } from '../../../../src/core/portSpec.ts';
import { outcome, ports, rule, web } from './editCases.ts';

describe('portIndexAt', () => {
  const text = web(ports, '      - "80:80" # web', '      - target: 81', '        mode: host');
  for (const [at, index] of [
    ['ports', undefined],
    ['- "80', 0],
    ['"80', 0],
    ['# web', undefined],
    ['host', 1],
  ] as const) {
    it(`at ${at}`, () => {
      assert.equal(portIndexAt(text, 'web', text.indexOf(at)), index);
    });
  }

  it('of what has no list', () => {
    assert.equal(portIndexAt(web(), 'web', 0), undefined);
    assert.equal(portIndexAt(web(), 'db', 0), undefined);
  });
});

describe('portRule', () => {
  const cases: readonly (readonly [entry: string, rule: PublishRule | undefined])[] = [
    ['"127.0.0.1:8080:80/UDP"', rule('127.0.0.1:8080:80/udp')],
    ['"8000-8010:8000-8010"', rule('8000-8010:8000-8010')],
    ['"[2001:DB8::1]::80"', { ...rule('80'), hostIp: '2001:DB8::1' }],
    ['"${P:-8080}:80"', rule('8080:80')],
    ['"${SET}:80"', rule('7070:80')],
    ['0x50', rule('80')],
    ['{target: 80, published: 8000-8010, host_ip: 127.0.0.1}', rule('127.0.0.1:8000-8010:80')],
    ['{target: "80", protocol: SCTP}', rule('80/sctp')],
    ['{target: 80, protocol: web}', undefined],
    ['{published: 80}', undefined],
    ['web', undefined],
    ['*p', undefined],
  ];
  for (const [entry, expected] of cases) {
    it(`of ${entry}`, () => {
      const text = `x-p: &p 81\n${web(ports, `      - ${entry}`)}`;
      assert.deepEqual(portRule(text, 'web', 0, { env: { SET: '7070' } }), expected);
    });
  }
});

describe('an edit in a project of several files', () => {
  const text = web(ports, '      - "8080:80"');
  const project = (override: string): EditedProject => ({
    file: 'a.yaml',
    read: (changed: string): ComposeReading =>
      joinComposePorts([
        { name: 'a.yaml', text: changed },
        { name: 'b.yaml', text: override },
      ]),
  });

  it('is made beside the entries of another file', () => {
    const options = { project: project('services: {web: {ports: [81]}}') };
    const edit = changePort(text, 'web', 0, rule('8081:80'), options);
    assert.equal(outcome(text, edit), web(ports, '      - "8081:80"'));
  });

  it('is refused where another file decides', () => {
    const options = { project: project('services: {web: {ports: !override [81]}}') };
    const edit = addPort(text, 'web', rule('8081:80'), options);
    assert.equal(
      outcome(text, edit),
      'refused: Compose would then read other ports of web than these.',
    );
  });
});
