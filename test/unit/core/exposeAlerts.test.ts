import assert from 'node:assert/strict';
import { readExposes } from '../../../src/adapters/dockerfile/exposes.ts';
import { exposeAlerts, type OtherCheckers } from '../../../src/core/exposeAlerts.ts';

const alone: OtherCheckers = { buildChecks: false, languageServer: false };

function alertsOf(text: string, others = alone): string[] {
  return exposeAlerts(readExposes(text), others).map(
    ({ check, severity, token }) => `${severity} ${check} ${token.text}`,
  );
}

describe('exposeAlerts', () => {
  const cases: readonly (readonly [lines: string, alerts: readonly string[]])[] = [
    ['EXPOSE 80 443/udp 8000-8002', []],
    ['EXPOSE 8080:80', ['warning ExposeInvalidFormat 8080:80']],
    ['EXPOSE 80/TCP', ['warning ExposeProtoCasing 80/TCP']],
    ['EXPOSE 80 80/tcp', ['info DuplicatePort 80/tcp']],
    ['EXPOSE 65536', ['error PortOutOfRange 65536']],
    ['EXPOSE 1-70000/udp', ['error PortOutOfRange 1-70000/udp']],
    ['EXPOSE 90-80', ['error ReversedRange 90-80']],
    [
      'EXPOSE 1-2:90-80',
      ['warning ExposeInvalidFormat 1-2:90-80', 'error ReversedRange 1-2:90-80'],
    ],
    ['EXPOSE abc', ['error InvalidPort abc']],
    ['EXPOSE 80/xyz', ['error InvalidPort 80/xyz']],
    ['EXPOSE 80,', ['error InvalidPort 80,']],
    ['EXPOSE "80', ['error InvalidPort "80']],
    // What only other instructions are about.
    ['expose 80\nRUN <<E\nb', []],
    ['EXPOSE --a 80', []],
    ['ENV A b\nEXPOSE 80', []],
    // Another value of the variable makes all of these right.
    ['ARG P\nEXPOSE $P/tcp', []],
    ['ARG P=99999\nEXPOSE $P', []],
    ['ARG P\nEXPOSE ${P:?missing}', []],
    ['ARG P=80\nEXPOSE 80 $P', []],
    ['ARG P=80\nEXPOSE $P 80', []],
    ['ARG P=8080:80\nEXPOSE $P', []],
    ['ARG P=TCP\nEXPOSE 80/$P', []],
    ['EXPOSE $UNDEFINED', []],
    // And none makes these right.
    ['ARG P=80\nEXPOSE 8080:$P', ['warning ExposeInvalidFormat 8080:$P']],
    ['ARG P=80\nEXPOSE $P/TCP', ['warning ExposeProtoCasing $P/TCP']],
    // The file says so.
    ['# check=skip=ExposeInvalidFormat\nEXPOSE 8080:80', []],
  ];
  for (const [lines, alerts] of cases) {
    it(JSON.stringify(lines), () => {
      assert.deepEqual(alertsOf(`FROM scratch\n${lines}\n`), alerts);
    });
  }

  it('has no error for a stage that is not built', () => {
    assert.deepEqual(alertsOf('FROM a\nEXPOSE abc\nFROM b\n'), ['info InvalidPort abc']);
  });

  it('leaves the build checks to who shows them', () => {
    const others = { buildChecks: true, languageServer: true };
    const text = 'FROM a\nEXPOSE 8080:80 81/TCP 82 82\n';
    assert.deepEqual(alertsOf(text, others), ['info DuplicatePort 82']);
    assert.equal(alertsOf(text, { ...others, buildChecks: false }).length, 3);
  });

  const server: readonly (readonly [port: string, ours: boolean])[] = [
    ['abc', false],
    ['80,', false],
    ['80/xyz', false],
    ['99999', true],
    ['90-80', true],
    ['8000-8002:9000-9001', true],
    ['127.0.0.1', false],
  ];
  for (const [port, ours] of server) {
    it(`leaves ${port} ${ours ? 'not ' : ''}to the language server`, () => {
      const others = { buildChecks: true, languageServer: true };
      assert.equal(alertsOf(`FROM a\nEXPOSE ${port}\n`, others).length, ours ? 1 : 0);
    });
  }

  it('says what is wrong in words', () => {
    const messages = exposeAlerts(readExposes('FROM a\nEXPOSE 1 1 2-1 65536 x 1:1\n'), alone).map(
      ({ message }) => message,
    );
    assert.deepEqual(messages.sort(), [
      '1 is already exposed in this stage.',
      '1:1 is already exposed in this stage.',
      "EXPOSE instruction should not define an IP address or host-port mapping, found '1:1'",
      'Ports go from 0 to 65535 (invalid containerPort: 65536).',
      'The range ends before it starts (invalid containerPort: 2-1).',
      'invalid containerPort: x',
    ]);
  });
});
