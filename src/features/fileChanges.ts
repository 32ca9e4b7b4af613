import * as vscode from 'vscode';
import { composeFilesOf, type ComposeProject } from '../core/composeEdit.ts';
import { counted } from '../core/describe.ts';
import { dockerEnvironment } from '../core/dockerEnvironment.ts';
import type { Endpoint } from '../core/engine.ts';
import type { EditedFile } from '../core/plannedEdit.ts';
import type { StepProgress } from '../core/planView.ts';
import { ProcessTerminal, type ProcessCall } from '../platform/processTerminal.ts';

/** A program with the arguments that stand before any other. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
}

export interface FileChangesContext {
  /** Undefined when none is installed. */
  readonly findCompose: () => Promise<Program | undefined>;
  /** Where the engine is that the window shows. */
  readonly endpoint: () => Endpoint | undefined;
}

/** Edits files, and has Compose or Vagrant make what they say where the user can watch it. */
export class FileChanges {
  readonly #context: FileChangesContext;

  constructor(context: FileChangesContext) {
    this.#context = context;
  }

  /** One undo step for each file. They are saved: the next step reads them from the disk. */
  async edit(files: readonly EditedFile[]): Promise<StepProgress> {
    const edit = new vscode.WorkspaceEdit();
    const documents: vscode.TextDocument[] = [];
    for (const file of files) {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file.path));
      if (document.getText() !== file.before) {
        return failed(`${file.path} changed since the plan was made. Review again.`);
      }
      const { start, end, text } = difference(file);
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      edit.replace(document.uri, range, text);
      documents.push(document);
    }
    if (!(await vscode.workspace.applyEdit(edit))) return failed('The editor refused the edit.');
    for (const document of documents) {
      if (!(await document.save())) return failed(`${document.fileName} could not be saved.`);
    }
    return { state: 'done', message: `Edited ${counted(files.length, 'file', 'files')}.` };
  }

  /** Resolves when the task has ended. */
  async bringUp(project: ComposeProject, services: readonly string[]): Promise<StepProgress> {
    const program = await this.#context.findCompose();
    if (program === undefined) {
      return failed('Neither docker compose nor docker-compose was found. Install one of them.');
    }
    const folder = project.workingDirectory;
    const args = [
      ...program.args,
      ...composeFilesOf(project).flatMap((file) => ['-f', file]),
      ...(project.project === '' ? [] : ['-p', project.project]),
      ...(folder === undefined ? [] : ['--project-directory', folder]),
      // Names come from labels, which anyone can write: none is to be read as an option.
      ...['up', '-d', '--', ...services],
    ];
    const endpoint = this.#context.endpoint();
    const code = await exitCode(`up ${services.join(' ')}`, {
      file: program.file,
      args,
      ...(folder === undefined ? {} : { cwd: folder }),
      ...(endpoint === undefined ? {} : { environment: dockerEnvironment(endpoint) }),
    });
    return outcome('docker compose', code);
  }

  /** Resolves when the task has ended. The plan has made sure that no name can be read as an option. */
  async reload(folder: string, machines: readonly string[]): Promise<StepProgress> {
    const { fsPath } = vscode.Uri.file(folder);
    const call = { file: 'vagrant', args: ['reload', ...machines], cwd: fsPath };
    return outcome('vagrant reload', await exitCode(['reload', ...machines].join(' '), call));
  }
}

/** What differs, from the first character to the last: the rest keeps its marks and folds. */
function difference({ before, after }: EditedFile): { start: number; end: number; text: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (
    same < shorter - start &&
    before[before.length - 1 - same] === after[after.length - 1 - same]
  ) {
    same += 1;
  }
  return {
    start,
    end: before.length - same,
    text: after.slice(start, after.length - same),
  };
}

/** As a task, whose terminal the user can watch. */
async function exitCode(name: string, call: ProcessCall): Promise<number | undefined> {
  const terminal = new ProcessTerminal(call);
  const execution = new vscode.CustomExecution(() => Promise.resolve(terminal));
  const scope = vscode.TaskScope.Workspace;
  const task = new vscode.Task({ type: 'port-mappings' }, scope, name, 'Port Mappings', execution);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always };
  await vscode.tasks.executeTask(task);
  return terminal.ended;
}

function outcome(program: string, code: number | undefined): StepProgress {
  return code === 0
    ? { state: 'done', message: '' }
    : failed(`${program} ended with ${code ?? 'no'} exit code; its terminal says why.`);
}

function failed(message: string): StepProgress {
  return { state: 'failed', message };
}
