import * as vscode from 'vscode';
import { isActive } from '../core/container.ts';
import { counted } from '../core/describe.ts';
import { stagedCount } from '../core/describeChange.ts';
import { failureWords } from '../core/describeEngine.ts';
import { DisposableList } from '../core/disposables.ts';
import { publishedPortCount } from '../core/rows.ts';
import type { Store } from '../core/store.ts';
import { commandId } from '../ids.ts';
import { onDidChangeSettings, settings } from '../platform/settings.ts';
import type { Planning } from './planning.ts';
import type { Staging } from './staging.ts';
import type { VisibleMappings } from './visibleMappings.ts';

const openTree = 'portMappings.mappings.focus';

/** The one item in the status bar: how many ports are published, or what is wrong. */
export class StatusBar implements vscode.Disposable {
  readonly #store: Store;
  readonly #visible: VisibleMappings;
  readonly #staging: Staging;
  readonly #planning: Planning;
  readonly #disposables = new DisposableList();
  readonly #item: vscode.StatusBarItem;

  constructor(store: Store, visible: VisibleMappings, staging: Staging, planning: Planning) {
    this.#store = store;
    this.#staging = staging;
    this.#planning = planning;
    this.#visible = visible;
    this.#item = this.#disposables.add(
      vscode.window.createStatusBarItem('portMappings.status', vscode.StatusBarAlignment.Left, -10),
    );
    this.#item.name = 'Port Mappings';
    this.#disposables.add(
      visible.onDidChange(() => {
        this.#update();
      }),
    );
    this.#disposables.add(
      planning.onDidChange(() => {
        this.#update();
      }),
    );
    this.#disposables.add(
      onDidChangeSettings(['statusBar.visibility'], () => {
        this.#update();
      }),
    );
    this.#update();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #update(): void {
    const visibility = settings.statusBarVisibility();
    const { changes } = this.#staging;
    const idle = this.#store.snapshot.engine.status === 'idle' && changes.length === 0;
    if (visibility === 'never' || (visibility === 'auto' && idle)) {
      this.#item.hide();
      return;
    }
    const { text, tooltip, command, spoken } = this.#words();
    this.#item.text = text;
    this.#item.tooltip = tooltip;
    this.#item.command = command;
    this.#item.accessibilityInformation = { label: `Port Mappings: ${spoken}`, role: 'button' };
    this.#item.show();
  }

  #words(): { text: string; tooltip: string; command: string; spoken: string } {
    const { progressText } = this.#planning;
    if (progressText !== '') {
      const tooltip = 'The staged changes are being applied. Click to see the steps.';
      const command = commandId('openPanel');
      return { text: `$(loading~spin) ${progressText}`, tooltip, command, spoken: progressText };
    }
    const { engine } = this.#store.snapshot;
    if (engine.status === 'failed' && engine.value === undefined) {
      const { text } = failureWords(engine.failure);
      const command = commandId('diagnose');
      const tooltip = `${text}\nClick to diagnose the connection.`;
      return { text: '$(debug-disconnect) Docker', tooltip, command, spoken: text };
    }
    if (engine.status === 'idle' || (engine.status === 'loading' && engine.value === undefined)) {
      return {
        text: '$(plug) Ports',
        tooltip: 'Port Mappings',
        command: openTree,
        spoken: 'ports',
      };
    }
    const { changes } = this.#staging;
    if (changes.length > 0) {
      const tooltip = `${stagedCount(changes)}. Click to review them.`;
      const command = commandId('reviewStaged');
      return { text: `$(edit) ${changes.length} staged`, tooltip, command, spoken: tooltip };
    }
    const { conflicts } = this.#visible.outline;
    const ports = counted(publishedPortCount(this.#visible.rows), 'port', 'ports');
    const running = this.#visible.containers.filter(isActive).length;
    const facts = [
      `${ports} published by ${counted(running, 'running container', 'running containers')}`,
    ];
    if (conflicts > 0) facts.push(counted(conflicts, 'port conflict', 'port conflicts'));
    if (engine.status === 'failed') facts.push('Reconnecting to Docker…');
    const tooltip = facts.join('\n');
    return conflicts === 0
      ? { text: `$(plug) ${ports}`, tooltip, command: openTree, spoken: facts.join(', ') }
      : {
          text: `$(warning) ${counted(conflicts, 'port conflict', 'port conflicts')}`,
          tooltip,
          command: openTree,
          spoken: facts.join(', '),
        };
  }
}
