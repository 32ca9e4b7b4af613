import * as vscode from 'vscode';
import type { Cadence } from '../core/monitor.ts';
import type { Grouping } from '../core/outline.ts';
import type { RowOptions } from '../core/rows.ts';

const section = 'portMappings';

/** The settings of the extension, read afresh at each call, with impossible values made possible. */
export const settings = {
  dockerHost: (): string => text('docker.host'),
  dockerContext: (): string => text('docker.context'),
  /** Seconds that one call to the engine may take. */
  dockerTimeout: (): number => numberWithin('docker.timeout', 1, 120, 10),
  cadence: (): Cadence => {
    const mode = oneOf('refresh.mode', ['events', 'interval', 'manual']);
    return mode === 'interval'
      ? { kind: mode, seconds: numberWithin('refresh.interval', 5, 600, 30) }
      : { kind: mode };
  },
  grouping: (): Grouping => oneOf('view.groupBy', ['project', 'source', 'none']),
  rowOptions: (): RowOptions => ({
    showStopped: flag('view.showStopped'),
    showExposedOnly: flag('view.showExposedOnly'),
    collapseRanges: flag('view.collapseRanges'),
    mergeIpFamilies: flag('view.mergeIpFamilies'),
  }),
  /** Ports that a browser is sent to with `https`. */
  httpsPorts: (): readonly number[] => {
    const ports = value('browser.httpsPorts');
    return Array.isArray(ports) ? ports.filter((port) => typeof port === 'number') : [];
  },
  browserTarget: (): 'external' | 'simpleBrowser' =>
    oneOf('browser.target', ['external', 'simpleBrowser']),
  statusBarVisibility: (): 'auto' | 'always' | 'never' =>
    oneOf('statusBar.visibility', ['auto', 'always', 'never']),
};

/** The name of a setting below `portMappings.`. */
export type SettingName =
  | 'docker.host'
  | 'docker.context'
  | 'docker.timeout'
  | 'refresh.mode'
  | 'refresh.interval'
  | 'view.groupBy'
  | 'view.showStopped'
  | 'view.showExposedOnly'
  | 'view.collapseRanges'
  | 'view.mergeIpFamilies'
  | 'browser.httpsPorts'
  | 'browser.target'
  | 'statusBar.visibility';

/** Calls back whenever one of these settings, or of the groups that they name, changes. */
export function onDidChangeSettings(
  names: readonly (SettingName | 'docker' | 'refresh' | 'view')[],
  listener: () => void,
): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (names.some((name) => event.affectsConfiguration(`${section}.${name}`))) listener();
  });
}

/** Writes for the user, or for the workspace where it already says something of its own. */
export async function writeSetting(name: SettingName, newValue: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const target =
    configuration.inspect(name)?.workspaceValue === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  await configuration.update(name, newValue, target);
}

function value(name: SettingName): unknown {
  return vscode.workspace.getConfiguration(section).get<unknown>(name);
}

function text(name: SettingName): string {
  const found = value(name);
  return typeof found === 'string' ? found.trim() : '';
}

function flag(name: SettingName): boolean {
  return value(name) !== false;
}

function oneOf<T extends string>(name: SettingName, values: readonly [T, ...T[]]): T {
  const found = value(name);
  return values.find((known) => known === found) ?? values[0];
}

function numberWithin(name: SettingName, least: number, most: number, otherwise: number): number {
  const found = value(name);
  return typeof found === 'number' && Number.isFinite(found)
    ? Math.min(most, Math.max(least, found))
    : otherwise;
}
