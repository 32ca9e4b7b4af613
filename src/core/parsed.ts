/** Part of a text: UTF-16 offsets, `end` not included. Empty where something is missing. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a text says, or what is wrong with it and where. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | ({ readonly ok: false; readonly message: string } & Span);

export function accepted<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function rejected(
  message: string,
  { start, end }: Span,
): { readonly ok: false; readonly message: string } & Span {
  return { ok: false, message, start, end };
}
