import {
  BlockNode,
  CallNode,
  DefNode,
  ForNode,
  LambdaNode,
  StatementsNode,
  type Node,
  type ProgramNode,
} from '@ruby/prism/src/nodes.js';
import type { Span } from '../../core/parsed.ts';
import { ForwardCalls } from './forwardCalls.ts';
import type {
  ConfigBlockLayout,
  LoopLayout,
  NetworkCall,
  StatementList,
  StatementPlace,
  VagrantfileLayout,
} from './layout.ts';
import { statementLayout } from './layoutStatement.ts';
import {
  blockLoop,
  configKind,
  forLoop,
  isModifier,
  isStatements,
  literalText,
} from './layoutSyntax.ts';
import { leadingNames } from './ruby/parameters.ts';
import { partsOf } from './ruby/nodeParts.ts';
import type { SourceText } from './ruby/sourceText.ts';

/** Deeper nodes have no layout: nothing is edited there. */
const deepest = 200;

/** What is around a node. */
interface Around {
  readonly place: StatementPlace | undefined;
  readonly block: ConfigBlockLayout | undefined;
  readonly names: readonly string[];
  readonly depth: number;
}

/** Where the blocks, statements and calls of a file stand, by its syntax alone. */
export function readLayout(source: SourceText, program: ProgramNode): VagrantfileLayout {
  const reader = new LayoutReader(source);
  const around = { place: undefined, block: undefined, names: program.locals, depth: 0 };
  reader.list(program.statements, { start: 0, loop: undefined }, around);
  return { blocks: reader.blocks, calls: reader.calls };
}

class LayoutReader {
  readonly blocks: ConfigBlockLayout[] = [];
  readonly calls: NetworkCall[] = [];
  readonly #source: SourceText;
  readonly #forwards: ForwardCalls;

  constructor(source: SourceText) {
    this.#source = source;
    this.#forwards = new ForwardCalls(source);
  }

  /** Reads statements; `open` says what the list that they are has beside them. */
  list(
    node: StatementsNode | null,
    open: { readonly start: number; readonly loop: LoopLayout | undefined },
    around: Around,
  ): void {
    this.#fill(node, this.#newList(node, open, around), around);
  }

  #newList(
    node: StatementsNode | null,
    open: { readonly start: number; readonly loop: LoopLayout | undefined },
    { place }: Around,
  ): StatementList {
    const statements = (node?.body ?? []).map((part) => statementLayout(this.#source, part));
    return { ...open, statements, place };
  }

  #fill(node: StatementsNode | null, list: StatementList, around: Around): void {
    node?.body.forEach((part, index) => {
      this.#read(part, { ...around, place: { list, index, isWhole: true } });
    });
  }

  #read(node: Node, around: Around): void {
    if (around.depth > deepest) return;
    const inside = { ...around, place: notWhole(around.place), depth: around.depth + 1 };
    if (node instanceof CallNode) {
      this.#readCall(node, around, inside);
    } else if (isModifier(node)) {
      this.#read(node.predicate, inside);
      this.#readParts(node.statements, { ...inside, place: around.place });
    } else if (node instanceof StatementsNode) {
      this.list(node, { start: this.#span(node).start, loop: undefined }, around);
    } else if (node instanceof ForNode) {
      this.#read(node.collection, inside);
      const { start } = this.#span(node);
      this.list(node.statements, { start, loop: forLoop(this.#source, node) }, deeper(around));
    } else if (node instanceof DefNode) {
      this.#readParts(node, { ...inside, block: undefined, names: node.locals });
    } else if (node instanceof BlockNode || node instanceof LambdaNode) {
      const block = node instanceof BlockNode ? around.block : undefined;
      this.#readParts(node, { ...inside, block, names: [...around.names, ...node.locals] });
    } else {
      this.#readParts(node, inside);
    }
  }

  #readParts(node: Node | null, around: Around): void {
    if (node !== null) for (const part of partsOf(node)) this.#read(part, around);
  }

  #readCall(node: CallNode, around: Around, inside: Around): void {
    this.#noteForward(node, around);
    if (node.receiver !== null) this.#read(node.receiver, inside);
    this.#readParts(node.arguments_, inside);
    if (node.block === null) return;
    const { block } = node;
    const body = block instanceof BlockNode ? block.body : undefined;
    if (!(block instanceof BlockNode) || !isStatements(body)) {
      this.#read(block, inside);
      return;
    }
    const loop = blockLoop(this.#source, node, block);
    const start = this.#span(block.parameters ?? { location: block.openingLoc }).end;
    const place = loop === undefined ? inside.place : around.place;
    const within = { ...inside, place, names: [...around.names, ...block.locals] };
    const list = this.#newList(body, { start, loop }, within);
    const config = this.#configBlock(node, block, list, within.names);
    if (config !== undefined) this.blocks.push(config);
    this.#fill(body, list, { ...within, block: config ?? around.block });
  }

  #noteForward(node: CallNode, { place, block }: Around): void {
    const args = node.arguments_?.arguments_ ?? [];
    const [type] = args;
    const last = args.at(-1);
    if (node.name !== 'network' || type === undefined || last === undefined) return;
    if (node.messageLoc === null || place === undefined || literalText(type) !== 'forwarded_port')
      return;
    const call = this.#forwards.of(node);
    this.calls.push({
      ...call,
      callee: { start: call.start, end: this.#source.span(node.messageLoc).end },
      type: this.#span(type),
      hasParentheses: node.openingLoc !== null,
      argumentsEnd: this.#span(last).end,
      place,
      block,
    });
  }

  #configBlock(
    node: CallNode,
    block: BlockNode,
    body: StatementList,
    names: readonly string[],
  ): ConfigBlockLayout | undefined {
    const kind = configKind(node);
    if (kind === undefined) return undefined;
    const parameters = leadingNames(block.parameters);
    const name = node.arguments_?.arguments_[0];
    return {
      ...this.#span(node),
      kind,
      machine: kind === 'define' && name !== undefined ? literalText(name) : undefined,
      variable: parameters[kind === 'provider' ? 1 : 0],
      body,
      names,
    };
  }

  #span({ location }: Pick<Node, 'location'>): Span {
    return this.#source.span(location);
  }
}

function notWhole(place: StatementPlace | undefined): StatementPlace | undefined {
  return place && { ...place, isWhole: false };
}

function deeper(around: Around): Around {
  return { ...around, depth: around.depth + 1 };
}
