import * as vscode from 'vscode';
import type { Container } from '../core/container.ts';
import { addressWords, stateWords } from '../core/describe.ts';
import type { Mapping } from '../core/mapping.ts';
import { arrowText } from '../core/render.ts';
import { literalLabel } from '../platform/literalLabel.ts';
import type { VisibleMappings } from './visibleMappings.ts';

/** A mapping and the container it belongs to. */
export interface Chosen {
  readonly container: Container;
  readonly mapping: Mapping;
}

/**
 * Which mappings a command is about. Menus of the tree pass the node and the selected nodes, the
 * panel passes ids, its context menu passes what the page put on the row, links pass an id; the
 * palette passes nothing.
 */
export function passedMappings(args: readonly unknown[], visible: VisibleMappings): Chosen[] {
  return passedRowIds(args).flatMap((id) => visible.find(id) ?? []);
}

/** The ids of the rows that a command is about; of a container those of its mappings. */
export function passedRowIds([clicked, selected]: readonly unknown[]): readonly string[] {
  const several =
    Array.isArray(selected) && selected.length > 0 ? [...(selected as unknown[])] : [];
  const ids = (several.length > 0 ? several : [clicked]).flatMap((item) => mappingIds(item));
  return [...new Set(ids)];
}

function mappingIds(item: unknown): string[] {
  if (typeof item === 'string') return [item];
  if (typeof item !== 'object' || item === null) return [];
  if ('rowId' in item && typeof item.rowId === 'string') return [item.rowId];
  if (!('kind' in item)) return [];
  const isRow = item.kind === 'mapping' || item.kind === 'declared';
  if (isRow && 'id' in item && typeof item.id === 'string') return [item.id];
  if (item.kind === 'container' && 'mappings' in item && Array.isArray(item.mappings)) {
    return item.mappings.flatMap(mappingIds);
  }
  return [];
}

/** Asks for one of the mappings that fit; undefined when dismissed or when there is none. */
export async function askForMapping(
  visible: VisibleMappings,
  title: string,
  fits: (chosen: Chosen) => boolean,
): Promise<Chosen | undefined> {
  const items = visible
    .all()
    .filter(fits)
    .map((chosen) => ({
      label: arrowText(chosen.mapping),
      description: literalLabel(chosen.container.name),
      detail: literalLabel(addressWords(chosen.mapping)),
      chosen,
    }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage('No mapping here fits this command.');
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'A port, a container or an address',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.chosen;
}

/** Asks for a container; the one of the passed item when there is one. */
export async function passedOrAskedContainer(
  args: readonly unknown[],
  visible: VisibleMappings,
  title: string,
): Promise<Container | undefined> {
  const [item] = args;
  if (typeof item === 'object' && item !== null && 'container' in item) {
    const { container } = item as { container: { id?: unknown } };
    return visible.containers.find(({ id }) => id === container.id);
  }
  const passed = passedMappings(args, visible)[0];
  if (passed !== undefined) return passed.container;
  const picked = await vscode.window.showQuickPick(
    visible.containers.map((container) => ({
      label: literalLabel(container.name),
      description: literalLabel(`${container.image.reference} · ${stateWords(container)}`),
      container,
    })),
    { title, placeHolder: 'A container', matchOnDescription: true },
  );
  return picked?.container;
}
