import * as vscode from 'vscode';
import type { Plan } from '../core/plan.ts';
import type { EditedFile } from '../core/plannedEdit.ts';

const scheme = 'port-mappings-plan';

/** Of the view of several files, which is told by nothing else. */
const severalTitle = 'Port Mappings: Staged Changes';

/** Shows what a plan makes of files, in the editor's own view of differences. */
export class PlanDiff implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** Beside the panel, without taking the focus. Nothing when the plan edits no file. */
  async show({ steps }: Plan): Promise<void> {
    const files = steps.flatMap(({ action }) => (action.kind === 'edit' ? action.files : []));
    this.#texts.clear();
    const pairs = files.map((file) => this.#pair(file));
    const [only, ...others] = pairs;
    if (only === undefined) return;
    if (others.length === 0) {
      const { original, planned, title } = only;
      await vscode.commands.executeCommand('vscode.diff', original, planned, title, {
        preserveFocus: true,
        preview: true,
        viewColumn: vscode.ViewColumn.Beside,
      });
    } else {
      const resources = pairs.map(({ original, planned }) => [original, original, planned]);
      await vscode.commands.executeCommand('vscode.changes', severalTitle, resources);
      // It takes no column, and would hide the panel with the plan.
      await vscode.commands.executeCommand('workbench.action.moveEditorToRightGroup');
      await vscode.commands.executeCommand('workbench.action.focusLeftGroup');
    }
  }

  /** Closes what it showed: once a plan is done or closed, a file would stand beside itself. */
  async close(): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const own = tabs.filter(isOwn);
    if (own.length > 0) await vscode.window.tabGroups.close(own, true);
  }

  dispose(): void {
    this.#registration.dispose();
  }

  #pair({ path, after }: EditedFile): { original: vscode.Uri; planned: vscode.Uri; title: string } {
    const original = vscode.Uri.file(path);
    const planned = original.with({ scheme, query: String(this.#texts.size) });
    this.#texts.set(planned.toString(), after);
    return { original, planned, title: `${path.replace(/^.*[\\/]/, '')} (staged changes)` };
  }
}

function isOwn({ input, label }: vscode.Tab): boolean {
  if (input instanceof vscode.TabInputTextDiff) return input.modified.scheme === scheme;
  // VS Code adds the number of files to the title.
  return label.startsWith(severalTitle);
}
