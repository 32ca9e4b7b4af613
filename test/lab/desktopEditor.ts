import { homedir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { installCodeServer } from './codeServer.ts';
import { isExecutable, onPath } from './command.ts';

const patience = 5000;

/**
 * The executable of desktop VS Code: what `VSCODE_EXECUTABLE` names, else a download (kept in
 * .vscode-test). Undefined where it could show no window or cannot be downloaded.
 */
export async function desktopEditor(): Promise<string | undefined> {
  const named = process.env['VSCODE_EXECUTABLE'];
  if (named !== undefined && named !== '') return named;
  if (!hasScreen() || !(await canDownload())) return undefined;
  return downloadAndUnzipVSCode({ timeout: patience }).catch((error: unknown) => {
    console.log(`Desktop VS Code could not be downloaded: ${String(error)}`);
    return undefined;
  });
}

/** What @vscode/test-electron is to start: desktop VS Code, else a stand-in on the server build, installed. */
export async function editorForTests(): Promise<string> {
  const desktop = await desktopEditor();
  if (desktop === undefined) await installCodeServer();
  return desktop ?? join(import.meta.dirname, 'vscode');
}

/** As {@link desktopEditor}, but what is installed on the machine comes before a download. */
export async function installedOrDownloadedEditor(): Promise<string | undefined> {
  const named = process.env['VSCODE_EXECUTABLE'] ?? '';
  const installed = named === '' && hasScreen() ? installedEditor() : undefined;
  return installed ?? desktopEditor();
}

function installedEditor(): string | undefined {
  switch (process.platform) {
    case 'darwin': {
      const folders = ['/Applications', join(homedir(), 'Applications')];
      return firstExecutable(folders, 'Visual Studio Code.app/Contents/MacOS/Electron');
    }
    case 'win32': {
      const { LOCALAPPDATA = '', ProgramFiles = '' } = process.env;
      const folders = [join(LOCALAPPDATA, 'Programs'), ProgramFiles];
      return firstExecutable(folders, 'Microsoft VS Code/Code.exe');
    }
    default:
      return onPath('code');
  }
}

function firstExecutable(folders: readonly string[], path: string): string | undefined {
  return folders.map((folder) => join(folder, path)).find(isExecutable);
}

function hasScreen(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || (DISPLAY ?? WAYLAND_DISPLAY) !== undefined;
}

/** The address that @vscode/test-electron asks first. */
async function canDownload(): Promise<boolean> {
  const address = 'https://update.code.visualstudio.com/api/releases/stable';
  const answer = fetch(address, { signal: AbortSignal.timeout(patience) });
  return answer.then(
    ({ ok }) => ok,
    () => false,
  );
}
