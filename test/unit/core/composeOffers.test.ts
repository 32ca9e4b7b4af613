import assert from 'node:assert/strict';
import { readComposeDocument } from '../../../src/adapters/compose/document.ts';
import * as editing from '../../../src/adapters/compose/edits.ts';
import {
  entryAt,
  type ComposeDocument,
  type ComposeEntry,
} from '../../../src/core/composeDocument.ts';
import {
  composeOffers,
  copiesWish,
  wishOf,
  type ComposeOffer,
} from '../../../src/core/composeOffers.ts';
import { applyEdits, type FileEdit } from '../../../src/core/textEdit.ts';

/** The entry that begins where the text has `§`, which is taken out. */
function entryIn(marked: string): {
  readonly text: string;
  readonly entry: ComposeEntry;
  readonly services: ComposeDocument['services'];
} {
  const offset = marked.indexOf('§');
  const text = marked.replace('§', '');
  const document = readComposeDocument(text, '/shop/compose.yaml', 'file:///shop/compose.yaml');
  const entry = entryAt(document, offset);
  assert(entry);
  return { text, entry, services: document.services };
}

function offersIn(marked: string): {
  readonly text: string;
  readonly offers: readonly ComposeOffer[];
} {
  const { text, entry } = entryIn(marked);
  const facts = {
    free: { start: 8081, end: 8081 },
    freeForCopies: marked.includes('scale') ? { start: 8081, end: 8083 } : undefined,
    defaultAddress: '127.0.0.1',
  };
  return { text, offers: composeOffers(text, entry, editing, facts) };
}

function offered(
  marked: string,
  title: string,
): { readonly edit: FileEdit; readonly after: string } {
  const { text, offers } = offersIn(marked);
  const offer = offers.find((each) => each.title === title);
  assert(offer, `offers ${title}`);
  const edit = offer.edit();
  return { edit, after: edit.ok ? applyEdits(text, edit.edits) : '' };
}

const web = (entry: string): string =>
  `services:\n  web: # the shop\n    image: nginx\n    ports:\n      - §${entry} # main\n`;
const webAfter = (entry: string): string => web(entry).replace('§', '');

