/** How a shell quotes and escapes, as far as a pasted command line shows it. */
export interface ShellDialect {
  /** Joins two lines, or takes away the meaning of the next character. */
  readonly escape: '\\' | '`' | '^';
  /** The same inside double quotes, before these characters only. */
  readonly quotedEscape: '\\' | '`';
  readonly quotedEscapable: RegExp;
  readonly singleQuotes: boolean;
  /** `# …` at the start of a word. */
  readonly comments: boolean;
  /** Where an expansion begins that may hold blanks and quotes: `$(`, `${`, a backquote. */
  readonly substitution: RegExp | undefined;
  /** Characters that end a command. */
  readonly separators: string;
}

const posix: ShellDialect = {
  escape: '\\',
  quotedEscape: '\\',
  quotedEscapable: /[$`"\\]/,
  singleQuotes: true,
  comments: true,
  substitution: /\$[({]|`/y,
  separators: ';|&()\r\n',
};

const powershell: ShellDialect = {
  escape: '`',
  quotedEscape: '`',
  quotedEscapable: /[^]/,
  singleQuotes: true,
  comments: true,
  substitution: /\$[({]/y,
  separators: ';|&()\r\n',
};

/** cmd.exe; the quotes are the program's own, which reads `\"` as a quote. */
const cmd: ShellDialect = {
  escape: '^',
  quotedEscape: '\\',
  quotedEscapable: /"/,
  singleQuotes: false,
  comments: false,
  substitution: undefined,
  separators: '|&()\r\n',
};

/** By its line continuations, its prompt, or a Windows path in it; otherwise a POSIX shell's. */
export function shellDialectOf(text: string): ShellDialect {
  if (/\\\r?\n/.test(text)) return posix;
  if (/`\r?\n|^\s*PS [^\r\n>]*>/.test(text)) return powershell;
  if (/\^\r?\n|^\s*[A-Za-z]:\\[^\r\n>]*>/.test(text)) return cmd;
  return /(?:^|[\s"'=])[A-Za-z]:\\/.test(text) ? powershell : posix;
}
