import assert from 'node:assert/strict';
import { addPortToProject } from '../../../../src/adapters/compose/edits.ts';
import { applyEdits } from '../../../../src/core/textEdit.ts';
import { rule } from './editCases.ts';

const folder = '/srv/shop';

/** @param files by name; all but `base.yaml` are joined, in order. */
function add(
  files: Readonly<Record<string, string>>,
  service = 'web',
): { readonly path?: string; readonly text: string } | { readonly reason: string } {
  const project = Object.entries(files)
    .filter(([name]) => name !== 'base.yaml')
    .map(([name, text]) => ({ path: `${folder}/${name}`, text }));
  const readFile = (path: string): string | undefined => files[path.slice(folder.length + 1)];
  const edit = addPortToProject({ files: project, readFile }, service, rule('8080:80'));
  if (!edit.ok) return { reason: edit.reason };
  const name = edit.path.slice(folder.length + 1);
  return { path: name, text: applyEdits(files[name] ?? '', edit.edits) };
}

const build = 'services:\n  web:\n    build: .\n';
const ports = '    ports:\n      - "443:443"\n';
const added = '      - "8080:80"\n';
const debug = 'services:\n  web:\n    environment: { DEBUG: "1" }\n';

describe('addPortToProject', () => {
  const table: readonly (readonly [
    name: string,
    files: Readonly<Record<string, string>>,
    path: string,
    after: string,
  ])[] = [
    ['the only file', { 'a.yaml': build }, 'a.yaml', `${build}    ports:\n${added}`],
    [
      'the file that has ports of the service',
      { 'a.yaml': build + ports, 'b.yaml': debug },
      'a.yaml',
      build + ports + added,
    ],
    [
      'the last that has some',
      { 'a.yaml': build + ports, 'b.yaml': debug + ports.replace('443:443', '444:443') },
      'b.yaml',
      debug + ports.replace('443:443', '444:443') + added,
    ],
    [
      'the last that has the service, where none has ports of it',
      { 'a.yaml': build, 'b.yaml': debug, 'c.yaml': 'services:\n  db:\n    image: a\n' },
      'b.yaml',
      `${debug}    ports:\n${added}`,
    ],
    [
      'a service of a profile that is not active',
      { 'a.yaml': `${build}    profiles: [dev]\n` },
      'a.yaml',
      `${build}    ports:\n${added}    profiles: [dev]\n`,
    ],
  ];
  for (const [name, files, path, text] of table) {
    it(`changes ${name}`, () => {
      assert.deepEqual(add(files), { path, text });
    });
  }

  const refusals: readonly (readonly [
    name: string,
    files: Readonly<Record<string, string>>,
    reason: RegExp,
  ])[] = [
    [
      'an included service',
      { 'a.yaml': 'include: [base.yaml]\n', 'base.yaml': build },
      /^No file of the project has a service web to edit\.$/,
    ],
    [
      'a port that another file of the project publishes',
      {
        'a.yaml': `services:\n  web:\n    extends: { file: base.yaml, service: web }\n    build: .\n`,
        'base.yaml': `${build}    ports: ["8080:80"]\n`,
      },
      /^web has 8080:80\/tcp in its ports already\.$/,
    ],
    [
      'a port that an earlier file publishes',
      { 'a.yaml': `${build}    ports: ["8080:80"]\n`, 'b.yaml': debug + ports },
      /^web has 8080:80\/tcp in its ports already\.$/,
    ],
    [
      'what an alias gives',
      { 'a.yaml': 'x: &x { build: . }\nservices: { web: *x }\n' },
      /alias \*x/,
    ],
  ];
  for (const [name, files, reason] of refusals) {
    it(`refuses ${name}`, () => {
      const found = add(files);
      assert.match('reason' in found ? found.reason : JSON.stringify(found), reason);
    });
  }
});
