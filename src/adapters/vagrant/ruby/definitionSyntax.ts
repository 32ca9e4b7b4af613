import {
  AliasMethodNode,
  ClassNode,
  ConstantReadNode,
  DefNode,
  ForwardingParameterNode,
  KeywordRestParameterNode,
  LambdaNode,
  ModuleNode,
  RestParameterNode,
  SelfNode,
  SingletonClassNode,
  SymbolNode,
  UndefNode,
  type Node,
} from '@ruby/prism/src/nodes.js';
import type { Execution } from './execution.ts';
import { Unreadable } from './failures.ts';
import type { Frame } from './frame.ts';
import { coreModules } from './objectMethods.ts';
import { partsOf } from './nodeParts.ts';
import { rule, type SyntaxRule } from './syntaxRule.ts';
import { nil, symbol, type RubyModule, type RubyValue } from './value.ts';

export const definitionSyntax: readonly SyntaxRule[] = [
  rule(DefNode, (run, node, frame) => {
    if (node.receiver === null || node.receiver instanceof SelfNode) {
      const name = `.${node.name}`;
      if (!isHidden(node, run.own(name, frame))) run.define(name, methodOf(run, node), frame);
    }
    return symbol(node.name);
  }),
  rule(LambdaNode, (_run, node, frame) => ({
    kind: 'proc',
    node,
    frame,
    isLambda: true,
    owner: undefined,
    home: undefined,
  })),
  rule(AliasMethodNode, (run, node, frame) => renameMethods(run, frame, node, [node.newName])),
  rule(UndefNode, (run, node, frame) => renameMethods(run, frame, node, node.names)),
  rule(ModuleNode, evaluateModule),
  rule(ClassNode, evaluateModule),
  rule(SingletonClassNode, (run, node, frame) => {
    const { self } = frame;
    if (!(node.expression instanceof SelfNode) || self.kind !== 'module') refuse(run, node);
    return run.evaluate(node.body, run.memory.newFrame(self, undefined, self));
  }),
];

/** A module's own method goes before what `extend self` and the like make of an instance's. */
function isHidden(node: DefNode, known: RubyValue | undefined): boolean {
  return node.receiver === null && known?.kind === 'method' && known.node.receiver !== null;
}

function methodOf(run: Execution, node: DefNode): RubyValue {
  return passesOn(node)
    ? run.unknown(() => `what \`${node.name}\` passes on without a name is not followed`, node)
    : { kind: 'method', node };
}

/** `def name(...)`, `(*)`, `(**)`: it takes what only another call can use. */
function passesOn({ parameters }: DefNode): boolean {
  if (parameters === null) return false;
  const { rest, keywordRest } = parameters;
  return (
    keywordRest instanceof ForwardingParameterNode ||
    (rest instanceof RestParameterNode && rest.name === null) ||
    (keywordRest instanceof KeywordRestParameterNode && keywordRest.name === null)
  );
}

/** What these names call from here on is not followed. */
function renameMethods(
  run: Execution,
  frame: Frame,
  node: Node,
  names: readonly Node[],
): RubyValue {
  for (const name of names) {
    if (!(name instanceof SymbolNode)) continue;
    const method = run.unknown(() => `\`${run.quote(node)}\` is not followed`, node);
    run.define(`.${name.unescaped.value}`, method, frame);
  }
  return nil;
}

function evaluateModule(run: Execution, node: ModuleNode | ClassNode, frame: Frame): RubyValue {
  const { constantPath, name, body } = node;
  if (!(constantPath instanceof ConstantReadNode)) {
    const parent = partsOf(constantPath)[0] ?? null;
    if (run.evaluate(parent, frame).kind === 'object') refuse(run, node);
  } else if (frame.module === undefined && (coreModules.has(name) || name in run.host.constants)) {
    refuse(run, node);
  }
  const known = run.lookUp(name, frame);
  const module: RubyModule =
    known?.kind === 'module'
      ? known
      : { kind: 'module', name, members: run.memory.newFrame(nil), around: frame.module };
  run.define(name, module, frame);
  run.evaluate(body, run.memory.newFrame(module, undefined, module));
  return nil;
}

/** Nothing is sure once a file changes Ruby or Vagrant themselves. */
function refuse(run: Execution, node: ModuleNode | ClassNode | SingletonClassNode): never {
  const changed = node instanceof SingletonClassNode ? node.expression : node.constantPath;
  const path = run.quote(changed);
  throw new Unreadable(
    `\`${path}\` is changed here, and with it what the file means`,
    run.span(node),
  );
}
