/** The built-in methods that reading a text is made of. */
const counted: readonly (readonly [prototype: object, methods: readonly string[]])[] = [
  [String.prototype, ['charAt', 'charCodeAt', 'codePointAt', 'slice', 'indexOf', 'startsWith']],
  [RegExp.prototype, ['exec', 'test']],
  [Map.prototype, ['get', 'set', 'has']],
  [Set.prototype, ['add', 'has']],
  [Array.prototype, ['push']],
];

/** How often the work calls them, copied characters counted too: a clock that no other process slows. */
export function countedSteps(work: () => void): number {
  let steps = 0;
  const restore: (() => void)[] = [];
  for (const [prototype, methods] of counted) {
    for (const method of methods) {
      const original = Reflect.get(prototype, method) as (...args: unknown[]) => unknown;
      const counting = function (this: unknown, ...args: unknown[]): unknown {
        const result = Reflect.apply(original, this, args);
        steps += typeof result === 'string' ? result.length + 1 : 1;
        return result;
      };
      Reflect.defineProperty(prototype, method, {
        value: counting,
        configurable: true,
        writable: true,
      });
      restore.push(() => {
        Reflect.defineProperty(prototype, method, {
          value: original,
          configurable: true,
          writable: true,
        });
      });
    }
  }
  try {
    work();
  } finally {
    for (const undo of restore) undo();
  }
  return steps;
}
