import { imageOf } from './draftRules.ts';
import { ownerOfKey } from './fileOwner.ts';
import { vagrantLine } from './forwardLine.ts';
import type { MappingDraft } from './mappingDraft.ts';
import type { PublishRule } from './portSpec.ts';
import { publishTextOf } from './publishText.ts';
import { readDraft } from './readDraft.ts';
import { shellLine } from './render.ts';

/**
 * The exact rules that the draft asks for: `-p 127.0.0.1:8081:80`; of a new container the whole
 * `docker run` command, of a service its entries, of a machine the Ruby of its forwards. Empty while
 * the draft has errors.
 */
export function previewOf(draft: MappingDraft): string {
  const { rules, exposed, messages } = readDraft(draft);
  if (messages.some(({ level }) => level === 'error')) return '';
  const owner = ownerOfKey(draft.target);
  if (owner?.kind === 'service') {
    return rules.map((rule) => `- ${JSON.stringify(publishTextOf(rule))}`).join('\n');
  }
  if (owner?.kind === 'machine') return rules.map((rule) => forwardText(rule, draft)).join('\n');
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

function forwardText(
  { hostIp, hostPorts, containerPorts, protocol }: PublishRule,
  { autoCorrect }: MappingDraft,
): string {
  if (hostPorts === undefined || protocol === 'sctp') return '';
  return vagrantLine({ guest: containerPorts, host: hostPorts, protocol, hostIp, autoCorrect });
}
