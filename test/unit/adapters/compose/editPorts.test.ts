import assert from 'node:assert/strict';
import { editComposePorts } from '../../../../src/adapters/compose/editPorts.ts';
import { declaredEdit } from '../../../../src/core/planCompose.ts';
import type { PlannedEdit, WantedEdit } from '../../../../src/core/plannedEdit.ts';
import { declaring, ruleOfText } from '../../core/stagedChanges.ts';

const base = '/srv/shop/compose.yaml';
const override = '/srv/shop/compose.override.yaml';

const baseText = `services:
  # What answers.
  web:
    image: nginx
    ports:
      - "8080:80" # kept
      - 8443:443
  db:
    image: postgres
`;

const overrideText = `services:
  web:
    ports:
      - "9000:9000"
`;

interface Wish {
  readonly service?: string;
  readonly was?: string;
  readonly rule?: string;
}

function edit(wishes: readonly Wish[], texts: Readonly<Record<string, string>>): PlannedEdit {
  const edits = wishes.map(({ service = 'web', ...wish }) =>
    declaredEdit(declaring({ ...wish, owner: { name: service } })),
  );
  return editComposePorts({ edits }, Object.keys(texts), (path) => texts[path]);
}

/** The files that change, by path. */
function after(
  wishes: readonly Wish[],
  texts: Readonly<Record<string, string>> = { [base]: baseText },
): Readonly<Record<string, string>> {
  const planned = edit(wishes, texts);
  assert.ok(planned.ok, planned.ok ? '' : planned.reason);
  return Object.fromEntries(planned.files.map(({ path, after: text }) => [path, text]));
}

function reason(
  wishes: readonly Wish[],
  texts: Readonly<Record<string, string>> = { [base]: baseText },
): string {
  const planned = edit(wishes, texts);
  assert.ok(!planned.ok);
  return planned.reason;
}

describe('editComposePorts', () => {
  it('adds an entry behind the others, and a list where there is none', () => {
    assert.deepEqual(after([{ rule: '127.0.0.1:9000:9000' }]), {
      [base]: baseText.replace(
        '      - 8443:443\n',
        '      - 8443:443\n      - "127.0.0.1:9000:9000"\n',
      ),
    });
    const db = after([{ service: 'db', rule: '5432:5432' }])[base] ?? '';
    assert.match(db, /image: postgres\n {4}ports:\n {6}- "?5432:5432"?\n$/);
  });

  it('changes and removes an entry, and nothing else', () => {
    assert.deepEqual(after([{ was: '8080:80', rule: '127.0.0.1:8081:80' }]), {
      [base]: baseText.replace('"8080:80"', '"127.0.0.1:8081:80"'),
    });
    assert.deepEqual(after([{ was: '8443:443' }]), {
      [base]: baseText.replace('      - 8443:443\n', ''),
    });
  });

  it('makes one edit upon the other', () => {
    const wishes = [{ was: '8080:80', rule: '8081:80' }, { was: '8081:80' }];
    assert.doesNotMatch(after(wishes)[base] ?? '', /80[80]?[01]:80/);
    const back = [
      { was: '8080:80', rule: '8081:80' },
      { was: '8081:80', rule: '8080:80' },
    ];
    assert.deepEqual(after(back), {});
  });

  it('edits of several files the one that decides', () => {
    const texts = { [base]: baseText, [override]: overrideText };
    assert.deepEqual(Object.keys(after([{ was: '9000:9000', rule: '9001:9000' }], texts)), [
      override,
    ]);
    assert.deepEqual(Object.keys(after([{ was: '8080:80', rule: '8081:80' }], texts)), [base]);
    // The last file with ports of the service.
    assert.deepEqual(Object.keys(after([{ rule: '7000:7000' }], texts)), [override]);
    assert.deepEqual(Object.keys(after([{ service: 'db', rule: '5432:5432' }], texts)), [base]);
  });

  it('takes away both rules that a container shows as one mapping', () => {
    const text = baseText.replace('- 8443:443', '- "0.0.0.0:8443:443"\n      - "[::]:8443:443"');
    const both: WantedEdit = {
      changeId: 'a',
      owner: 'web',
      was: ['0.0.0.0:8443:443', '[::]:8443:443'].map(ruleOfText),
      rule: ruleOfText('127.0.0.1:8443:443'),
      words: '',
    };
    const planned = editComposePorts({ edits: [both] }, [base], () => text);
    assert.ok(planned.ok, planned.ok ? '' : planned.reason);
    const [file] = planned.files;
    assert.equal(file?.after, baseText.replace('8443:443', '"127.0.0.1:8443:443"'));
  });

  it('says what it does not find', () => {
    assert.equal(
      reason([{ was: '8088:80' }]),
      'No file of the project has an entry of web that is 8088 → 80/tcp on all interfaces.',
    );
    assert.equal(
      reason([{ service: 'cache', rule: '1:1' }]),
      'No file of the project has a service cache to edit.',
    );
    const planned = editComposePorts({ edits: [] }, [base], () => undefined);
    assert.deepEqual(planned, { ok: false, reason: `${base} cannot be read.` });
  });

  it('says where an entry is written that the service shares with others', () => {
    const text = `x: &ports\n  - "8080:80"\nservices:\n  web:\n    image: nginx\n    ports: *ports\n  api:\n    image: nginx\n    ports: *ports\n`;
    assert.equal(
      reason([{ was: '8080:80', rule: '8081:80' }], { [base]: text }),
      `${base}: 8080 → 80/tcp on all interfaces is not written in the list of web itself, but where others take it from too.`,
    );
  });
});
