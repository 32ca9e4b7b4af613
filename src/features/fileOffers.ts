import type * as vscode from 'vscode';
import { commandId } from '../ids.ts';

/** The commands that features of files offer, as links and actions carry them. */
export const fileOffers = {
  publish: (uri: vscode.Uri, port: string): vscode.Command => ({
    title: 'Publish…',
    command: commandId('publishExposed'),
    arguments: [{ uri: uri.toString(), port }],
  }),
  restrictToHost: (mappingId: string): vscode.Command => ({
    title: 'Restrict to This Host',
    command: commandId('restrictToHost'),
    arguments: [mappingId],
  }),
  addForwards: (uri: vscode.Uri, machine: string | undefined): vscode.Command => ({
    title: 'Add…',
    tooltip: 'Add Forwards…',
    command: commandId('addForwards'),
    arguments: [uri.toString(), machine],
  }),
  copyRunLine: (line: string): vscode.Command => ({
    title: 'Copy docker run -p Command',
    command: commandId('copyRunLine'),
    arguments: [line],
  }),
  turnOffCheck: (uri: vscode.Uri, check: string): vscode.Command => ({
    title: 'Turn Off Check',
    command: commandId('turnOffCheck'),
    arguments: [check, uri.toString()],
  }),
};
