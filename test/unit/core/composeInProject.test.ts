import assert from 'node:assert/strict';
import { readComposeDeclarations } from '../../../src/adapters/compose/declarations.ts';
import { readComposeDocument } from '../../../src/adapters/compose/document.ts';
import { entriesOf, type ComposeDocument } from '../../../src/core/composeDocument.ts';
import { entryDeclarations, projectOf } from '../../../src/core/composeInProject.ts';
import type { DeclaredFile } from '../../../src/core/declaration.ts';

const main = '/shop/compose.yaml';
const override = '/shop/compose.override.yaml';
const uriOf = (path: string): string => `file://${path}`;

function documentOf(text: string, path = main): ComposeDocument {
  return readComposeDocument(text, path, uriOf(path));
}

function project(files: Readonly<Record<string, string>>): DeclaredFile {
  const paths = Object.keys(files);
  const texts = paths.map((path) => ({ path, text: files[path] ?? '' }));
  const reading = readComposeDeclarations(texts, { readFile: () => undefined, uriOf });
  return { ...reading, uri: uriOf(paths[0] ?? ''), name: 'compose.yaml', kind: 'compose', paths };
}

const web = 'services:\n  web:\n    image: a\n    ports: ["8080:80"]\n';
const debug = 'services:\n  web:\n    ports: ["9229:9229"]\n';

describe('projectOf', () => {
  const joined = project({ [main]: web, [override]: debug });

  it('is the project that has the file among others', () => {
    assert.equal(projectOf(documentOf(web), [joined]), joined);
    assert.equal(projectOf(documentOf(debug, override), [joined]), joined);
  });

  it('is the file alone where the project is of an older text', () => {
    for (const text of [web.replace('8080', '127.0.0.1:8080'), `# The shop.\n${web}`]) {
      const document = documentOf(text);
      assert.equal(projectOf(document, [joined]), document.file);
    }
  });

  it('is the file alone where no project has it', () => {
    const document = documentOf(web, '/blog/compose.yaml');
    assert.equal(projectOf(document, [joined]), document.file);
  });
});

describe('entryDeclarations', () => {
  it('tell what one list is for several services, in ports and in expose', () => {
    const text =
      'x-ports: &ports ["80"]\nservices:\n  web: { image: a, ports: *ports, expose: *ports }\n  api: { image: a, ports: *ports }\n';
    const declared = entryDeclarations(project({ [main]: text }));
    assert.deepEqual(
      entriesOf(documentOf(text)).map((entry) => [
        `${entry.service} ${entry.kind}`,
        declared(entry).map(({ owner, kind }) => `${owner.name} ${kind}`),
      ]),
      [
        ['web publish', ['web publish']],
        ['web expose', ['web expose']],
        ['api publish', ['api publish']],
      ],
    );
  });
});
