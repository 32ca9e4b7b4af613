import { readCommandLine, type ShellWord } from './commandLine.ts';
import { readLink } from './containerLink.ts';
import {
  argumentFault,
  isTrue,
  readFlags,
  type ArgumentFault,
  type ArgumentSpan,
  type FlagReading,
  type FlagUse,
} from './flagReader.ts';
import { imageReferenceFault } from './imageReference.ts';
import { accepted, rejected, type Parsed, type Span } from './parsed.ts';
import { readPortFlags, usesOf, type PortFlags } from './portFlags.ts';
import { runFlagsOf } from './runFlags.ts';
import { findRunInvocation, type RunSyntax } from './runInvocation.ts';
import { runWarningsOf, type RunWarning } from './runWarnings.ts';

/** What `docker run` would make, as far as ports are concerned. */
export interface RunArguments extends PortFlags {
  readonly image: string;
  /** What follows the image. */
  readonly command: readonly string[];
  readonly name?: string;
  /** The mode or the network that the container starts in. */
  readonly network?: string;
  readonly warnings: readonly RunWarning[];
}

/** A fault's `index` is the argument it is in; one past the last when an argument is missing. */
export type RunArgumentsReading =
  { readonly ok: true; readonly value: RunArguments } | ArgumentFault;

const dockerRun: RunSyntax = { tool: 'docker', command: 'run' };

/**
 * The arguments after `docker run` or `docker create`, read as docker CLI 29.8 reads them, with its
 * error texts. Of the values only those that concern ports are checked. What the engine never
 * accepts is refused here too: a link without a name, ports on another container's network.
 */
export function parseRunArguments(
  argv: readonly string[],
  syntax: RunSyntax = dockerRun,
): RunArgumentsReading {
  const flags = readRunFlags(argv, syntax);
  if (!flags.ok) return flags;
  const { uses, rest } = flags;
  const image = argv[rest];
  if (image === undefined) {
    const message = `'${syntax.tool} ${syntax.command}' requires at least 1 argument`;
    return argumentFault(message, { index: argv.length, start: 0, end: 0 });
  }
  const portFlags = readPortFlags(uses);
  if (!portFlags.ok) return portFlags;
  const ports = portFlags.value;
  const imageFault = syntax.tool === 'docker' ? imageReferenceFault(image) : undefined;
  if (imageFault !== undefined) {
    return argumentFault(imageFault, { index: rest, start: 0, end: image.length });
  }
  const refused = refusedByEngine(uses, ports);
  if (refused !== undefined) return refused;
  const name = usesOf(uses, 'name').at(-1)?.value;
  const network = networkOf(uses);
  return {
    ok: true,
    value: {
      ...ports,
      image,
      command: argv.slice(rest + 1),
      ...(name === undefined ? {} : { name }),
      ...(network === undefined ? {} : { network }),
      warnings: runWarningsOf(ports.published, network, image, rest),
    },
  };
}

/**
 * A pasted `docker run` or `docker create` command, with what a shell takes off it; see
 * readCommandLine and findRunInvocation. Spans, those of the warnings too, are in the line.
 */
export function parseRunCommand(line: string): Parsed<RunArguments> {
  return readLine(line, (argv, syntax, place) => {
    const reading = parseRunArguments(argv, syntax);
    if (!reading.ok) return reading;
    const warnings = reading.value.warnings.map((warning) => ({ ...warning, ...place(warning) }));
    return { ok: true, value: { ...reading.value, warnings } };
  });
}

/** The same of a command without its image, or of flags alone: `-p 8080:80 -p 53:53/udp`. */
export function parsePortFlags(line: string): Parsed<PortFlags> {
  return readLine(line, (argv, syntax) => {
    const flags = readRunFlags(argv, syntax);
    return flags.ok ? readPortFlags(flags.uses) : flags;
  });
}

function readRunFlags(argv: readonly string[], { tool, command }: RunSyntax): FlagReading {
  const flags = readFlags(argv, runFlagsOf(tool, command), linkFault);
  if (!flags.ok) return flags;
  const help = usesOf(flags.uses, 'help').at(-1);
  if (help !== undefined && isTrue(help.value)) {
    return argumentFault('--help prints the help and runs nothing. Remove it.', help);
  }
  return flags;
}

function linkFault({ flag, value }: FlagUse): string | undefined {
  if (flag.name !== 'link') return undefined;
  const reading = readLink(value);
  return reading.ok ? undefined : reading.message;
}

/** What every engine refuses when the container is created (moby runconfig, daemon/links). */
function refusedByEngine(uses: readonly FlagUse[], ports: PortFlags): ArgumentFault | undefined {
  return networkConflict(uses, ports) ?? namelessLink(uses);
}

function networkConflict(uses: readonly FlagUse[], ports: PortFlags): ArgumentFault | undefined {
  if (!networkOf(uses)?.startsWith('container:')) return undefined;
  const publish = usesOf(uses, 'publish', 'publish-all').find(
    ({ flag, value }) => flag.takesValue || (ports.publishAll && isTrue(value)),
  );
  const use = publish ?? usesOf(uses, 'expose')[0];
  if (use === undefined) return undefined;
  const action = publish === undefined ? 'exposing' : 'publishing';
  const message = `conflicting options: port ${action} and the container type network mode`;
  return argumentFault(message, use);
}

function namelessLink(uses: readonly FlagUse[]): ArgumentFault | undefined {
  const use = usesOf(uses, 'link').find(({ value }) => {
    const reading = readLink(value);
    return reading.ok && reading.link.container === '';
  });
  if (use === undefined) return undefined;
  return argumentFault('could not get container for : invalid name or ID supplied: ""', use);
}

/** The first of several; `name=…` among other fields is the long form (docker/cli opts.NetworkOpt). */
function networkOf(uses: readonly FlagUse[]): string | undefined {
  const value = usesOf(uses, 'network', 'net')[0]?.value;
  if (value === undefined || !/\w=\w/.test(value)) return value;
  const fields = value.toLowerCase().split(',');
  const field = fields.findLast((candidate) => /^\s*name\s*=/.test(candidate));
  return field?.slice(field.indexOf('=') + 1).trim();
}

/** Where a part of an argument stands in the line. */
type Place = (span: ArgumentSpan) => Span;

function readLine<T>(
  line: string,
  read: (
    argv: readonly string[],
    syntax: RunSyntax,
    place: Place,
  ) => { readonly ok: true; readonly value: T } | ArgumentFault,
): Parsed<T> {
  const commands = readCommandLine(line);
  if (!commands.ok) return commands;
  const invocation = findRunInvocation(commands.value);
  if (invocation === undefined) {
    return rejected('Paste a docker run or docker create command.', { start: 0, end: line.length });
  }
  const { words } = invocation;
  const place: Place = (span) =>
    spanInLine(words, span) ?? { start: line.length, end: line.length };
  const reading = read(
    words.map(({ text }) => text),
    invocation,
    place,
  );
  return reading.ok ? accepted(reading.value) : rejected(reading.message, place(reading));
}

function spanInLine(words: readonly ShellWord[], span: ArgumentSpan): Span | undefined {
  const word = words[span.index];
  if (word === undefined) return undefined;
  const start = word.offsets[span.start] ?? word.end;
  const last = span.end > span.start ? word.offsets[span.end - 1] : undefined;
  return { start, end: last === undefined ? start : last + 1 };
}
