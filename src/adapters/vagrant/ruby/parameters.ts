import {
  BlockLocalVariableNode,
  BlockParametersNode,
  KeywordRestParameterNode,
  NumberedParametersNode,
  OptionalKeywordParameterNode,
  OptionalParameterNode,
  ParametersNode,
  RequiredKeywordParameterNode,
  RequiredParameterNode,
  RestParameterNode,
  type Node,
} from '@ruby/prism/src/nodes.js';
import type { Execution } from './execution.ts';
import type { Frame } from './frame.ts';
import { lookUpOption, newHash } from './hash.ts';
import { positional, type Arguments } from './methodCall.ts';
import { assign } from './assignment.ts';
import { array, isUnknown, nil, type RubyHash, type RubyValue, type Unknown } from './value.ts';

/** Where a method keeps its block for `yield`: no name that a variable can have. */
export const blockVariable = ' block';

/** `Proc#arity` of 2, by which Vagrant tells that a provider block takes an override. */
export function takesTwo(parameters: Node | null): boolean {
  if (parameters instanceof NumberedParametersNode) return parameters.maximum === 2;
  const list = listOf(parameters);
  return (
    list !== null &&
    list.requireds.length + list.posts.length === 2 &&
    list.optionals.length === 0 &&
    list.rest === null &&
    !list.keywords.some((keyword) => keyword instanceof RequiredKeywordParameterNode)
  );
}

/**
 * Binds what a block, lambda or method is called with to its parameters; fails where Ruby raises an
 * ArgumentError.
 */
export function bind(
  run: Execution,
  frame: Frame,
  parameters: Node | null,
  args: Arguments,
  { isStrict, node }: { readonly isStrict: boolean; readonly node: Node },
): void {
  if (parameters instanceof NumberedParametersNode) {
    const values = spread(positional(args), parameters.maximum > 1);
    for (let index = 0; index < parameters.maximum; index++) {
      run.memory.write(frame, `_${index + 1}`, values[index] ?? nil);
    }
    return;
  }
  const list = listOf(parameters);
  if (parameters instanceof BlockParametersNode) declareLocals(run, frame, parameters);
  if (list === null) {
    if (isStrict && positional(args).length > 0) mismatch(run, node);
    return;
  }
  const takesKeywords = list.keywords.length > 0 || list.keywordRest !== null;
  const passed = takesKeywords ? args.positional : positional(args);
  const values = isStrict ? passed : spread(passed, takesSeveral(list));
  if (isStrict && !takes(list, values.length)) mismatch(run, node);
  const [only] = values;
  if (
    !isStrict &&
    only !== undefined &&
    values.length === 1 &&
    isUnknown(only) &&
    takesSeveral(list)
  ) {
    // It may be an array whose items would be spread.
    bindAll(run, frame, list, only);
  } else {
    bindPositional(run, frame, list, values);
  }
  if (list.block?.name) run.memory.write(frame, list.block.name, args.block ?? nil);
  if (takesKeywords) bindKeywords(run, frame, list, args.keywords, node);
}

/** Binds every parameter to something that is not known. */
export function bindUnknown(
  run: Execution,
  frame: Frame,
  parameters: Node | null,
  unknown: Unknown,
): void {
  if (parameters instanceof NumberedParametersNode) {
    for (let index = 1; index <= parameters.maximum; index++) {
      run.memory.write(frame, `_${index}`, unknown);
    }
  }
  const list = listOf(parameters);
  if (list === null) return;
  bindAll(run, frame, list, unknown);
  for (const keyword of [...list.keywords, list.keywordRest, list.block]) {
    if (keyword !== null && 'name' in keyword && typeof keyword.name === 'string') {
      run.memory.write(frame, keyword.name, unknown);
    }
  }
}

/** The names of the first parameters; undefined in the place of one that takes a list apart. */
export function leadingNames(parameters: Node | null): readonly (string | undefined)[] {
  const required = listOf(parameters)?.requireds ?? [];
  return required.map((node) => (node instanceof RequiredParameterNode ? node.name : undefined));
}

