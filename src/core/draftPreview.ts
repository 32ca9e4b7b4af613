import { imageOf } from './draftRules.ts';
import type { MappingDraft } from './mappingDraft.ts';
import { publishTextOf } from './publishText.ts';
import { readDraft } from './readDraft.ts';
import { shellLine } from './render.ts';

/**
 * The exact rules that the draft asks for: `-p 127.0.0.1:8081:80`; of a new container the whole
 * `docker run` command. Empty while the draft has errors.
 */
export function previewOf(draft: MappingDraft): string {
  const { rules, exposed, messages } = readDraft(draft);
  if (messages.some(({ level }) => level === 'error')) return '';
  const published = rules.flatMap((rule) => ['-p', publishTextOf(rule)]);
  const image = imageOf(draft.target);
  if (image === undefined) return shellLine(published);
  const name = draft.name.trim();
  return shellLine([
    ...['docker', 'run', '-d'],
    ...(name === '' ? [] : ['--name', name]),
    ...published,
    ...(draft.publishAll ? ['-P'] : []),
    ...exposed.flatMap((key) => ['--expose', key.replace(/\/tcp$/, '')]),
    image,
  ]);
}
