import * as vscode from 'vscode';
import { commandId, type CommandName } from '../ids.ts';

/**
 * Text for hovers and tooltips. Names, labels and images are other people's text: they go through
 * `literal`, which Markdown cannot read, never into the Markdown itself.
 */
export class Tooltip {
  readonly markdown = new vscode.MarkdownString('', true);

  constructor(commands: readonly CommandName[] = []) {
    this.markdown.isTrusted = { enabledCommands: commands.map(commandId) };
  }

  /** Words of ours. */
  own(markdown: string): this {
    this.markdown.appendMarkdown(markdown);
    return this;
  }

  /**
   * Words of others, shown as they are. appendText alone makes spaces that no line breaks at, and
   * leaves what HTML reads.
   */
  literal(text: string): this {
    for (const part of text.split(/(\s+|[<&])/)) {
      if (part === '<') this.markdown.appendMarkdown('&lt;');
      else if (part === '&') this.markdown.appendMarkdown('&amp;');
      else if (/^\s+$/.test(part)) this.markdown.appendMarkdown(' ');
      else this.markdown.appendText(part);
    }
    return this;
  }

  line(label: string, text: string): this {
    return this.own(`  \n${label}: `).literal(text);
  }

  link(label: string, command: CommandName, argument: unknown): this {
    const query = encodeURIComponent(JSON.stringify([argument]));
    return this.own(`[${label}](command:${commandId(command)}?${query})`);
  }
}
