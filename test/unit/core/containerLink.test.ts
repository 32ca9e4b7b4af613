import assert from 'node:assert/strict';
import { readLink } from '../../../src/core/containerLink.ts';

describe('container link', () => {
  for (const [text, container, alias] of [
    ['web', 'web', 'web'],
    ['web:db', 'web', 'db'],
    ['/web', 'web', 'web'],
    ['/web:db', 'web', 'db'],
    ['web:/db', 'web', 'db'],
    ['/web:/owner/db', 'web', 'db'],
    ['web:', 'web', ''],
    [':db', '', 'db'],
  ] as const) {
    it(`${text} is ${container} as ${alias}`, () => {
      assert.deepEqual(readLink(text), { ok: true, link: { container, alias } });
    });
  }

  for (const [text, message] of [
    ['', 'empty string specified for links'],
    ['web:db:x', 'bad format for links: web:db:x'],
    ['a:b:c:d', 'bad format for links: a:b:c:d'],
  ] as const) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readLink(text), { ok: false, message });
    });
  }
});
