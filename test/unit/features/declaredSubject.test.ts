import assert from 'node:assert/strict';
import type { DeclaredFile } from '../../../src/core/declaration.ts';
import { ownerKey } from '../../../src/core/fileOwner.ts';
import { mappingsOf } from '../../../src/core/mapping.ts';
import { formatPublish } from '../../../src/core/portSpec.ts';
import {
  declaredChanges,
  declaredRemoval,
  declaredReplacement,
  declaredSubject,
  editedDeclaration,
  type DeclaredSubject,
} from '../../../src/features/declaredSubject.ts';
import { publishing } from '../core/containers.ts';
import { composeFile, dockerfile, vagrantfile } from '../core/declaredFiles.ts';
import { declaring, defaultMachine, ruleOfText } from '../core/stagedChanges.ts';

const shop = composeFile({ web: ['8080:80', 'expose 90'] });
const box = vagrantfile({ default: ['18080:80 auto'] });
const files = [shop, box, dockerfile(['80'])];

/** As the views have it when nothing runs; a row goes by its declaration. */
const visible: Parameters<typeof declaredSubject>[0] = {
  find: () => undefined,
  declarationOf: (rowId: string) => {
    for (const file of files) {
      const declaration = file.declarations.find(({ id }) => id === rowId);
      if (declaration !== undefined) return { file, declaration };
    }
    return undefined;
  },
};

function subjectOf(file: DeclaredFile, place: number): DeclaredSubject | undefined {
  return declaredSubject(visible, file.declarations[place]?.id ?? '', undefined);
}

describe('declaredSubject', () => {
  it('is what a service publishes, and what it exposes', () => {
    const published = subjectOf(shop, 0);
    assert.deepEqual(published?.was, ruleOfText('8080:80'));
    assert.deepEqual(published.rule, published.was);
    assert.equal(published.owner.name, 'web');
    const exposed = subjectOf(shop, 1);
    assert.equal(exposed?.was, undefined);
    assert.equal(exposed?.rule, undefined);
    assert.equal(exposed?.exposed?.containerPorts.start, 90);
  });

  it('is a forward with its auto_correct', () => {
    assert.equal(subjectOf(box, 0)?.autoCorrect, true);
    assert.deepEqual(subjectOf(box, 0)?.owner, defaultMachine);
  });

  it('is nothing of an image, and nothing that a container has', () => {
    assert.equal(subjectOf(dockerfile(['80']), 0), undefined);
    assert.equal(declaredSubject(visible, 'unknown', undefined), undefined);
    const container = publishing(['8080:80']);
    const [mapping] = mappingsOf(container);
    assert.ok(mapping);
    const running = { ...visible, find: () => ({ container, mapping }) };
    assert.equal(declaredSubject(running, shop.declarations[0]?.id ?? '', undefined), undefined);
  });

  it('is what a staged change makes of it', () => {
    const change = declaring({ was: '8080:80', rule: '8081:80', id: 'x' });
    const subject = declaredSubject(visible, 'x', change);
    assert.equal(subject?.changeId, 'x');
    assert.equal(subject.rule && formatPublish(subject.rule), '8081:80/tcp');
    // Of a removal the row still shows what goes.
    const removal = declaredSubject(visible, 'y', declaring({ was: '8080:80' }));
    assert.equal(removal?.rule && formatPublish(removal.rule), '8080:80/tcp');
  });
});

describe('declaredChanges', () => {
  const target = ownerKey(defaultMachine);
  const rules = ['8081:80', '8082:81'].map(ruleOfText);

  it('are additions for each rule', () => {
    const changes = declaredChanges(files, { target, autoCorrect: true }, rules, undefined);
    assert.deepEqual(
      changes.map(({ was, rule, autoCorrect, owner }) => [
        was,
        rule && formatPublish(rule),
        autoCorrect,
        owner,
      ]),
      [
        [undefined, '8081:80/tcp', true, defaultMachine],
        [undefined, '8082:81/tcp', true, defaultMachine],
      ],
    );
    assert.notEqual(changes[0]?.id, changes[1]?.id);
  });

  it('take the place of what is edited with the first of the rules', () => {
    const edited = subjectOf(box, 0);
    const draft = { target, autoCorrect: false };
    const [first, second] = declaredChanges(files, draft, rules, edited);
    assert.deepEqual(first?.was, ruleOfText('18080:80'));
    assert.equal(second?.was, undefined);
    const again = declaredSubject(visible, '', {
      ...declaring({ rule: '1:1' }),
      owner: defaultMachine,
      id: 'x',
    });
    assert.equal(declaredChanges(files, draft, rules, again)[0]?.id, 'x');
  });

  it('add where the target is another than what is edited', () => {
    const [change] = declaredChanges(
      files,
      { target, autoCorrect: false },
      rules,
      subjectOf(shop, 0),
    );
    assert.equal(change?.was, undefined);
  });

  it('say nothing of auto_correct for a service, and nothing for who is gone', () => {
    const service = ownerKey({ kind: 'service', name: 'web', uri: shop.uri });
    const [change] = declaredChanges(
      files,
      { target: service, autoCorrect: true },
      rules,
      undefined,
    );
    assert.equal(change?.autoCorrect, undefined);
    assert.deepEqual(declaredChanges([], { target, autoCorrect: false }, rules, undefined), []);
  });
});

describe('other changes of a subject', () => {
  it('remove it, and give it another rule', () => {
    const subject = subjectOf(shop, 0);
    assert.ok(subject);
    const [removal] = declaredRemoval(subject);
    assert.deepEqual([removal?.was, removal?.rule], [ruleOfText('8080:80'), undefined]);
    const [moved] = declaredReplacement(subject, ruleOfText('8081:80'));
    assert.deepEqual([moved?.was, moved?.rule], ['8080:80', '8081:80'].map(ruleOfText));
  });

  it('are none of what is exposed only', () => {
    const exposed = subjectOf(shop, 1);
    assert.ok(exposed);
    assert.deepEqual(declaredRemoval(exposed), []);
    assert.deepEqual(declaredReplacement(exposed, ruleOfText('1:1')), []);
  });

  it('are not in their own way', () => {
    const subject = subjectOf(shop, 0);
    assert.ok(subject);
    const { owner } = subject;
    assert.deepEqual(editedDeclaration(subject), {
      declared: { owner, was: ruleOfText('8080:80') },
    });
    assert.deepEqual(editedDeclaration({ owner, changeId: 'x', autoCorrect: false }), {
      changeId: 'x',
    });
  });
});
