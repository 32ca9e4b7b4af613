import type { DeclaredChange, StagedChange } from './change.ts';
import type { Declaration, DeclaredFile } from './declaration.ts';
import { replaces } from './declaredPorts.ts';
import { declaredRow, type DeclaredRow, type DeclaredView } from './declaredRows.ts';
import { isSameOwner, ownersOf } from './fileOwner.ts';
import { becoming, stagedRow } from './stagedRows.ts';

/** What files declare, with what staged changes make of it. */
export function withStagedDeclarations(
  view: DeclaredView,
  changes: readonly StagedChange[],
): DeclaredView {
  const own = changes.filter((change) => change.kind === 'declared');
  if (own.length === 0) return view;
  const shown = new Set<DeclaredChange>();
  const marked = view.declared.map((each) => {
    const change = own.find((staged) => replaces(staged, each.file, each.declaration));
    if (change === undefined) return each;
    shown.add(change);
    return mark(each, change);
  });
  // What is not there any more, or runs by now, shows as what is wanted of it.
  const others = own.filter((change) => !shown.has(change));
  return { ...view, declared: [...marked, ...others.flatMap((each) => alone(view.files, each))] };
}

function mark(declared: DeclaredRow, { id, rule }: DeclaredChange): DeclaredRow {
  const { file, declaration, row } = declared;
  if (rule === undefined) {
    const staged = { kind: 'remove', changeId: id } as const;
    return { ...declared, row: stagedRow(row, staged, 'removal') };
  }
  const wanted = declaredRow(file, { ...declaration, rule }, []);
  return { ...declared, row: becoming(row, { ...wanted, notes: row.notes }, id) };
}

/** The file says by now what was to be added. */
function isMade(file: DeclaredFile, { owner, was, rule }: DeclaredChange): boolean {
  if (was !== undefined || rule === undefined) return false;
  const made = { kind: 'declared', id: '', owner, was: rule } as const;
  return file.declarations.some((each) => replaces(made, file, each));
}

function alone(files: readonly DeclaredFile[], change: DeclaredChange): DeclaredRow[] {
  const { id, owner, was, rule = was, autoCorrect = false } = change;
  const file = files.find(({ uri }) => uri === owner.uri);
  if (file === undefined || rule === undefined) return [];
  if (!ownersOf(file).some((each) => isSameOwner(each, owner))) return [];
  if (isMade(file, change)) return [];
  const at = { uri: owner.uri, file: owner.file, line: 1, start: 0, end: 0 };
  const { kind, name } = owner;
  const common = { id: `staged/${id}/0`, owner: { kind, name }, rule, at, unsure: false } as const;
  const declaration: Declaration =
    kind === 'service'
      ? { ...common, kind: 'publish' }
      : {
          ...common,
          kind: 'forward',
          forward: { id: '', autoCorrect, disabled: false, merged: [] },
        };
  const row = declaredRow(file, declaration, []);
  const isRemoval = change.rule === undefined;
  const staged = { kind: isRemoval ? 'remove' : 'add', changeId: id } as const;
  const words = isRemoval ? 'removal' : 'new';
  return [
    {
      file,
      declaration,
      row: stagedRow({ ...row, source: owner.file }, staged, words),
      running: [],
    },
  ];
}