describe('composeOffers', () => {
  const cases: readonly (readonly [entry: string, title: string, after: string])[] = [
    ['"8080:80"', 'Change Host Port to Free 8081', '"8081:80"'],
    ['8080:80', 'Change Host Port to Free 8081', '8081:80'],
    ["'127.0.0.1:8080:80/tcp'", 'Change Host Port to Free 8081', "'127.0.0.1:8081:80/tcp'"],
    ['"8080:80/udp"', 'Let Docker Pick the Host Port', '"80/udp"'],
    ["'127.0.0.1:8080:80'", 'Let Docker Pick the Host Port', "'127.0.0.1::80'"],
    ['"8000-8001:80-81"', 'Let Docker Pick the Host Port', '"80-81"'],
    ['"8080:80"', 'Restrict to This Host', '"127.0.0.1:8080:80"'],
    ['"[::]:8080:80"', 'Restrict to This Host', '"[::1]:8080:80"'],
    ['"127.0.0.1:8080:80"', 'Publish on All Interfaces', '"8080:80"'],
    ['22:22', 'Quote the Value', '"22:22"'],
  ];
  for (const [entry, title, after] of cases) {
    it(`${title}: ${entry} as ${after}`, () => {
      assert.equal(offered(web(entry), title).after, webAfter(after));
    });
  }

  const copies = 'Use Free Host Ports 8081-8083, One for Each Container';
  const scaled: readonly (readonly [entry: string, after: string])[] = [
    ['"8080:80"', '"8081-8083:80"'],
    ["'[::1]:8080:80/udp'", "'[::1]:8081-8083:80/udp'"],
    ['{ target: 80, published: 8080 }', '{ target: 80, published: "8081-8083" }'],
  ];
  for (const [entry, after] of scaled) {
    it(`gives each container of a service a host port: ${entry} as ${after}`, () => {
      const before = `${web(entry)}    scale: 3\n`;
      assert.equal(offered(before, copies).after, `${webAfter(after)}    scale: 3\n`);
    });
  }

  it('says which checks an offer answers', () => {
    const { offers } = offersIn(`${web('"8080:80"')}    scale: 3\n`);
    const answering = (check: string): readonly string[] =>
      offers
        .filter(({ answers }) => answers.some((each) => each === check))
        .map(({ title }) => title);
    assert.deepEqual(answering('ScaledHostPort'), [copies, 'Let Docker Pick the Host Port']);
    for (const check of ['PortConflict', 'PortOfOtherProject', 'PortInUse']) {
      assert.deepEqual(answering(check), ['Change Host Port to Free 8081']);
    }
  });

  it('converts to the long form and back', () => {
    const short = web('"8080:80"').replace(' # main', '');
    const long = offered(short, 'Convert to Long Form').after;
    assert.equal(
      long,
      'services:\n  web: # the shop\n    image: nginx\n    ports:\n      - target: 80\n        published: "8080"\n',
    );
    const back = offered(long.replace('target', '§target'), 'Convert to Short Form').after;
    assert.equal(back, short.replace('§', ''));
  });

  it('removes an entry with its line', () => {
    const text =
      'services:\n  web:\n    image: nginx\n    ports:\n      - §"8080:80"\n      - "81"\n';
    assert.equal(
      offered(text, 'Remove 8080 → 80/tcp').after,
      'services:\n  web:\n    image: nginx\n    ports:\n      - "81"\n',
    );
  });

  it('publishes an entry of expose', () => {
    const text = 'services:\n  web:\n    image: nginx\n    expose:\n      - §"3000"\n';
    const { after } = offered(text, 'Publish 8081 → 3000/tcp on this host only');
    assert.match(after, /ports:\n\s+- "127\.0\.0\.1:8081:3000"\n/);
  });

  const titles = (marked: string): string[] => offersIn(marked).offers.map(({ title }) => title);
  it('offers what fits the entry', () => {
    assert.deepEqual(titles(web('"8080:80"')), [
      'Change Host Port to Free 8081',
      'Let Docker Pick the Host Port',
      'Restrict to This Host',
      'Convert to Long Form',
      'Remove 8080 → 80/tcp',
    ]);
    assert.deepEqual(titles(web('127.0.0.1::80')), [
      'Publish on All Interfaces',
      'Convert to Long Form',
      'Quote the Value',
      'Remove dynamic → 80/tcp',
    ]);
  });

  const refusals: readonly (readonly [text: string, reason: RegExp])[] = [
    [
      'x-ports: &ports ["8080:80"]\nservices:\n  web:\n    image: nginx\n    ports: §*ports\n',
      /alias/,
    ],
    [
      'x-web: &web\n  ports:\n    - §"8080:80"\nservices:\n  web:\n    image: nginx\n    <<: *web\n',
      /merge key/,
    ],
    [web('"${PORT:-8080}:80"'), /variable/],
  ];
  for (const [text, reason] of refusals) {
    it(`says why not: ${reason.source}`, () => {
      const marked = text.includes('§*') ? text.replace('§', '').replace('["8', '[§"8') : text;
      const { edit } = offered(marked, 'Convert to Long Form');
      assert.match(edit.ok ? 'it can be done' : edit.reason, reason);
    });
  }
});

describe('wishOf', () => {
  it('asks for as many host ports as the entry has, on its address', () => {
    const { entry } = entryIn(web('"127.0.0.1:8000-8010:80-90/udp"'));
    assert.deepEqual(wishOf(entry, ''), {
      count: 11,
      protocol: 'udp',
      hostIp: '127.0.0.1',
      prefer: 8000,
    });
  });

  it('asks for none where Docker picks the host port', () => {
    assert.equal(wishOf(entryIn(web('"80"')).entry, ''), undefined);
  });
});

describe('copiesWish', () => {
  const table: readonly (readonly [entry: string, rest: string, count: number | undefined])[] = [
    ['"127.0.0.1:8080:80/udp"', 'scale: 3', 3],
    ['"8080:80"', 'deploy: { replicas: 2 }', 2],
    ['"8080:80"', 'scale: 1', undefined],
    ['"8080:80"', 'restart: always', undefined],
    ['"80"', 'scale: 3', undefined],
    ['"8080-8081:80"', 'scale: 3', 3],
    ['"8080-8082:80"', 'scale: 3', undefined],
    ['"8080-8081:80-81"', 'scale: 3', undefined],
  ];
  for (const [text, rest, count] of table) {
    it(`${text}, ${rest}: ${count ?? 'none'}`, () => {
      const marked = `${web(text)}    ${rest}\n`;
      const { entry, services } = entryIn(marked);
      assert.equal(copiesWish(entry, { services })?.count, count);
    });
  }

  it('looks on the address of the entry, from its host port on', () => {
    const { entry, services } = entryIn(`${web('"127.0.0.1:8080:80/udp"')}    scale: 3\n`);
    assert.deepEqual(copiesWish(entry, { services }), {
      count: 3,
      protocol: 'udp',
      hostIp: '127.0.0.1',
      prefer: 8080,
    });
  });
});
