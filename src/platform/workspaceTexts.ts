import * as vscode from 'vscode';

/** Files of ports are far smaller; a larger one is not what it is called. */
const mostBytes = 1_000_000;

/** Reads texts: of an open document what the user sees, else what is on the disk. */
export class WorkspaceTexts {
  readonly #decoder = new TextDecoder();

  /** Undefined where there is no such file. @throws where it is none of ours to read. */
  async read(uri: vscode.Uri): Promise<string | undefined> {
    const open = openDocument(uri);
    if (open !== undefined) return open.getText();
    const stat = await statOf(uri);
    if (stat === undefined) return undefined;
    // Devices and pipes have no end.
    if ((stat.type & vscode.FileType.File) === 0) throw new Error('Not a regular file.');
    if (stat.size > mostBytes) throw new Error('Larger than 1 MB.');
    return this.#decoder.decode(await vscode.workspace.fs.readFile(uri));
  }
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && document.uri.toString() === key,
  );
}

async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing({ code }: vscode.FileSystemError): boolean {
  return code === 'FileNotFound' || code === 'FileNotADirectory';
}
