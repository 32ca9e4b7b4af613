import type { ArgumentsNode, Node } from '@ruby/prism/src/nodes.js';
import { readArguments } from './arguments.ts';
import { instanceVariables } from './assignment.ts';
import type { Execution } from './execution.ts';
import type { Frame } from './frame.ts';
import { passing } from './methodCall.ts';
import { nil, type RubyValue } from './value.ts';

/** Something that an assignment reads and writes. */
export interface Place {
  readonly read: () => RubyValue;
  readonly write: (value: RubyValue) => void;
}

export function localVariable(run: Execution, frame: Frame, name: string, depth: number): Place {
  return placeIn(run, frame.outer(depth), name, nil);
}

export function instanceVariable(run: Execution, frame: Frame, name: string): Place {
  return placeIn(run, instanceVariables(run, frame), name, run.otherCode ?? nil);
}

/** A global or class variable. Ruby's own globals (`$0`, `$stdout`) are not known. */
export function globalVariable(run: Execution, node: Node, name: string): Place {
  const isOwn = /^(\$[a-z_]\w*|@@\w+)$/.test(name) && !/^\$(std|_$)/.test(name);
  const unset = isOwn ? nil : run.unknown(() => `\`${name}\` is known only when Ruby runs`, node);
  return placeIn(run, run.main.members, name, run.otherCode ?? unset);
}

export function constant(run: Execution, frame: Frame, name: string): Place {
  return {
    read: () => run.lookUp(name, frame) ?? run.otherCode ?? nil,
    write: (value) => {
      run.define(name, value, frame);
    },
  };
}

/** `receiver[arguments]` */
export function element(
  run: Execution,
  frame: Frame,
  node: Node,
  receiverNode: Node | null,
  list: ArgumentsNode | null,
): Place {
  const receiver = receiverNode === null ? frame.self : run.evaluate(receiverNode, frame);
  const args = readArguments(run, list, frame);
  return {
    read: () => run.send(receiver, { ...args, name: '[]', node, run }),
    write: (value) => {
      const positional = [...args.positional, value];
      run.send(receiver, { ...args, positional, name: '[]=', node, run });
    },
  };
}

/** `receiver.name` */
export function attribute(
  run: Execution,
  frame: Frame,
  node: Node & {
    readonly receiver: Node | null;
    readonly readName: string;
    readonly writeName: string;
  },
): Place {
  const receiver = node.receiver === null ? frame.self : run.evaluate(node.receiver, frame);
  return {
    read: () => run.send(receiver, { ...passing(), name: node.readName, node, run }),
    write: (value) => {
      run.send(receiver, { ...passing(value), name: node.writeName, node, run });
    },
  };
}

function placeIn(run: Execution, frame: Frame, name: string, unset: RubyValue): Place {
  return {
    read: () => frame.variables.get(name) ?? unset,
    write: (value) => {
      run.memory.write(frame, name, value);
    },
  };
}
