import { draftOf } from '../../../src/core/draftRules.ts';
import type { DraftMessage, MappingDraft } from '../../../src/core/mappingDraft.ts';
import { ruleOfText } from './stagedChanges.ts';

/** A draft for a container, as a form that was filled in. */
export function draft(part: Partial<MappingDraft> = {}): MappingDraft {
  return { ...draftOf('c1', ruleOfText('127.0.0.1:8081:80')), ...part };
}

/** A draft for a new container of nginx, without ports. */
export function runDraft(part: Partial<MappingDraft> = {}): MappingDraft {
  return { ...draftOf('image:nginx:1.27'), ...part };
}

/** `hostPort error: 8080 is … [Use 8081]`. */
export function linesOf(messages: readonly DraftMessage[]): readonly string[] {
  return messages.map(({ field, level, text, fixes }) =>
    [`${field} ${level}: ${text}`, ...fixes.map(({ label }) => `[${label}]`)].join(' '),
  );
}

/** The draft once the button was pressed. */
export function fixed(
  before: MappingDraft,
  messages: readonly DraftMessage[],
  label: string,
): MappingDraft {
  const fix = messages.flatMap(({ fixes }) => fixes).find((each) => each.label === label);
  if (fix === undefined) throw new Error(`There is no ${label}.`);
  return { ...before, ...fix.change };
}
