import { sureDuplicates } from './exposeDuplicates.ts';
import type { ExposeProblem, ExposeReading, ExposeToken } from './exposeReading.ts';

/** The checks of EXPOSE, by the code that turns one off. The first two are BuildKit's own. */
export const exposeChecks = [
  'ExposeInvalidFormat',
  'ExposeProtoCasing',
  'DuplicatePort',
  'InvalidPort',
  'PortOutOfRange',
  'ReversedRange',
] as const;
export type ExposeCheck = (typeof exposeChecks)[number];

/** What is wrong with a word of EXPOSE. */
export interface ExposeAlert {
  readonly check: ExposeCheck;
  readonly severity: ExposeProblem['severity'];
  readonly message: string;
  readonly token: ExposeToken;
}

/** Who else checks the file in this editor. */
export interface OtherCheckers {
  /** Docker DX: shows the warnings of `docker build --check`. */
  readonly buildChecks: boolean;
  /** The Dockerfile language server, which Container Tools and Docker DX bring along. */
  readonly languageServer: boolean;
}

/**
 * What to tell of the ports of a file: only what holds whatever values a build gives to variables,
 * and nothing that another tool shows at the same place.
 */
export function exposeAlerts(
  reading: ExposeReading,
  others: OtherCheckers,
): readonly ExposeAlert[] {
  const words = new Map(reading.tokens.map((token) => [placeKey(token), token]));
  const isSureDuplicate = sureDuplicates(reading);
  return reading.problems.flatMap((problem) => {
    const token = words.get(placeKey(problem));
    if (token === undefined) return [];
    const check = checkOf(problem, token);
    if (check === undefined || !isCertain(check, token, isSureDuplicate)) return [];
    if (isShownElsewhere(check, token, others)) return [];
    const { severity } = problem;
    return [{ check, severity, message: messageOf(check, token, problem), token }];
  });
}

function placeKey({ line, start, end }: ExposeProblem | ExposeToken): string {
  return `${line}:${start}-${end}`;
}

/** BuildKit has one message for all that is no port. */
function checkOf({ rule }: ExposeProblem, token: ExposeToken): ExposeCheck | undefined {
  switch (rule) {
    case 'ExposeInvalidFormat':
    case 'ExposeProtoCasing':
    case 'DuplicatePort':
      return rule;
    case 'InvalidPort':
    case 'InvalidSubstitution':
      return invalidCheck(token);
    default:
      return undefined;
  }
}

function invalidCheck({ text }: ExposeToken): ExposeCheck {
  const [, ports = ''] = /^(?:.*:)?(\d+(?:-\d+)?)(?:\/.*)?$/.exec(text) ?? [];
  const [start = 0, end = start] = ports === '' ? [] : ports.split('-').map(Number);
  if (start > 65_535 || end > 65_535) return 'PortOutOfRange';
  return end < start ? 'ReversedRange' : 'InvalidPort';
}

function isCertain(
  check: ExposeCheck,
  token: ExposeToken,
  isSureDuplicate: (token: ExposeToken) => boolean,
): boolean {
  const literal = token.text.replace(/\$\{[^}]*\}|\$\w+/g, '');
  switch (check) {
    case 'ExposeInvalidFormat':
      return /[^:]:/.test(literal);
    case 'ExposeProtoCasing':
      return /\/.*[A-Z]/.test(literal);
    case 'DuplicatePort':
      return isSureDuplicate(token);
    case 'InvalidPort':
    case 'PortOutOfRange':
    case 'ReversedRange':
      return !token.text.includes('$');
  }
}

function isShownElsewhere(
  check: ExposeCheck,
  { text }: ExposeToken,
  others: OtherCheckers,
): boolean {
  switch (check) {
    case 'ExposeInvalidFormat':
    case 'ExposeProtoCasing':
      return others.buildChecks;
    case 'DuplicatePort':
      return false;
    case 'InvalidPort':
    case 'PortOutOfRange':
    case 'ReversedRange':
      return others.languageServer && !passesLanguageServer(text);
  }
}

/**
 * What dockerfile-utils 0.16 takes for a port: it looks at the shape and not at the numbers
 * (dockerValidator.ts, EXPOSE).
 */
function passesLanguageServer(text: string): boolean {
  const shape = /^\d+(?:-\d+)?(?::\d+(?:-\d*)?)?(?:\/(?<protocol>\w*))?(?:\/\w*)*$/.exec(text);
  if (shape === null) return false;
  const protocol = shape.groups?.['protocol'] ?? '';
  return ['', 'tcp', 'udp', 'sctp'].includes(protocol.toLowerCase());
}

function messageOf(check: ExposeCheck, { text }: ExposeToken, { message }: ExposeProblem): string {
  switch (check) {
    case 'PortOutOfRange':
      return `Ports go from 0 to 65535 (${message}).`;
    case 'ReversedRange':
      return `The range ends before it starts (${message}).`;
    case 'DuplicatePort':
      return `${text} is already exposed in this stage.`;
    case 'ExposeInvalidFormat':
    case 'ExposeProtoCasing':
    case 'InvalidPort':
      return message;
  }
}