function listOf(parameters: Node | null): ParametersNode | null {
  if (parameters instanceof BlockParametersNode) return parameters.parameters;
  return parameters instanceof ParametersNode ? parameters : null;
}

function declareLocals(run: Execution, frame: Frame, { locals }: BlockParametersNode): void {
  for (const local of locals) {
    if (local instanceof BlockLocalVariableNode) run.memory.write(frame, local.name, nil);
  }
}

/** Blocks that take several arguments get the items of an array that is passed alone. */
function spread(values: readonly RubyValue[], takesSeveral: boolean): readonly RubyValue[] {
  const [only] = values;
  if (!takesSeveral || only === undefined || values.length !== 1) return values;
  if (only.kind === 'array') return only.lost === undefined ? only.items : [only.lost];
  return values;
}

function takesSeveral({ requireds, optionals, posts, rest }: ParametersNode): boolean {
  const count = requireds.length + optionals.length + posts.length;
  return count > 1 || (rest !== null && count > 0);
}

function takes({ requireds, optionals, posts, rest }: ParametersNode, count: number): boolean {
  const required = requireds.length + posts.length;
  return count >= required && (rest !== null || count <= required + optionals.length);
}

/** An ArgumentError. */
function mismatch(run: Execution, node: Node): never {
  return run.fail(`\`${run.quote(node)}\` does not pass what the method takes`, node);
}

function bindPositional(
  run: Execution,
  frame: Frame,
  { requireds, optionals, posts, rest }: ParametersNode,
  values: readonly RubyValue[],
): void {
  const optionalCount = Math.min(
    optionals.length,
    Math.max(0, values.length - requireds.length - posts.length),
  );
  const restStart = requireds.length + optionalCount;
  const restEnd = Math.max(restStart, values.length - posts.length);
  requireds.forEach((parameter, index) => {
    assign(run, frame, parameter, values[index] ?? nil);
  });
  optionals.forEach((parameter, index) => {
    if (!(parameter instanceof OptionalParameterNode)) return;
    const given = index < optionalCount ? values[requireds.length + index] : undefined;
    run.memory.write(frame, parameter.name, given ?? run.evaluate(parameter.value, frame));
  });
  if (rest instanceof RestParameterNode && rest.name !== null) {
    run.memory.write(frame, rest.name, array(values.slice(restStart, restEnd)));
  }
  posts.forEach((parameter, index) => {
    assign(run, frame, parameter, values[restEnd + index] ?? nil);
  });
}

function bindAll(
  run: Execution,
  frame: Frame,
  { requireds, optionals, rest, posts }: ParametersNode,
  unknown: Unknown,
): void {
  for (const parameter of [...requireds, ...posts]) assign(run, frame, parameter, unknown);
  for (const parameter of [...optionals, rest]) {
    const isNamed =
      parameter instanceof OptionalParameterNode || parameter instanceof RestParameterNode;
    if (isNamed && parameter.name !== null) run.memory.write(frame, parameter.name, unknown);
  }
}

function bindKeywords(
  run: Execution,
  frame: Frame,
  { keywords, keywordRest }: ParametersNode,
  given: RubyHash | undefined,
  node: Node,
): void {
  const names = new Set<string>();
  for (const keyword of keywords) {
    if (keyword instanceof RequiredKeywordParameterNode) {
      const value = lookUpOption(given, keyword.name);
      if (value === undefined) mismatch(run, node);
      run.memory.write(frame, keyword.name, value);
      names.add(keyword.name);
    } else if (keyword instanceof OptionalKeywordParameterNode) {
      const value = lookUpOption(given, keyword.name) ?? run.evaluate(keyword.value, frame);
      run.memory.write(frame, keyword.name, value);
      names.add(keyword.name);
    }
  }
  const others = Array.from(given?.pairs.values() ?? []).filter(
    ([key]) => !(key.kind === 'symbol' && names.has(key.text)),
  );
  if (keywordRest instanceof KeywordRestParameterNode && keywordRest.name !== null) {
    run.memory.write(frame, keywordRest.name, newHash(others));
  } else if (others.length > 0 && keywordRest === null) {
    mismatch(run, node);
  }
}
