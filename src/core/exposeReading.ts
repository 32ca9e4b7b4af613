import type { DeclaredPorts } from './builtFrom.ts';

/** A word of EXPOSE: where it stands, and the ports that it declares. Lines and columns as VS Code counts. */
export interface ExposeToken {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Only where the word goes on over a later line. */
  readonly endLine?: number;
  /** As written, without the line ends of continuations. */
  readonly text: string;
  /** None where the word is faulty or stands for nothing. */
  readonly ports: readonly DeclaredPorts[];
  /** Whether variables are in it. */
  readonly fromVariables: boolean;
  /** The stage that it stands in: 0 is the first, -1 before any. */
  readonly stage: number;
  /** How the image gets the ports: from its own stage, from one that it builds on, not at all. */
  readonly use: 'target' | 'inherited' | 'none';
}

export interface ExposeProblem {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly endLine?: number;
  readonly severity: 'error' | 'warning' | 'info';
  /** BuildKit's name of a check, or a name of the reader's. */
  readonly rule: string;
  readonly message: string;
}

/** What a Dockerfile exposes, as far as the file alone says it. */
export interface ExposeReading {
  /** `["80/tcp", …]`, without those of the base image. */
  readonly exposed: readonly string[];
  /** In the order of the file. */
  readonly tokens: readonly ExposeToken[];
  readonly problems: readonly ExposeProblem[];
  /** The image that the file's image is built on. */
  readonly baseImage?: string;
}

/** `80/tcp`, one for each port. */
export function portKeys({ range, protocol }: DeclaredPorts): string[] {
  return Array.from(
    { length: range.end - range.start + 1 },
    (_, index) => `${range.start + index}/${protocol}`,
  );
}

/** The word that a place is in or right after. */
export function tokenAt(
  { tokens }: ExposeReading,
  place: { readonly line: number; readonly character: number },
): ExposeToken | undefined {
  return tokens.find(
    ({ line, start, end, endLine = line }) =>
      (line < place.line || (line === place.line && start <= place.character)) &&
      (place.line < endLine || (place.line === endLine && place.character <= end)),
  );
}
