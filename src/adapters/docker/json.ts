/**
 * The Engine API's JSON, read without trusting its shape: engines of every age and Podman leave
 * fields out, or null. What is missing or of another type is simply absent.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value at the end of the path, or `undefined` as soon as a step is missing. */
export function field(value: unknown, ...path: readonly string[]): unknown {
  let inner = value;
  for (const key of path) inner = objectOf(inner)[key];
  return inner;
}

const nothing: JsonObject = {};

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : nothing;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** A text that says something: the API writes `""` where it has nothing to say. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === 'string');
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether two values of plain JSON say the same; several times faster than a comparison of anything. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, at) => sameJson(item, right[at]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => key in right && sameJson(left[key], right[key]))
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
