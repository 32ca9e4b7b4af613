import type { Node } from '@ruby/prism/src/nodes.js';
import type { Span } from '../../../core/parsed.ts';

/** Ruby would stop here with an exception. */
export class RubyFailure extends Error {
  readonly span: Span;

  constructor(message: string, span: Span) {
    super(message);
    this.span = span;
  }
}

/** The steps are used up. */
export class TooLong extends Error {
  /** The outermost loop or call that was under way. */
  readonly node: Node | undefined;

  constructor(node: Node | undefined) {
    super('more steps than are followed');
    this.node = node;
  }
}

/** The file changes how Ruby itself works, so that nothing read from it is sure. */
export class Unreadable extends Error {
  readonly span: Span;

  constructor(message: string, span: Span) {
    super(message);
    this.span = span;
  }
}
