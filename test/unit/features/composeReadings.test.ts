import assert from 'node:assert/strict';
import type { TextDocument } from 'vscode';
import { readComposeDocument } from '../../../src/adapters/compose/document.ts';
import * as editing from '../../../src/adapters/compose/edits.ts';
import { ComposeReadings } from '../../../src/features/composeReadings.ts';

/** The parts of a document that readings look at. */
interface Typed {
  text: string;
  version: number;
  isClosed: boolean;
}

function documentOf(typed: Typed): TextDocument {
  const uri = { path: '/shop/compose.yaml', toString: () => 'file:///shop/compose.yaml' };
  return {
    uri,
    getText: () => typed.text,
    get version() {
      return typed.version;
    },
    get isClosed() {
      return typed.isClosed;
    },
  } as unknown as TextDocument;
}

describe('ComposeReadings', () => {
  let loads: number;
  let reads: string[];
  let readings: ComposeReadings;
  let typed: Typed;
  let document: TextDocument;

  beforeEach(() => {
    loads = 0;
    reads = [];
    readings = new ComposeReadings(() => {
      loads += 1;
      const read: typeof readComposeDocument = (text, path, uri) => {
        reads.push(text);
        return readComposeDocument(text, path, uri);
      };
      return Promise.resolve({ read, editing });
    });
    typed = { text: 'services: {}', version: 1, isClosed: false };
    document = documentOf(typed);
  });

  it('load nothing before a document is looked at, and then once', async () => {
    assert.equal(loads, 0);
    await Promise.all([readings.of(document), readings.of(document), readings.editing()]);
    assert.equal(loads, 1);
  });

  it('read each version once', async () => {
    const first = await readings.of(document);
    assert.equal(await readings.of(document), first);
    typed.text = 'name: shop';
    typed.version = 2;
    await readings.of(document);
    assert.deepEqual(reads, ['services: {}', 'name: shop']);
  });

  it('keep nothing of a document that was closed', async () => {
    await readings.of(document);
    readings.forget(document);
    typed.isClosed = true;
    await readings.of(document);
    await readings.of(document);
    assert.equal(reads.length, 3);
  });
});
