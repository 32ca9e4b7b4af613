import {
  hasBlankLine,
  indentationAt,
  isBeforeBlankLine,
  lineIndentation,
} from './editStatements.ts';
import type { ForwardStyle } from '../../core/forwardText.ts';
import { layoutOfCall, styleOfCall, styleOfFile } from './editStyle.ts';
import type {
  ConfigBlockLayout,
  NetworkCall,
  Statement,
  StatementPlace,
  VagrantfileLayout,
} from './layout.ts';

/** Where and how a block gets another forward. */
export interface NewPlace {
  readonly block: ConfigBlockLayout;
  /** Undefined for the start of the block. */
  readonly anchor: Statement | undefined;
  readonly indentation: string;
  readonly isApart: boolean;
  readonly style: ForwardStyle;
  /** The variable of the loop that the neighbour stands in. */
  readonly variable: string | undefined;
  /** That loop is on one line. */
  readonly isLoopInline: boolean;
}

/** The block for forwards of a machine, or of all; undefined when the file has none. */
export function blockFor(
  { blocks, calls }: VagrantfileLayout,
  machine: string | undefined,
): ConfigBlockLayout | undefined {
  const own = blocks.filter(({ kind, machine: name }) =>
    machine === undefined ? kind === 'configure' : kind === 'define' && name === machine,
  );
  return (
    own.findLast((block) => calls.some((call) => call.block === block)) ??
    own.findLast(({ body }) => body.statements.some(({ kind }) => kind !== 'other')) ??
    own.at(-1)
  );
}

/** Behind the block's last forward, else behind what says which machine it is. */
export function placeIn(
  text: string,
  layout: VagrantfileLayout,
  block: ConfigBlockLayout,
): NewPlace {
  const { statements } = block.body;
  const forwards = layout.calls.filter((call) => call.block === block);
  const withForward = new Set(forwards.map(({ place }) => indexIn(block, place)));
  const index =
    lastOf(statements, (_, at) => withForward.has(at)) ??
    lastOf(statements, ({ kind }) => kind === 'network') ??
    lastOf(statements, ({ kind }) => kind === 'setting');
  const anchor = index === undefined ? undefined : statements[index];
  const before = index === undefined ? undefined : statements[index - 1];
  const neighbour = forwards.at(-1) ?? layout.calls.at(-1);
  const indentation =
    (anchor && indentationAt(text, anchor.start)) ??
    lineIndentation(text, block.start) + indentStep(text, block);
  const isBehindTwo = index !== undefined && withForward.has(index) && withForward.has(index - 1);
  return {
    block,
    anchor,
    indentation,
    isApart:
      isBehindTwo && anchor && before
        ? hasBlankLine(text, before.lineEnd, anchor.start)
        : anchor?.kind === 'setting' && isBeforeBlankLine(text, anchor.lineEnd),
    style: {
      ...styleIn(text, block, neighbour, indentation),
      indent: indentStep(text, block),
    },
    variable: neighbour?.place.list.loop?.variable,
    isLoopInline: neighbour !== undefined && isInLineOfLoop(text, neighbour.place),
  };
}

function isInLineOfLoop(text: string, { list: { loop, place } }: StatementPlace): boolean {
  const statement = loop && place?.list.statements[place.index];
  return statement !== undefined && !text.slice(statement.start, statement.end).includes('\n');
}

function lastOf(
  statements: readonly Statement[],
  isWanted: (statement: Statement, index: number) => boolean,
): number | undefined {
  const index = statements.findLastIndex(isWanted);
  return index === -1 ? undefined : index;
}

/** The statement of the block that holds a place. */
function indexIn({ body }: ConfigBlockLayout, place: StatementPlace): number | undefined {
  for (let at: StatementPlace | undefined = place; at !== undefined; at = at.list.place) {
    if (at.list === body) return at.index;
  }
  return undefined;
}

function styleIn(
  text: string,
  block: ConfigBlockLayout,
  neighbour: NetworkCall | undefined,
  indentation: string,
): ForwardStyle {
  const callee = `${block.variable ?? ''}.vm.network`;
  if (neighbour === undefined) return { ...styleOfFile(text), callee };
  const isSibling = neighbour.place.list === block.body;
  const isAligned = isSibling && indentationAt(text, neighbour.start) === indentation;
  const style = isAligned ? layoutOfCall(text, neighbour) : styleOfCall(text, neighbour);
  const hasOwnCallee = isSibling && /^[\w.]+$/.test(style.callee);
  return { ...style, callee: hasOwnCallee ? style.callee : callee };
}

/** One step of indentation, as the block's first statement has it. */
function indentStep(text: string, block: ConfigBlockLayout): string {
  const outer = lineIndentation(text, block.start);
  for (const { start } of block.body.statements) {
    const inner = indentationAt(text, start);
    if (inner !== undefined && inner.length > outer.length && inner.startsWith(outer)) {
      return inner.slice(outer.length);
    }
  }
  return /^\t/m.test(text) ? '\t' : '  ';
}
