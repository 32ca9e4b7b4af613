import assert from 'node:assert/strict';
import {
  addExpose,
  compressPorts,
  expandRange,
  exposeEditing,
  removePort,
} from '../../../../src/adapters/dockerfile/edits.ts';
import { readExposes } from '../../../../src/adapters/dockerfile/exposes.ts';
import { portKeys } from '../../../../src/core/exposeReading.ts';
import { applyEdits, type FileEdit } from '../../../../src/core/textEdit.ts';
import { readVectors } from '../../vectors.ts';

interface Vector {
  readonly dockerfile: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly ok: boolean;
  readonly exposed: readonly string[];
}

const vectors = readVectors('dockerfile-expose.json') as readonly Vector[];

/** What BuildKit's reading of the vector gives after the edit. */
function exposedAfter(
  { dockerfile, buildArgs, target }: Vector,
  edit: FileEdit,
): readonly string[] {
  assert.ok(edit.ok);
  return readExposes(applyEdits(dockerfile, edit.edits), {
    ...(buildArgs === undefined ? {} : { buildArgs }),
    ...(target === undefined ? {} : { target }),
  }).exposed;
}

function sorted(keys: Iterable<string>): readonly string[] {
  const portOf = (key: string): number => Number(key.split('/')[0]);
  return [...new Set(keys)].sort(
    (left, right) => portOf(left) - portOf(right) || (left < right ? -1 : 1),
  );
}

/** Every file as it is, with CRLF, and without the line end at its end. */
const writings: readonly (readonly [what: string, write: (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['without a final line end', (text) => text.replace(/\n$/, '')],
];

describe('edits of the vectors', () => {
  for (const [what, write] of writings) {
    const files = vectors.map((vector) => ({ ...vector, dockerfile: write(vector.dockerfile) }));
    const valid = files.filter(({ ok }) => ok);

    it(`change what a word says and not what the image exposes, ${what}`, () => {
      const made = new Map<string, number>();
      for (const vector of valid) {
        for (const token of readExposes(vector.dockerfile).tokens) {
          for (const { kind, edit } of exposeEditing.offered(vector.dockerfile, token)) {
            if (!edit.ok) continue;
            made.set(kind, (made.get(kind) ?? 0) + 1);
            const added = kind === 'addUdpTwin' ? token.ports.flatMap(portKeys) : [];
            const twins = added.map((key) => key.replace('/tcp', '/udp'));
            const isInImage = token.use !== 'none' && vector.target === undefined;
            assert.deepEqual(
              exposedAfter(vector, edit),
              isInImage ? sorted([...vector.exposed, ...twins]) : vector.exposed,
              `${kind} in ${JSON.stringify(vector.dockerfile)}`,
            );
          }
        }
      }
      assert.deepEqual(Object.fromEntries(made), {
        addUdpTwin: 42,
        expandRange: 4,
        fixHostMapping: 15,
        removeDuplicate: 3,
      });
    });

    it(`join ranges again that they expanded, ${what}`, () => {
      let joined = 0;
      for (const vector of valid) {
        for (const token of readExposes(vector.dockerfile).tokens) {
          const expanded = expandRange(vector.dockerfile, token);
          if (!expanded.ok) continue;
          const dockerfile = applyEdits(vector.dockerfile, expanded.edits);
          const edit = compressPorts(dockerfile, token);
          assert.deepEqual(exposedAfter({ ...vector, dockerfile }, edit), vector.exposed);
          joined += 1;
        }
      }
      assert.equal(joined, 4);
    });

    it(`add a port to every image, ${what}`, () => {
      const edited = valid
        .filter(({ target }) => target === undefined)
        .filter((vector) => {
          const edit = addExpose(vector.dockerfile, ['9999/tcp', '9998/udp']);
          if (!edit.ok) return false;
          const wanted = sorted([...vector.exposed, '9999/tcp', '9998/udp']);
          assert.deepEqual(exposedAfter(vector, edit), wanted, JSON.stringify(vector.dockerfile));
          return true;
        });
      assert.equal(edited.length, 52);
    });

    it(`remove each port that no variable gives, ${what}`, () => {
      let edited = 0;
      for (const vector of valid) {
        const { exposed } = readExposes(vector.dockerfile);
        for (const key of exposed) {
          const edit = removePort(vector.dockerfile, key);
          if (!edit.ok) continue;
          edited += 1;
          const left = vector.exposed.filter((other) => other !== key);
          const message = `${key} of ${JSON.stringify(vector.dockerfile)}`;
          assert.deepEqual(exposedAfter(vector, edit), left, message);
        }
      }
      assert.equal(edited, 54);
    });

    it(`make files valid that BuildKit refuses for a port, ${what}`, () => {
      const repaired = files
        .filter(({ ok }) => !ok)
        .flatMap(({ dockerfile }) =>
          readExposes(dockerfile).tokens.flatMap((token) =>
            exposeEditing.offered(dockerfile, token).flatMap(({ kind, edit }) => {
              if (!edit.ok || kind === 'addUdpTwin') return [];
              const text = applyEdits(dockerfile, edit.edits);
              return [`${kind}: ${token.text} → ${readExposes(text).exposed.join(' ')}`];
            }),
          ),
        );
      assert.deepEqual(repaired, [
        'swapRange: 8002-8000 → 8000/tcp 8001/tcp 8002/tcp',
        'fixHostMapping: 8000-8002:9000-9001 → 9000/tcp 9001/tcp',
        'fixHostMapping: 8000:9000-9002 → 9000/tcp 9001/tcp 9002/tcp',
        'fixHostMapping: localhost:80:80 → 80/tcp',
      ]);
    });
  }
});
