import assert from 'node:assert/strict';
import { parsePublish, type PublishRule } from '../../../../src/core/portSpec.ts';
import { applyEdits, type FileEdit } from '../../../../src/core/textEdit.ts';

export interface Case {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** `docker run -p` notation for the rule. */
export function rule(spec: string): PublishRule {
  const parsed = parsePublish(spec);
  assert.ok(parsed.ok, spec);
  const { hostIp, hostPorts, containerPorts, protocol } = parsed.value;
  const value = { hostIp, containerPorts, protocol };
  return hostPorts === undefined ? value : { ...value, hostPorts };
}

export function outcome(text: string, edit: FileEdit): string {
  return edit.ok ? applyEdits(text, edit.edits) : `refused: ${edit.reason}`;
}

export function check(cases: readonly Case[], edit: (text: string) => FileEdit): void {
  for (const { name, before, after } of cases) {
    it(name, () => {
      assert.equal(outcome(before, edit(before)), after);
    });
  }
}

/** A service with its lines after the image. */
export function web(...lines: readonly string[]): string {
  return ['services:', '  web:', '    image: nginx', ...lines, ''].join('\n');
}

export const ports = '    ports:';
