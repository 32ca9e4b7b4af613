import type { Node } from '@ruby/prism/src/nodes.js';

/** The nodes directly inside a node. Prism 1.9's own `compactChildNodes` forgets those in lists. */
export function partsOf(node: Node): readonly Node[] {
  return node.childNodes().filter((part) => part !== null);
}
