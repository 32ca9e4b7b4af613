import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addExpose, exposeEditing, removePort } from '../../../../src/adapters/dockerfile/edits.ts';
import { readExposes } from '../../../../src/adapters/dockerfile/exposes.ts';
import { portKeys } from '../../../../src/core/exposeReading.ts';
import { applyEdits, type FileEdit } from '../../../../src/core/textEdit.ts';
import { propertyRuns, propertyTimeout } from '../../propertyRuns.ts';

/** What the file exposes after the edit; undefined if it was refused. */
function exposedAfter(text: string, edit: FileEdit): ReadonlySet<string> | undefined {
  return edit.ok ? new Set(readExposes(applyEdits(text, edit.edits)).exposed) : undefined;
}

describe('edits of any text', () => {
  /** Every edit is read again, and a word has several. */
  const runs = { numRuns: Math.ceil(propertyRuns.numRuns / 10) };
  const lines = fc.constantFrom(
    ...['FROM a', 'FROM b AS c', 'FROM c', 'RUN x \\', 'RUN <<E', 'E', 'CMD d', '# comment', ''],
    ...[
      '# check=skip=all',
      'ENV P=80',
      'ARG P',
      '  # indented',
      'ONBUILD EXPOSE 7',
      'ENTRYPOINT e',
    ],
  );
  const ports = fc.constantFrom(
    ...['80', '81', '82', '80-82', '8080:80', '80/TCP', '53/udp', "'80'", '"81"', '$P', '$P/TCP'],
    ...['90-80', '99999', 'abc', '1:$P', '80\\\n1', '\\\n', '\\\n# inside\n', '\\\n\n', '8\\\n'],
  );
  const exposes = fc.array(ports, { minLength: 1, maxLength: 6 }).map((words) => {
    return `EXPOSE ${words.join(' ')}`;
  });
  const texts = fc
    .tuple(
      fc.constantFrom('', '# escape=`\n', '\uFEFF'),
      fc.array(fc.oneof({ weight: 2, arbitrary: exposes }, lines), { maxLength: 8 }),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('', '\n'),
    )
    .map(([start, body, lineEnd, end]) =>
      (start + ['FROM a', ...body].join('\n') + end)
        .replaceAll('\n', lineEnd)
        .replaceAll('\\', start.startsWith('#') ? '`' : '\\'),
    );

  it('keep what is exposed, or add the UDP twin', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, chosen) => {
        const before = readExposes(text);
        const fails = before.problems.some(({ severity }) => severity === 'error');
        const token = before.tokens[chosen % before.tokens.length];
        if (token !== undefined) {
          for (const { kind, edit } of exposeEditing.offered(text, token)) {
            const after = exposedAfter(text, edit);
            if (after === undefined || fails) continue;
            const twins: readonly string[] = token.ports
              .flatMap(portKeys)
              .map((key) => key.replace('tcp', 'udp'));
            const isAdded: boolean = kind === 'addUdpTwin' && token.use !== 'none';
            assert.deepEqual(after, new Set([...before.exposed, ...(isAdded ? twins : [])]), kind);
          }
        }
      }),
      runs,
    );
  }).timeout(propertyTimeout);

  it('add and remove a port and nothing else', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, chosen) => {
        const before = readExposes(text);
        const added = exposedAfter(text, addExpose(text, ['9999/tcp']));
        const fails = before.problems.some(({ severity }) => severity === 'error');
        if (added !== undefined && !fails) {
          assert.deepEqual(added, new Set([...before.exposed, '9999/tcp']));
        }
        const key = before.exposed[chosen % before.exposed.length];
        const after = key === undefined ? undefined : exposedAfter(text, removePort(text, key));
        if (after !== undefined) {
          assert.deepEqual(after, new Set(before.exposed.filter((other) => other !== key)));
        }
      }),
      runs,
    );
  }).timeout(propertyTimeout);
});
