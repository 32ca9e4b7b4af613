import type { ShellWord } from './commandLine.ts';
import type { ContainerTool, RunCommandName } from './runFlags.ts';

export interface RunSyntax {
  readonly tool: ContainerTool;
  readonly command: RunCommandName;
}

export interface RunInvocation extends RunSyntax {
  /** What follows `run` or `create`. */
  readonly words: readonly ShellWord[];
}

/**
 * The first `docker run`, `docker create`, `docker container run` or the same of podman among the
 * commands; or the first command as a whole when it begins with a flag.
 */
export function findRunInvocation(
  commands: readonly (readonly ShellWord[])[],
): RunInvocation | undefined {
  const [first] = commands;
  if (first?.[0]?.text.startsWith('-')) return { tool: 'docker', command: 'run', words: first };
  for (const command of commands) {
    const invocation = invocationOf(command);
    if (invocation !== undefined) return invocation;
  }
  return undefined;
}

const toolPath = /(?:^|[\\/])(?<tool>docker|podman)(?:\.exe)?$/i;
const assignment = /^[A-Za-z_]\w*=/;
const wrappers = new Set(['sudo', 'doas', 'env', 'exec', 'nohup', 'time']);
/** Of sudo and doas: user, group, host, prompt, directory. */
const wrapperValueFlags = new Set(['-u', '-g', '-h', '-p', '-C', '-D', '-R', '-T', '-U']);
/** Flags of `docker` itself that take a value. */
const toolValueFlags = new Set([
  ...['--config', '--context', '-c', '--host', '-H', '--log-level', '-l'],
  ...['--tlscacert', '--tlscert', '--tlskey'],
]);

function invocationOf(words: readonly ShellWord[]): RunInvocation | undefined {
  const texts = words.map(({ text }) => text);
  let at = skipWrappers(texts);
  const tool = toolPath.exec(texts[at] ?? '')?.groups?.['tool']?.toLowerCase();
  if (tool !== 'docker' && tool !== 'podman') return undefined;
  at = skipFlags(texts, at + 1, toolValueFlags);
  if (texts[at] === 'container') at += 1;
  const command = texts[at];
  if (command !== 'run' && command !== 'create') return undefined;
  return { tool, command, words: words.slice(at + 1) };
}

function skipWrappers(texts: readonly string[]): number {
  let at = 0;
  for (;;) {
    const text = texts[at] ?? '';
    if (wrappers.has(text)) at = skipFlags(texts, at + 1, wrapperValueFlags);
    else if (assignment.test(text)) at += 1;
    else return at;
  }
}

function skipFlags(
  texts: readonly string[],
  start: number,
  valueFlags: ReadonlySet<string>,
): number {
  let at = start;
  while (texts[at]?.startsWith('-')) at += valueFlags.has(texts[at] ?? '') ? 2 : 1;
  return at;
}
