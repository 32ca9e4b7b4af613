import assert from 'node:assert/strict';
import { readComposeDocument } from '../../../src/adapters/compose/document.ts';
import { entriesOf, type ComposeEntry } from '../../../src/core/composeDocument.ts';
import { entrySentences, entryTitle } from '../../../src/core/composeWords.ts';

function entryOf(list: string, other = ''): ComposeEntry {
  const text = `services:\n  web:\n    image: nginx\n    ${list}\n${other}`;
  const [entry] = entriesOf(readComposeDocument(text, '/compose.yaml', 'file:///compose.yaml'));
  assert(entry);
  return entry;
}

describe('entryTitle and entrySentences', () => {
  const everybody = 'All interfaces: every device that reaches the Docker host reaches it.';
  const cases: readonly (readonly [list: string, title: string, ...sentences: string[]])[] = [
    ['ports: ["8080:80"]', '8080 → 80/tcp', everybody],
    [
      'ports: ["127.0.0.1:53:53/udp"]',
      '53 → 53/udp',
      'This host only: only programs on the Docker host reach it.',
    ],
    [
      'ports: ["[::1]:80:80"]',
      '80 → 80/tcp',
      'This host only: only programs on the Docker host reach it.',
    ],
    [
      'ports: ["192.168.1.2:80:80"]',
      '80 → 80/tcp',
      "Reached through the host's address 192.168.1.2.",
    ],
    ['ports: ["8000-8010:8000-8010"]', '8000-8010 → 8000-8010/tcp', everybody],
    [
      'ports: [80]',
      'dynamic → 80/tcp',
      everybody,
      'Dynamic: Docker picks the host port at every start.',
    ],
    [
      'ports: ["8000-8010:80"]',
      'one of 8000-8010 → 80/tcp',
      everybody,
      'Docker chooses the host port from 8000-8010.',
    ],
    [
      'ports: ["${PORT:-8080}:80"]',
      '8080 → 80/tcp',
      everybody,
      'Written with variables: other values give other ports.',
    ],
    [
      'expose: ["3000"]',
      '3000/tcp',
      'Documented by expose, which publishes nothing: only containers on the same network reach it.',
    ],
  ];
  for (const [list, title, ...sentences] of cases) {
    it(`decode ${list}`, () => {
      const entry = entryOf(list);
      assert.equal(entryTitle(entry), title);
      assert.deepEqual(entrySentences(entry), sentences);
    });
  }

  it('say that a network mode ignores ports', () => {
    const entry = entryOf('ports: ["8080:80"]', '    network_mode: host\n');
    assert.deepEqual(entrySentences(entry), [
      'The service has network_mode: host; published ports are ignored.',
    ]);
  });
});
