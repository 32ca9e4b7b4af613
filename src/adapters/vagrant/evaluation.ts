import type { Node } from '@ruby/prism/src/nodes.js';
import type { Span } from '../../core/parsed.ts';
import { environmentVariables } from './environmentVariables.ts';
import { Findings } from './findings.ts';
import { ForwardCalls } from './forwardCalls.ts';
import type { ForwardedPorts } from './forwardedPorts.ts';
import { noteProblems, type MachineForwards } from './forwardProblems.ts';
import { implicitForwards } from './implicitForwards.ts';
import { joinForwards } from './joinedForwards.ts';
import { loadMachines } from './machines.ts';
import type { Reading } from './reading.ts';
import { Execution, type Host } from './ruby/execution.ts';
import { RubyFailure, TooLong, Unreadable } from './ruby/failures.ts';
import { ruby } from './ruby/language.ts';
import type { ParsedRuby } from './ruby/rubyParser.ts';
import { textOf } from './ruby/rubyText.ts';
import type { SourceText } from './ruby/sourceText.ts';
import { newVagrant, vagrantPlugins, type Configure } from './vagrantModule.ts';

/** How often a file is read anew, each time without one more loop that took too many steps. */
const mostAttempts = 5;

const nothing: ForwardedPorts = {
  machines: [],
  forwarded: [],
  implicit: [],
  unread: [],
  problems: [],
};

/** The forwards of a file that is valid Ruby. */
export function evaluateVagrantfile(
  source: SourceText,
  parsed: ParsedRuby,
  provider: string | undefined,
): ForwardedPorts {
  const refused = new Set<Node>();
  for (;;) {
    const reading = { findings: new Findings(source), calls: new ForwardCalls(source), provider };
    try {
      return evaluate(source, parsed, reading, refused);
    } catch (signal) {
      if (signal instanceof RubyFailure) return failed(reading, signal);
      if (signal instanceof Unreadable) return unread(reading, signal.message, signal.span);
      const whole = source.span(parsed.program.location);
      // JavaScript's own stack: data can be nested as deep as a loop goes on.
      if (signal instanceof RangeError) return unread(reading, 'the file nests too deep', whole);
      if (!(signal instanceof TooLong)) throw signal;
      const { node } = signal;
      if (node === undefined || refused.has(node) || refused.size === mostAttempts) {
        return unread(reading, 'the file takes more steps than are followed', whole);
      }
      refused.add(node);
    }
  }
}

function evaluate(
  source: SourceText,
  { program, warnings }: ParsedRuby,
  reading: Reading,
  refused: ReadonlySet<Node>,
): ForwardedPorts {
  const configures: Configure[] = [];
  const host = newHost(reading, configures);
  const run = new Execution(source, host, ruby, refused);
  run.runProgram(program);
  const loaded = loadMachines(run, reading, [...configures]);
  const joined = joinForwards(run, reading, loaded);
  const machines = loaded.machines.map((machine): MachineForwards => ({
    machine: machine.name,
    declared: joined.get(machine.name) ?? [],
    implicit: implicitForwards(machine),
  }));
  noteProblems(reading, machines);
  for (const { message, location } of warnings) {
    const span = source.span(location);
    if (!message.startsWith('key ') || !reading.calls.isInAny(span)) continue;
    reading.findings.addProblem('OptionDuplicated', span, message);
  }
  return {
    machines: machines.map(({ machine }) => machine),
    forwarded: machines.flatMap(({ declared }) => declared.map(({ port }) => port)),
    implicit: machines.flatMap(({ implicit }) => implicit),
    unread: reading.findings.unread,
    problems: reading.findings.problems,
  };
}

/** Vagrant, as the file sees it. */
function newHost({ findings, calls }: Reading, configures: Configure[]): Host {
  return {
    constants: {
      Vagrant: newVagrant(configures),
      VagrantPlugins: vagrantPlugins,
      ENV: environmentVariables,
    },
    otherCode: (cause, { name }) => {
      findings.addUnread(cause.span, cause);
      // What is required holds helpers; what is loaded may be more of the Vagrantfile.
      if (!name.startsWith('require')) findings.hiddenCode ??= cause;
    },
    callOnUnknown: (receiver, { name, positional: [type], node }) => {
      const isForward =
        name === 'network' && type !== undefined && textOf(type) === 'forwarded_port';
      if (isForward && receiver.isSetting !== true) findings.addUnread(calls.of(node), receiver);
    },
  };
}

/** Ruby would stop: Vagrant loads nothing of the file. */
function failed({ findings }: Reading, { message, span }: RubyFailure): ForwardedPorts {
  findings.addProblem('VagrantfileLoadError', span, message);
  return { ...nothing, problems: findings.problems };
}

/** Nothing in the file is sure. */
function unread({ findings }: Reading, reason: string, span: Span): ForwardedPorts {
  findings.addUnread(span, { kind: 'unknown', reason: () => reason, span });
  return { ...nothing, unread: findings.unread };
}
