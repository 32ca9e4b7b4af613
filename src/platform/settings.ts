import * as vscode from 'vscode';
import type { Cadence } from '../core/monitor.ts';
import type { Grouping } from '../core/outline.ts';
import { readPublishedRange } from '../core/portNumber.ts';
import type { PortRange, Protocol } from '../core/portRange.ts';
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
  /** `auto`, or the host IP of new mappings. */
  defaultAddress: (): string => text('defaults.address') || 'auto',
  defaultProtocol: (): Protocol => oneOf('defaults.protocol', ['tcp', 'udp']),
  /** Where a free host port is looked for. */
  freePortRange: (): PortRange => {
    const reading = readPublishedRange(text('defaults.freePortRange'));
    return reading.ok && reading.range.start > 0 ? reading.range : { start: 8_000, end: 8_999 };
  },
  keepOriginal: (): boolean => value('recreate.keepOriginal') !== 'never',
  /** Seconds until a container that does not stop is killed; undefined means its own. */
  stopTimeout: (): number | undefined => {
    const seconds = value('recreate.stopTimeout');
    return typeof seconds === 'number' && Number.isFinite(seconds)
      ? Math.min(600, Math.max(0, Math.round(seconds)))
      : undefined;
  },
  /** Ports that a browser is sent to with `https`. */
  httpsPorts: (): readonly number[] => {
    const ports = value('browser.httpsPorts');
    return Array.isArray(ports) ? ports.filter((port) => typeof port === 'number') : [];
  },
  browserTarget: (): 'external' | 'simpleBrowser' =>
    oneOf('browser.target', ['external', 'simpleBrowser']),
  /** A setting that switches a part on, for a file. */
  isEnabled: (
    name: 'diagnostics.enabled' | 'editor.codeLens' | 'editor.inlayHints',
    file: vscode.Uri,
  ): boolean => vscode.workspace.getConfiguration(section, file).get(name) === true,
  /** The codes of the checks that are off for a file. */
  checksOff: (file: vscode.Uri): readonly string[] => {
    const codes: unknown = vscode.workspace.getConfiguration(section, file).get('diagnostics.off');
    return Array.isArray(codes) ? codes.filter((code) => typeof code === 'string') : [];
  },
  /** How loudly a port on all interfaces is pointed out in a file. */
  exposure: (file: vscode.Uri): 'off' | 'hint' | 'warning' => {
    const level: unknown = vscode.workspace
      .getConfiguration(section, file)
      .get('diagnostics.exposure');
    return level === 'off' || level === 'warning' ? level : 'hint';
  },
  /** How a range of forwards is written into a Vagrantfile. */
  rangeStyle: (file: vscode.Uri): 'loop' | 'lines' =>
    vscode.workspace.getConfiguration(section, file).get('vagrant.rangeStyle') === 'lines'
      ? 'lines'
      : 'loop',
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
  | 'defaults.address'
  | 'defaults.protocol'
  | 'defaults.freePortRange'
  | 'recreate.keepOriginal'
  | 'recreate.stopTimeout'
  | 'browser.httpsPorts'
  | 'browser.target'
  | 'diagnostics.enabled'
  | 'diagnostics.off'
  | 'diagnostics.exposure'
  | 'vagrant.rangeStyle'
  | 'editor.codeLens'
  | 'editor.inlayHints'
  | 'statusBar.visibility';

/** Calls back whenever one of these settings, or of the groups that they name, changes. */
export function onDidChangeSettings(
  names: readonly (SettingName | 'docker' | 'refresh' | 'view' | 'diagnostics' | 'editor')[],
  listener: () => void,
): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (names.some((name) => event.affectsConfiguration(`${section}.${name}`))) listener();
  });
}

/** Turns a check off, where the file's settings say something of it, else for the user. */
export async function turnOffCheck(code: string, file: vscode.Uri): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section, file);
  const off = settings.checksOff(file);
  if (off.includes(code)) return;
  const own = configuration.inspect('diagnostics.off');
  const target =
    own?.workspaceFolderValue !== undefined
      ? vscode.ConfigurationTarget.WorkspaceFolder
      : own?.workspaceValue !== undefined
        ? vscode.ConfigurationTarget.Workspace
        : vscode.ConfigurationTarget.Global;
  await configuration.update('diagnostics.off', [...off, code], target);
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
