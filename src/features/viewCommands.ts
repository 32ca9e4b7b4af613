import * as vscode from 'vscode';
import type { Grouping } from '../core/outline.ts';
import { settings, writeSetting } from '../platform/settings.ts';
import type { VisibleMappings } from './visibleMappings.ts';

export async function openWalkthrough(): Promise<void> {
  const id = 'port-mappings.port-mappings#start';
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', id, false);
}

/** Filters the tree while the user types; Escape restores what was there. */
export async function askForFilter(visible: VisibleMappings): Promise<void> {
  const before = visible.filter;
  const input = vscode.window.createInputBox();
  input.title = 'Filter Mappings';
  input.placeholder = 'A port, a container, an image, a project or an address';
  input.value = before;
  const accepted = await new Promise<boolean>((resolve) => {
    input.onDidChangeValue((text) => {
      visible.setFilter(text);
    });
    input.onDidAccept(() => {
      resolve(true);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(false);
    });
    input.show();
  });
  if (!accepted) visible.setFilter(before);
  input.dispose();
}

const groupings: readonly { value: Grouping; label: string; detail: string }[] = [
  { value: 'project', label: 'Project', detail: 'Compose projects, then standalone containers' },
  { value: 'source', label: 'Source', detail: 'The file that decides the ports' },
  { value: 'none', label: 'None', detail: 'Containers alone' },
];

export async function askForGrouping(): Promise<void> {
  const now = settings.grouping();
  const picked = await vscode.window.showQuickPick(
    groupings.map((item) => ({
      ...item,
      ...(item.value === now ? { description: 'current' } : {}),
    })),
    { title: 'Group Mappings By' },
  );
  if (picked !== undefined) await writeSetting('view.groupBy', picked.value);
}
