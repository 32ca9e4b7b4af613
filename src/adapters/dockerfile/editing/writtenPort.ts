import type { ExposeToken } from '../exposes.ts';
import { emptyEnvironment } from '../shell/shellEnvironment.ts';
import { expandWord } from '../shell/shellWords.ts';

/** The parts of a word of EXPOSE, without quotes. */
export interface WrittenPort {
  /** `127.0.0.1:8080`, if there is a host part. */
  readonly host?: string;
  /** `80`, `8000-8010`, as written. */
  readonly ports: string;
  /** `/tcp`, `/TCP`, as written; empty without one. */
  readonly suffix: string;
}

/** What is written, or why the word cannot be edited by itself. */
export type WordReading =
  | { readonly ok: true; readonly written: WrittenPort }
  | { readonly ok: false; readonly reason: string };

/**
 *     word = [ [ ip ":" ] [ host ports ] ":" ] container ports [ "/" protocol ]
 */
export function readWrittenPort({ text, endLine }: ExposeToken, escape: string): WordReading {
  if (text.includes('$')) {
    return { ok: false, reason: `${text} takes its value from a variable.` };
  }
  if (endLine !== undefined) {
    return { ok: false, reason: `${text} is written over more than one line.` };
  }
  const plain = expandWord(text, emptyEnvironment(escape));
  if (!plain.ok || plain.words.length !== 1) {
    return { ok: false, reason: `${text} is not written as one port.` };
  }
  return { ok: true, written: partsOf(plain.text) };
}

function partsOf(text: string): WrittenPort {
  const colon = text.lastIndexOf(':');
  const inside = text.slice(colon + 1);
  const slash = inside.indexOf('/');
  const ports = slash === -1 ? inside : inside.slice(0, slash);
  const suffix = slash === -1 ? '' : inside.slice(slash);
  return colon === -1 ? { ports, suffix } : { host: text.slice(0, colon), ports, suffix };
}
