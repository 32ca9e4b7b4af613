import assert from 'node:assert/strict';
import { readDockerfileDeclarations } from '../../../../src/adapters/dockerfile/declarations.ts';
import type { ReadDeclarations } from '../../../../src/core/declaration.ts';
import { formatPublish } from '../../../../src/core/portSpec.ts';

function read(text: string): ReadDeclarations {
  return readDockerfileDeclarations({ path: '/srv/Dockerfile', text }, 'file:///srv/Dockerfile');
}

describe('readDockerfileDeclarations', () => {
  const table: readonly [name: string, text: string, found: readonly string[]][] = [
    ['words', 'FROM a\nEXPOSE 80 53/udp\n', ['2 80/tcp "80"', '2 53/udp "53/udp"']],
    ['a range', 'FROM a\nEXPOSE 8000-8010\n', ['2 8000-8010/tcp "8000-8010"']],
    ['the target alone', 'FROM a AS x\nEXPOSE 1\nFROM b\nEXPOSE 2\n', ['4 2/tcp "2"']],
    ['a stage below the target', 'FROM a AS x\nEXPOSE 1\nFROM x\n', ['2 1/tcp "1"']],
    ['a variable of the file', 'FROM a\nENV P=80\nEXPOSE $P\n', ['3 80/tcp "$P"']],
    ['line ends of Windows', 'FROM a\r\nEXPOSE 80\r\n', ['2 80/tcp "80"']],
  ];
  for (const [name, text, found] of table) {
    it(name, () => {
      assert.deepEqual(
        read(text).declarations.map(
          ({ at, rule }) => `${at.line} ${formatPublish(rule)} "${text.slice(at.start, at.end)}"`,
        ),
        found,
      );
    });
  }

  it('tells what the file alone does not say', () => {
    const { unread, failed } = read('FROM a\nEXPOSE $P\n');
    assert.equal(unread.count, 1);
    assert.equal(failed, undefined);
  });

  it('tells what a build fails with', () => {
    assert.match(read('FROM a\nEXPOSE abc\n').failed ?? '', /invalid containerPort: abc/);
  });
});
