import { iconOf, mappingIcon, noteOf, stagedDescription } from './containerNodes.ts';
import { fileName, folderName, type DeclaredFile } from './declaration.ts';
import type { DeclaredRow } from './declaredRows.ts';
import { addressWords, clashWords, counted } from './describe.ts';
import type { DeclaredNode, GroupNode, ServiceNode } from './outlineNode.ts';
import { formatPortRange } from './portRange.ts';
import { hostPortText } from './render.ts';

/** The node of a declaration. */
export function declaredNode(declared: DeclaredRow): DeclaredNode {
  const { declaration, row, conflict } = declared;
  const description = stagedDescription(row) ?? declaredDescription(declared);
  const note = noteOf(row, undefined, false) ?? description;
  const { kind, obstacle } = declaration;
  return {
    kind: 'declared',
    id: row.id,
    label: row.text,
    description,
    icon: iconOf(declaredIcon(declared)),
    flags: [
      'declared',
      kind,
      row.protocol,
      ...(conflict === undefined ? [] : ['conflict']),
      ...(obstacle === undefined ? [] : ['obstacle']),
      ...(row.reach === undefined ? [] : [row.reach]),
      ...(row.staged === undefined ? [] : ['staged']),
      ownerFlags[declaration.owner.kind],
      'inFile',
    ],
    spoken: `${row.text.replace(' → ', ' to ')}, ${row.name}, declared in ${row.source}, ${note}`,
    declaration,
    row,
  };
}

const ownerFlags = { service: 'ofService', machine: 'ofMachine', image: 'ofImage' } as const;

function declaredIcon({ row, declaration, running }: DeclaredRow): string {
  if (row.staged !== undefined) return mappingIcon(row);
  if (row.status === 'conflict') return 'warning';
  if (declaration.kind === 'publish') return 'file-code';
  const published = running.find(({ mapping }) => mapping.reach !== undefined)?.mapping;
  return mappingIcon({
    status: row.reach === undefined && published === undefined ? 'exposed' : 'declared',
    ...((row.reach ?? published?.reach) === undefined
      ? {}
      : { reach: row.reach ?? published?.reach ?? 'specific' }),
  });
}

function declaredDescription({ file, declaration, row, running, conflict }: DeclaredRow): string {
  if (conflict !== undefined) return `conflict: ${clashWords(conflict)}`;
  switch (declaration.kind) {
    case 'publish':
      return `${row.addressText} · declared, not running`;
    case 'forward': {
      const machine = (file.owners ?? []).length > 1 ? [declaration.owner.name] : [];
      return [...machine, row.addressText, ...row.notes.slice(0, 1)].join(' · ');
    }
    case 'expose': {
      const published = running.filter(({ mapping }) => mapping.kind === 'published');
      if (published.length === 0) return 'exposed only';
      return published
        .map(
          ({ container, mapping }) =>
            `${hostPortText(mapping)} by ${container.name} · ${addressWords(mapping)}`,
        )
        .join(', ');
    }
  }
}

/** The services whose declarations no container has. */
export function serviceNodes(declared: readonly DeclaredRow[]): readonly ServiceNode[] {
  const services = new Map<string, [DeclaredRow, ...DeclaredRow[]]>();
  for (const each of declared) {
    const { containerId } = each.row;
    const known = services.get(containerId);
    if (known === undefined) services.set(containerId, [each]);
    else known.push(each);
  }
  return [...services].map(([id, rows]) => serviceNode(id, rows));
}

function serviceNode(id: string, [first, ...others]: [DeclaredRow, ...DeclaredRow[]]): ServiceNode {
  const { declaration, row, file } = first;
  const mappings = [first, ...others].map(declaredNode);
  const description = `${declaration.at.file} · not running`;
  return {
    kind: 'service',
    id,
    label: row.name,
    description,
    icon: { name: 'circle-outline' },
    flags: ['service', 'compose', 'inFile'],
    spoken: `${row.name}, ${description}, ${counted(mappings.length, 'declared mapping', 'declared mappings')}`,
    mappings,
    fileUri: file.uri,
    place: { id: declaration.id, uri: declaration.at.uri, line: declaration.at.line },
  };
}

/** The group of a Vagrantfile or a Dockerfile; undefined where there is nothing to say of it. */
export function fileGroup(
  file: DeclaredFile,
  declared: readonly DeclaredRow[],
  namesakes: number,
): GroupNode | undefined {
  const trouble = fileTrouble(file);
  if (declared.length === 0 && trouble.length === 0) return undefined;
  const isVagrant = file.kind === 'vagrantfile';
  const folder = namesakes > 1 ? folderName(file.name) : '';
  const words = isVagrant ? vagrantWords(file, declared) : exposeWords(declared);
  const description = [...(folder === '' ? [] : [folder]), ...words, ...trouble].join(' · ');
  const label = fileName(file.name);
  return {
    kind: 'group',
    id: file.uri,
    label,
    description,
    icon: { name: isVagrant ? 'vm' : 'file' },
    flags: ['group', isVagrant ? 'vagrant' : 'dockerfile', 'inFile'],
    spoken: `${label}, ${description}`,
    children: declared.map(declaredNode),
    files: [],
    uri: file.uri,
  };
}

function vagrantWords({ owners = [] }: DeclaredFile, declared: readonly DeclaredRow[]): string[] {
  const machines = owners.length > 3 ? [`${owners.length} machines`] : [...owners];
  return [...machines, counted(declared.length, 'forward', 'forwards')];
}

function exposeWords(declared: readonly DeclaredRow[]): string[] {
  const ports = declared.map(({ declaration: { rule } }) => {
    const suffix = rule.protocol === 'tcp' ? '' : `/${rule.protocol}`;
    return `${formatPortRange(rule.containerPorts)}${suffix}`;
  });
  return ports.length === 0 ? [] : [`EXPOSE ${ports.join(', ')}`];
}

/** What keeps the file from being shown whole. */
export function fileTrouble({ failed, unread }: DeclaredFile): string[] {
  if (failed !== undefined) return ['has errors'];
  return unread.count === 0 ? [] : [`${counted(unread.count, 'part', 'parts')} not read`];
}
